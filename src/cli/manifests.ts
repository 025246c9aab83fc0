import type { DocumentFile } from '../manifest/document.js';
import { locate } from '../manifest/locate.js';
import { lineIndex } from '../manifest/position.js';
import { readDocuments } from '../manifest/read.js';
import type { Resource } from '../manifest/resource.js';
import type { SourceText } from '../source/text.js';

/** Reads each text into its documents, by the exact path where the fast reader hands over. */
export async function readFiles(sources: readonly SourceText[]): Promise<DocumentFile[]> {
  const files: DocumentFile[] = [];
  for (const { file, text } of sources) {
    const outcome = readDocuments(file, text);
    if (outcome.kind === 'read') files.push(outcome.file);
    else files.push((await import('../manifest/exact.js')).readDocumentsExactly(file, text));
  }
  return files;
}

/** What does not parse in a document: `file:line:column: message`, a line each. */
export function syntaxLines(file: DocumentFile, document: DocumentFile['documents'][number]): string[] {
  const lines = lineIndex(file.text);
  return document.problems.map(({ start, message }) => {
    const { line, column } = lines.positionOf(start);
    return `${file.file}:${line}:${column}: ${message}`;
  });
}

/** A mistake at a field of a resource: `file:line:column: message`. */
export function lineOf(
  resource: Resource,
  problem: { readonly path: Parameters<typeof locate>[1]; readonly message: string },
): string {
  const { start } = locate(resource.document, problem.path);
  const { line, column } = lineIndex(resource.file.text).positionOf(start);
  return `${resource.file.file}:${line}:${column}: ${problem.message}`;
}
