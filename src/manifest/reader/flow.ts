import type { Json } from '../../kube/json.js';
import { closeNode, openNode } from '../tape.js';
import { readAlias } from './anchor.js';
import {
  asterisk,
  closeBrace,
  closeBracket,
  colon,
  comma,
  dash,
  dot,
  doubleQuote,
  hash,
  isBlank,
  isBlankOrEnd,
  isIndicator,
  lineFeed,
  openBrace,
  openBracket,
  question,
  singleQuote,
  space,
  tab,
} from './characters.js';
import type { Cursor } from './cursor.js';
import { deepest, handOver } from './cursor.js';
import { plainKey, quotedKey } from './key.js';
import { put } from './map.js';
import { scalarOf } from './plain.js';
import { readQuoted } from './quoted.js';
import { endOfComment, isEndMarker } from './space.js';

/** A flow collection (`[…]` or `{…}`, so all of JSON) at `pos`; leaves `pos` behind it. */
export function readFlow(cursor: Cursor, node: number): Json | undefined {
  if (++cursor.depth > deepest) return handOver(cursor, 'deep nesting');
  const start = cursor.pos;
  const value = cursor.text.charCodeAt(start) === openBracket ? readList(cursor) : readMap(cursor, node);
  cursor.depth--;
  cursor.start = start;
  cursor.stop = cursor.pos;
  return value;
}

function readList(cursor: Cursor): Json | undefined {
  const { text } = cursor;
  const list: Json[] = [];
  cursor.pos++;
  for (;;) {
    if (!skipSpace(cursor)) return undefined;
    if (text.charCodeAt(cursor.pos) === closeBracket) break;
    const node = openNode(cursor.tape, undefined, -1, -1);
    const item = readFlowNode(cursor, node);
    if (item === undefined) return undefined;
    closeNode(cursor.tape, node, cursor.start, cursor.stop);
    list.push(item);
    if (!skipSpace(cursor)) return undefined;
    const code = text.charCodeAt(cursor.pos);
    if (code === closeBracket) break;
    if (code !== comma) return handOver(cursor, 'flow list without a comma');
    cursor.pos++;
  }
  cursor.pos++;
  return list;
}

function readMap(cursor: Cursor, node: number): Json | undefined {
  const { text } = cursor;
  const map: Record<string, Json> = {};
  const entries = { node, resolvedKeys: false, bits: 0 };
  cursor.pos++;
  for (;;) {
    if (!skipSpace(cursor)) return undefined;
    if (text.charCodeAt(cursor.pos) === closeBrace) break;
    if (!readFlowKey(cursor)) return undefined;
    const { key, keyStart, keyEnd, keyIsMerge } = cursor;
    if (cursor.keyIsResolved) entries.resolvedKeys = true;
    const entry = openNode(cursor.tape, key, keyStart, keyEnd);
    const value = readFlowValue(cursor, entry);
    if (value === undefined) return undefined;
    closeNode(cursor.tape, entry, cursor.start, cursor.stop);
    if (keyIsMerge) return handOver(cursor, 'merge in a flow map');
    if (!put(cursor, map, entries, { key, node: entry, value, bit: -1 })) return undefined;
    if (!skipSpace(cursor)) return undefined;
    const code = text.charCodeAt(cursor.pos);
    if (code === closeBrace) break;
    if (code !== comma) return handOver(cursor, 'flow map without a comma');
    cursor.pos++;
  }
  cursor.pos++;
  return map;
}

/** Reads a key and goes to the colon, the comma or the brace behind it. The colon has to be on the key's line. */
function readFlowKey(cursor: Cursor): boolean {
  const { text, pos } = cursor;
  const first = text.charCodeAt(pos);
  if (first === doubleQuote || first === singleQuote) {
    const value = readQuoted(cursor, first);
    if (value === undefined) return false;
    quotedKey(cursor, value, cursor.start, cursor.stop);
  } else {
    const raw = readFlowPlain(cursor);
    if (raw === undefined) return false;
    const key = plainKey(cursor, raw);
    if (key === undefined) return refuse(cursor, 'key that is no string');
    cursor.key = key;
    cursor.keyStart = cursor.start;
    cursor.keyEnd = cursor.stop;
  }
  let at = cursor.pos;
  while (isBlank(text.charCodeAt(at))) at++;
  cursor.pos = at;
  if (at - pos > 1000 || text.slice(pos, at).includes('\n')) return refuse(cursor, 'long or multi-line key');
  return true;
}

function refuse(cursor: Cursor, why: string): boolean {
  handOver(cursor, why);
  return false;
}

function readFlowValue(cursor: Cursor, node: number): Json | undefined {
  const { text } = cursor;
  if (text.charCodeAt(cursor.pos) !== colon) {
    if (text.charCodeAt(cursor.pos) === lineFeed) return handOver(cursor, 'line break after a flow key');
    return empty(cursor, cursor.keyEnd);
  }
  const behind = ++cursor.pos;
  if (!skipSpace(cursor)) return undefined;
  const code = text.charCodeAt(cursor.pos);
  return code === comma || code === closeBrace ? empty(cursor, behind) : readFlowNode(cursor, node);
}

function empty(cursor: Cursor, at: number): null {
  cursor.start = at;
  cursor.stop = at;
  return null;
}

function readFlowNode(cursor: Cursor, node: number): Json | undefined {
  const code = cursor.text.charCodeAt(cursor.pos);
  if (code === doubleQuote || code === singleQuote) return readQuoted(cursor, code);
  if (code === openBracket || code === openBrace) return readFlow(cursor, node);
  if (code === asterisk) return readAlias(cursor, node)?.value;
  const raw = readFlowPlain(cursor);
  return raw === undefined ? undefined : scalarOf(cursor, raw);
}

/** The text of a plain scalar; leaves `pos` behind it and sets `start` and `stop`. */
function readFlowPlain(cursor: Cursor): string | undefined {
  const { text, pos } = cursor;
  const first = text.charCodeAt(pos);
  if (isIndicator(first) && !(first === dash && !isBlankOrEnd(text.charCodeAt(pos + 1))))
    return handOver(cursor, 'indicator in a flow collection');
  let at = flowPlainEnd(text, pos);
  let stop = trimmed(text, pos, at);
  let value = text.slice(pos, stop);
  while (text.charCodeAt(at) === lineFeed) {
    const breaks = skipBreaks(cursor, at);
    if (breaks === -1) return undefined;
    at = cursor.pos;
    const next = flowPlainEnd(text, at);
    if (next === at) break;
    value += breaks === 1 ? ' ' : '\n'.repeat(breaks - 1);
    stop = trimmed(text, at, next);
    value += text.slice(at, stop);
    at = next;
  }
  cursor.pos = at;
  cursor.start = pos;
  cursor.stop = stop;
  return value;
}

/** Where the part of a plain scalar on this line ends. */
function flowPlainEnd(text: string, from: number): number {
  for (let at = from; ; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed || code === comma || code === question) return at;
    if (code === openBracket || code === closeBracket || code === openBrace || code === closeBrace) return at;
    if (code === colon && isBlankOrEnd(text.charCodeAt(at + 1))) return at;
    if (code === hash && (at === from || isBlank(text.charCodeAt(at - 1)))) return at;
  }
}

function trimmed(text: string, from: number, end: number): number {
  let stop = end;
  while (stop > from && isBlank(text.charCodeAt(stop - 1))) stop--;
  return stop;
}

/** Goes over line breaks and blanks inside a plain scalar; how many breaks there were, or -1 when handed over. */
function skipBreaks(cursor: Cursor, from: number): number {
  const { text, end } = cursor;
  let breaks = 0;
  for (let at = from; at < end; at++) {
    const code = text.charCodeAt(at);
    if (code === lineFeed) breaks++;
    // A tab may be too far left here; the exact path knows.
    else if (code === tab) break;
    else if (code !== space) {
      cursor.pos = at;
      if (code !== dot || text.charCodeAt(at - 1) !== lineFeed || !isEndMarker(text, at)) return breaks;
      break;
    }
  }
  handOver(cursor, 'flow collection without an end');
  return -1;
}

/** Goes over blanks, line breaks and comments between the parts of a flow collection. */
function skipSpace(cursor: Cursor): boolean {
  const { text, end } = cursor;
  let at = cursor.pos;
  while (at < end) {
    const code = text.charCodeAt(at);
    if (code === hash) at = endOfComment(cursor, at);
    else if (isBlankOrEnd(code)) at++;
    else {
      cursor.pos = at;
      if (code !== dot || text.charCodeAt(at - 1) !== lineFeed || !isEndMarker(text, at)) return true;
      break;
    }
  }
  return refuse(cursor, 'flow collection without an end');
}
