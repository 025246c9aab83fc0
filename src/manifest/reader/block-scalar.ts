import { bar, hash, isBlank, lineFeed, space, tab } from './characters.js';
import type { Cursor } from './cursor.js';
import { handOver } from './cursor.js';
import { endOfComment, nextLine } from './space.js';

/** What stands after `|` or `>`: how the end is kept, and how far the text is indented (0: find out). */
interface Header {
  readonly chomping: 'clip' | 'strip' | 'keep';
  readonly increment: number;
  /** Where the header ends. */
  readonly end: number;
}

/** A literal (`|`) or folded (`>`) scalar at `pos`, of a node in a collection indented by `parent` (-1: the root). */
export function readBlockScalar(cursor: Cursor, parent: number): string | undefined {
  const { text, pos } = cursor;
  const literal = text.charCodeAt(pos) === bar;
  const header = readHeader(cursor);
  if (header === undefined) return undefined;
  const first = cursor.pos;
  const indent = header.increment > 0 ? Math.max(parent, 0) + header.increment : detectIndent(cursor, first, parent);
  if (indent === -1) return undefined;
  const value = literal ? literalText(cursor, first, indent) : foldedText(cursor, first, indent);
  if (value === undefined) return undefined;
  cursor.start = pos;
  cursor.stop = cursor.contentEnd === -1 ? header.end : cursor.contentEnd;
  const closing = tail(header.chomping, cursor.contentEnd !== -1, cursor.breaks);
  return nextLine(cursor, cursor.pos) ? value + closing : undefined;
}

function tail(chomping: Header['chomping'], hasContent: boolean, breaks: number): string {
  const own = hasContent && chomping !== 'strip' ? '\n' : '';
  return chomping === 'keep' ? own + '\n'.repeat(breaks) : own;
}

/** Reads `|2-  # comment` and leaves `pos` at the start of the next line. */
function readHeader(cursor: Cursor): Header | undefined {
  const { text } = cursor;
  let at = cursor.pos + 1;
  let chomping: Header['chomping'] = 'clip';
  let increment = 0;
  for (let part = 0; part < 2; part++) {
    const code = text.charCodeAt(at);
    if ((code === 43 || code === 45) && chomping === 'clip') chomping = code === 43 ? 'keep' : 'strip';
    else if (code >= 49 && code <= 57 && increment === 0) increment = code - 48;
    else break;
    at++;
  }
  const end = at;
  while (isBlank(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) === hash) at = endOfComment(cursor, at);
  if (text.charCodeAt(at) !== lineFeed) return handOver(cursor, 'block scalar header');
  cursor.pos = at + 1;
  return { chomping, increment, end };
}

/** The indentation of the first line with text; -1 when handed over. */
function detectIndent(cursor: Cursor, first: number, parent: number): number {
  const { text, end } = cursor;
  let at = first;
  let widest = 0;
  while (at < end) {
    const start = at;
    while (text.charCodeAt(at) === space) at++;
    const column = at - start;
    if (column > widest) widest = column;
    const code = text.charCodeAt(at);
    if (code === lineFeed) at++;
    else if (code === tab) return refuse(cursor);
    else break;
  }
  return Math.max(widest, parent + 1, 1);
}

function refuse(cursor: Cursor): number {
  handOver(cursor, 'tab in the indentation of a block scalar');
  return -1;
}

/**
 * Is there another line of text behind `lineStart`? Then `partAt` is where its text starts, and `breaks` how many empty
 * lines come before; else `partAt` is the line behind the scalar.
 */
function nextContent(cursor: Cursor, lineStart: number, indent: number): boolean {
  const { text, end } = cursor;
  let at = lineStart;
  cursor.breaks = 0;
  while (at < end) {
    const start = at;
    const limit = start + indent;
    while (at < limit && text.charCodeAt(at) === space) at++;
    const code = text.charCodeAt(at);
    if (code !== lineFeed) {
      cursor.partAt = at === limit ? at : start;
      if (at !== limit && code === tab) refuse(cursor);
      return at === limit;
    }
    cursor.breaks++;
    at++;
  }
  cursor.partAt = end;
  return false;
}

function literalText(cursor: Cursor, first: number, indent: number): string | undefined {
  const { text } = cursor;
  let value = '';
  let from = first;
  cursor.contentEnd = -1;
  while (nextContent(cursor, from, indent)) {
    const { partAt, breaks } = cursor;
    const lineEnd = text.indexOf('\n', partAt);
    if (cursor.contentEnd !== -1) value += '\n';
    if (breaks > 0) value += '\n'.repeat(breaks);
    value += text.slice(partAt, lineEnd);
    cursor.contentEnd = lineEnd;
    from = lineEnd + 1;
  }
  cursor.pos = cursor.partAt;
  return cursor.why === '' ? value : undefined;
}

function foldedText(cursor: Cursor, first: number, indent: number): string | undefined {
  const { text } = cursor;
  let value = '';
  let from = first;
  let afterBlank = false;
  cursor.contentEnd = -1;
  while (nextContent(cursor, from, indent)) {
    const { partAt, breaks, contentEnd } = cursor;
    const lineEnd = text.indexOf('\n', partAt);
    const startsBlank = isBlank(text.charCodeAt(partAt));
    // Lines are joined with a space unless one of the two is indented further.
    if (contentEnd !== -1 && (afterBlank || startsBlank)) value += '\n';
    else if (contentEnd !== -1 && breaks === 0) value += ' ';
    if (breaks > 0) value += '\n'.repeat(breaks);
    value += text.slice(partAt, lineEnd);
    afterBlank = startsBlank;
    cursor.contentEnd = lineEnd;
    from = lineEnd + 1;
  }
  cursor.pos = cursor.partAt;
  return cursor.why === '' ? value : undefined;
}
