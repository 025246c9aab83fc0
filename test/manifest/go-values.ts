import type { Document } from '../../src/manifest/document.js';
import { readDocumentsExactly } from '../../src/manifest/exact.js';
import { readDocuments } from '../../src/manifest/read.js';

/** What Go makes of one document: a value or an error, and whether strict reading finds duplicate keys. */
export interface GoDocument {
  readonly value?: unknown;
  readonly error?: string;
  readonly duplicates?: boolean;
}

/** JSON text → values, with integers beyond 2^53 as `bigint`, which JSON.parse would round; beyond 2^64 they are floats. */
export function parseExactly(json: string): unknown {
  const mark = 'bigint ';
  const marked = json.replace(/"(?:[^"\\]|\\.)*"|-?\d{16,}(?=\s*[,\]}])/g, (piece) =>
    isBig(piece) ? `"${mark}${piece}"` : piece,
  );
  return JSON.parse(marked, (_, value: unknown) =>
    typeof value === 'string' && value.startsWith(mark) ? BigInt(value.slice(mark.length)) : value,
  );
}

/** An integer that a double does not hold and that Go holds as int64 or uint64. */
function isBig(piece: string): boolean {
  if (piece.startsWith('"') || Number.isSafeInteger(Number(piece))) return false;
  return BigInt(piece) < 2n ** 64n && BigInt(piece) >= -(2n ** 63n);
}

/** How our readers see a text, in Go's terms; `undefined` for the fast reader when it hands over. */
export function asGoSees(text: string): { readonly fast: GoDocument[] | undefined; readonly exact: GoDocument[] } {
  const fast = readDocuments('case.yaml', text);
  const exact = readDocumentsExactly('case.yaml', text);
  return {
    fast: fast.kind === 'read' ? goDocuments(fast.file.documents) : undefined,
    exact: goDocuments(exact.documents),
  };
}

function goDocuments(documents: readonly Document[]): GoDocument[] {
  const seen: GoDocument[] = [];
  for (const { value, problems, template } of documents) {
    const separator = problems.some(({ message }) => message.startsWith('text after "---"'));
    const broken = template !== undefined || problems.some(({ kind }) => kind === 'syntax');
    const duplicates = problems.some(({ kind }) => kind === 'duplicate-key');
    if (separator) return [...seen, { error: 'separator' }];
    seen.push(broken ? { error: 'syntax' } : { value, ...(duplicates && { duplicates }) });
  }
  return seen;
}
