import type { Host } from '../source/host.js';

/** Writes each report to standard output or to its file; what could not be written is returned, a sentence each. */
export async function writeOutputs<T extends { readonly file?: string | undefined }>(
  outputs: readonly T[],
  host: Host,
  render: (output: T) => string | Promise<string>,
): Promise<string[]> {
  const problems: string[] = [];
  for (const output of outputs) {
    const text = await render(output);
    if (output.file === undefined) {
      host.out(text);
      continue;
    }
    const { writeFile } = await import('./write-file.js');
    const problem = writeFile(host.cwd, output.file, text);
    if (problem !== undefined) problems.push(problem);
  }
  return problems;
}
