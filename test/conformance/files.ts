// `npm run conformance -- files DIR VERDICTS.jsonl`: manifests on disk against lines { file, docIndex, itemIndex?, verdict, errors? }.
// CustomResourceDefinitions among the manifests judge their custom resources.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { identify } from '../../src/manifest/identify.js';
import { crdIndex } from '../../src/schema/custom-resource.js';
import { textOf } from '../../src/source/text.js';
import { holds } from './figures.js';
import { type Answer, judge, read } from './judge.js';
import { readLines, type VerdictLine } from './lines.js';
import { readOptions } from './options.js';
import { printScore, scoreLine } from './print.js';
import { score } from './score.js';

/** The command. */
export async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  const [directory, ...verdicts] = options.files;
  if (directory === undefined || verdicts.length === 0) {
    process.stderr.write(
      'usage: npm run conformance -- files DIR VERDICTS.jsonl… [--as 1.30] [-v|--all] [--report-only]\n',
    );
    return 2;
  }
  const pairs = [];
  const files = [];
  for (const [file, lines] of byFile(verdicts.flatMap(readLines))) {
    files.push({ document: await read(file, textOf(readFileSync(pathOf(directory, file)), file).text), lines });
  }
  // Where the server did not have them its answer is unknown-kind, and any answer agrees.
  const crds = crdIndex(files.flatMap(({ document }) => identify(document).resources));
  for (const { document, lines } of files) {
    const answers = judge(document, options.as, crds);
    for (const line of lines) {
      const answer = answerTo(line, answers);
      if (options.kind === undefined || options.kind === answer.kind) pairs.push({ line, answer });
    }
  }
  const result = score(pairs);
  printScore(result, options, (text) => process.stdout.write(text));
  process.stdout.write(scoreLine(result));
  return options.reportOnly || holds(result, 'files') ? 0 : 1;
}

function byFile(lines: readonly VerdictLine[]): Map<string, VerdictLine[]> {
  const files = new Map<string, VerdictLine[]>();
  for (const line of lines) {
    if (line.file === undefined) throw new Error(`a line without a file: ${JSON.stringify(line).slice(0, 200)}`);
    files.set(line.file, [...(files.get(line.file) ?? []), line]);
  }
  return files;
}

/** The lines name files from the folder that was recorded, which DIR is or holds. */
function pathOf(directory: string, file: string): string {
  const inside = join(directory, file);
  return existsSync(inside) ? inside : join(directory, file.slice(file.indexOf('/') + 1));
}

const NOTHING: Answer = { document: -1, item: undefined, apiVersion: '', kind: '', stage: 'unvalidated', errors: [] };

function answerTo(line: VerdictLine, answers: readonly Answer[]): Answer {
  const there = answers.filter(({ document }) => document === (line.docIndex ?? 0));
  return (
    there.find(({ item }) => item === line.itemIndex) ??
    there.find(({ errors }) => errors.length > 0) ??
    there[0] ??
    NOTHING
  );
}
