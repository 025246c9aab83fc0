/** A place in a text: line and column from 1, columns in UTF-16 units. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** Where the lines of one text start: the only place that knows line numbers. */
export interface LineIndex {
  /** Line and column of an offset; offsets beyond the text are at its end. */
  readonly positionOf: (offset: number) => Position;
  /** Offsets → lines and columns, end exclusive. */
  readonly rangeOf: (start: number, end: number) => { readonly start: Position; readonly end: Position };
  /** Line and column → offset, moved to the nearest place that exists. */
  readonly offsetOf: (position: Position) => number;
  /** The text of a line (from 1) without its line break; `''` for a line that does not exist. */
  readonly lineText: (line: number) => string;
  /** How many lines the text has; a text that ends in a line break has an empty last line. */
  readonly count: number;
}

/** The lines of a text, which end in LF, CR LF or CR, as editors see them. */
export function lineIndex(text: string): LineIndex {
  const starts = lineStarts(text);
  const startOf = (line: number): number => starts[Math.min(Math.max(line, 1), starts.length) - 1] ?? 0;
  const positionOf = (offset: number): Position => {
    const within = Math.min(Math.max(offset, 0), text.length);
    const line = lineOf(starts, within);
    return { line, column: within - startOf(line) + 1 };
  };
  const endOf = (line: number): number => {
    let end = starts[line] ?? text.length;
    if (line < starts.length) end -= text.startsWith('\r\n', end - 2) ? 2 : 1;
    return end;
  };
  return {
    positionOf,
    rangeOf: (start, end) => ({ start: positionOf(start), end: positionOf(Math.max(start, end)) }),
    offsetOf: ({ line, column }) => {
      if (line < 1) return 0;
      if (line > starts.length) return text.length;
      return Math.min(startOf(line) + Math.max(column, 1) - 1, endOf(line));
    },
    lineText: (line) => (line < 1 || line > starts.length ? '' : text.slice(startOf(line), endOf(line))),
    count: starts.length,
  };
}

function lineStarts(text: string): number[] {
  const starts = [0];
  if (!text.includes('\r')) {
    for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    return starts;
  }
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) starts.push(at + 1);
  }
  return starts;
}

/** The line (from 1) that an offset is on. */
function lineOf(starts: readonly number[], offset: number): number {
  let low = 0;
  let high = starts.length;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return low + 1;
}
