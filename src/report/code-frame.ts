import type { Range } from '../lint/finding.js';
import type { Paint, Tone } from './paint.js';
import { cells, printable } from './printable.js';

/** How to draw a frame. */
export interface FrameOptions {
  readonly paint: Paint;
  readonly tone: Tone;
  /** Cells that a line of the frame may take. */
  readonly columns: number;
  /** A note behind the underline. */
  readonly note?: string;
}

const TAB = '    ';

/**
 * The line a range starts on, with the line before it, and the range underlined:
 *
 *     20 |         - name: nginx
 *     21 |           imagePullPolicyy: Always
 *        |           ^^^^^^^^^^^^^^^^
 *
 * Long lines are cut around the underline. `lineText` gives a line (from 1) without its end, `''` for one that is not there.
 */
export function codeFrame(lineText: (line: number) => string, range: Range, options: FrameOptions): string[] {
  const { paint, tone, columns, note } = options;
  const at = range.start.line;
  const line = lineText(at);
  const gutter = String(at).length;
  const endColumn = range.end.line === at ? range.end.column : line.length + 1;
  const window = cut(line, { from: range.start.column - 1, to: endColumn - 1 }, Math.max(20, columns - gutter - 5));
  const frame: string[] = [];
  const before = lineText(at - 1);
  if (before.trim() !== '' && window.start === 0) {
    frame.push(row(String(at - 1).padStart(gutter), shown(before.slice(0, window.length)), paint));
  }
  frame.push(row(String(at), `${window.left}${shown(window.text)}${window.right}`, paint));
  const indent = ' '.repeat(cells(`${window.left}${shown(window.text.slice(0, window.from))}`));
  const width = Math.max(1, cells(shown(window.text.slice(window.from, window.to))));
  const mark = paint(tone, `${'^'.repeat(width)}${note === undefined ? '' : ` ${printable(note)}`}`);
  frame.push(row(' '.repeat(gutter), `${indent}${mark}`, paint));
  return frame;
}

function row(gutter: string, text: string, paint: Paint): string {
  return `  ${paint('faint', `${gutter} |`)} ${text}`.trimEnd();
}

function shown(text: string): string {
  return printable(text.replaceAll('\t', TAB));
}

interface Window {
  readonly text: string;
  /** Where the underline is in `text`. */
  readonly from: number;
  readonly to: number;
  /** Where `text` starts in the line, and how long it is. */
  readonly start: number;
  readonly length: number;
  /** Marks of what was cut. */
  readonly left: string;
  readonly right: string;
}

/** At most about `width` characters of the line, with the underlined part in it. */
function cut(line: string, { from, to }: Pick<Window, 'from' | 'to'>, width: number): Window {
  const last = Math.max(from, Math.min(to, from + Math.ceil(width * 0.6)));
  if (line.length <= width) return { text: line, from, to, start: 0, length: width, left: '', right: '' };
  let start = last < width - 10 ? 0 : Math.max(0, from - Math.floor(width / 4));
  let end = Math.min(line.length, start + width);
  // Never half of a surrogate pair.
  if (isLowSurrogate(line, start)) start--;
  if (isLowSurrogate(line, end)) end++;
  return {
    text: line.slice(start, end),
    from: from - start,
    to: Math.min(to, end) - start,
    start,
    length: width,
    left: start > 0 ? '…' : '',
    right: end < line.length ? '…' : '',
  };
}

function isLowSurrogate(line: string, at: number): boolean {
  const code = line.charCodeAt(at);
  return code >= 0xdc00 && code <= 0xdfff;
}
