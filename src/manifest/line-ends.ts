import type { Directive, Document, TextProblem } from './document.js';
import { nodeSize } from './tape.js';

/** A text as the server's line reader hands it on: every line ends in a line feed alone. */
export interface Lines {
  readonly text: string;
  /** Offsets in `text` before which a carriage return was taken out, ascending; `undefined` if there was none. */
  readonly returns: Int32Array | undefined;
  /** Length of the text as it was. */
  readonly length: number;
}

/**
 * The text with CR LF turned into LF and with a final line feed, as k8s.io/apimachinery/pkg/util/yaml `LineReader` does.
 * A carriage return alone stays.
 */
export function linesOf(text: string): Lines {
  const closed = text === '' || text.endsWith('\n') ? text : `${text}\n`;
  if (!closed.includes('\r\n')) return { text: closed, returns: undefined, length: text.length };
  const parts = closed.split('\r\n');
  const returns = new Int32Array(parts.length - 1);
  let at = 0;
  for (let part = 0; part < returns.length; part++) {
    at += (parts[part]?.length ?? 0) + (part === 0 ? 0 : 1);
    returns[part] = at;
  }
  return { text: parts.join('\n'), returns, length: text.length };
}

/** The documents with all offsets as they are in the original text. */
export function restored(documents: Document[], lines: Lines): Document[] {
  const { length, returns } = lines;
  if (returns === undefined) return withoutAddedEnd(documents, length);
  const original = (offset: number): number => Math.min(length, offset + before(returns, offset));
  return documents.map((document) => ({
    ...document,
    start: original(document.start),
    end: original(document.end),
    tape: { ...document.tape, offsets: restoredOffsets(document.tape.offsets, original) },
    problems: document.problems.map((problem): TextProblem => {
      const { first } = problem;
      const moved = { ...problem, start: original(problem.start), end: original(problem.end) };
      return first ? { ...moved, first: { start: original(first.start), end: original(first.end) } } : moved;
    }),
    directives: document.directives.map(
      (directive): Directive => ({ ...directive, start: original(directive.start), end: original(directive.end) }),
    ),
  }));
}

/** Takes the final line feed away that the file did not have. */
function withoutAddedEnd(documents: Document[], length: number): Document[] {
  const last = documents.at(-1);
  if (last !== undefined && last.end > length) documents[documents.length - 1] = { ...last, end: length };
  return documents;
}

function restoredOffsets(offsets: Int32Array, original: (offset: number) => number): Int32Array {
  return offsets.map((offset, at) => (offset < 0 || at % nodeSize === nodeSize - 1 ? offset : original(offset)));
}

/** How many of the carriage returns stood before the offset. */
function before(returns: Int32Array, offset: number): number {
  let low = 0;
  let high = returns.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((returns[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
