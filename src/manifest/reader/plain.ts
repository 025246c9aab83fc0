import type { Json } from '../../kube/json.js';
import { mayResolve, plainValue } from '../scalar.js';
import { colon, hash, isBlank, isBlankOrEnd, lineFeed, space, tab } from './characters.js';
import type { Cursor } from './cursor.js';
import { handOver } from './cursor.js';
import { arrive, endOfComment, isEndMarker, nextLine } from './space.js';

/**
 * A plain scalar in block context, at `pos`, of a node in a collection indented by `indent`. It goes on over following
 * lines that are indented further.
 */
export function readPlain(cursor: Cursor, indent: number): Json | undefined {
  const { text, pos } = cursor;
  const at = plainEnd(cursor, pos);
  if (at === -1) return undefined;
  cursor.start = pos;
  cursor.stop = trimmed(text, at);
  if (text.charCodeAt(at) === hash) {
    if (!nextLine(cursor, endOfComment(cursor, at) + 1)) return undefined;
    return scalarOf(cursor, text.slice(pos, cursor.stop));
  }
  const next = continuation(cursor, at + 1, indent);
  if (next === -1) return undefined;
  if (next === 0) return scalarOf(cursor, text.slice(pos, cursor.stop));
  return readMultiLine(cursor, next, indent);
}

/** Where the part of the scalar on this line ends: at a comment or at the line feed; -1 when handed over. */
function plainEnd(cursor: Cursor, from: number): number {
  const { text } = cursor;
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    // Letters first: they are most of it, and none of them ends a scalar.
    if (code > colon) continue;
    if (code === lineFeed) return at;
    if (code === colon && isBlankOrEnd(text.charCodeAt(at + 1))) {
      handOver(cursor, 'colon in a plain scalar');
      return -1;
    }
    if (code === hash && isBlank(text.charCodeAt(at - 1))) return at;
  }
}

function trimmed(text: string, end: number): number {
  let stop = end;
  while (isBlank(text.charCodeAt(stop - 1))) stop--;
  return stop;
}

/**
 * Does the scalar go on after the line that ends before `lineStart`? Then the offset of its next part, with the number
 * of empty lines between in `cursor.breaks`; else 0, with the cursor at the next token; -1 when handed over.
 */
function continuation(cursor: Cursor, lineStart: number, indent: number): number {
  const { text, end } = cursor;
  let at = lineStart;
  cursor.breaks = 0;
  for (;;) {
    if (at >= end) break;
    const start = at;
    let code = text.charCodeAt(at);
    while (code === space) code = text.charCodeAt(++at);
    if (code === lineFeed) {
      cursor.breaks++;
      at++;
      continue;
    }
    if (code === hash) {
      at = start;
      break;
    }
    if (at - start <= indent || code === tab) return arrive(cursor, start, at) ? 0 : -1;
    return at === start && isEndMarker(text, at) ? refuse(cursor) : at;
  }
  return nextLine(cursor, at) ? 0 : -1;
}

function refuse(cursor: Cursor): number {
  handOver(cursor, 'document end marker');
  return -1;
}

function readMultiLine(cursor: Cursor, next: number, indent: number): Json | undefined {
  const { text } = cursor;
  let value = text.slice(cursor.start, cursor.stop);
  let part = next;
  for (;;) {
    value += cursor.breaks === 0 ? ' ' : '\n'.repeat(cursor.breaks);
    const at = plainEnd(cursor, part);
    if (at === -1) return undefined;
    cursor.stop = trimmed(text, at);
    value += text.slice(part, cursor.stop);
    if (text.charCodeAt(at) === hash) {
      return nextLine(cursor, endOfComment(cursor, at) + 1) ? scalarOf(cursor, value) : undefined;
    }
    part = continuation(cursor, at + 1, indent);
    if (part === -1) return undefined;
    if (part === 0) return scalarOf(cursor, value);
  }
}

/** The value of plain text; hands over what JSON cannot say. */
export function scalarOf(cursor: Cursor, text: string): Json | undefined {
  if (!mayResolve(text.charCodeAt(0))) return text;
  const value = plainValue(text);
  return value === undefined ? handOver(cursor, 'number that JSON does not have') : value;
}
