import type { Json } from '../../kube/json.js';
import { closeNode, openNode } from '../tape.js';
import { closeAnchor, openAnchor, readAlias, readName } from './anchor.js';
import { readBlockScalar } from './block-scalar.js';
import {
  ampersand,
  asterisk,
  bar,
  dash,
  doubleQuote,
  greater,
  hash,
  isBlank,
  isBlankOrEnd,
  isIndicator,
  lineFeed,
  openBrace,
  openBracket,
  singleQuote,
  space,
  tab,
} from './characters.js';
import type { Cursor } from './cursor.js';
import { deepest, handOver } from './cursor.js';
import { readFlow } from './flow.js';
import { scanKey, startsPlain } from './key.js';
import { type Entries, merge, put } from './map.js';
import { readPlain } from './plain.js';
import { readQuoted } from './quoted.js';
import { nextToken } from './space.js';

/**
 * The node at the token `pos` is on, whose column is further right than `indent`, the indentation of the collection
 * around it (-1: none). Leaves the cursor at the next token behind the node.
 */
export function readBlockNode(cursor: Cursor, indent: number, node: number): Json | undefined {
  if (isEntry(cursor)) return readSequence(cursor, false);
  if (scanKey(cursor)) return readMapping(cursor, node);
  return cursor.why === '' ? readInline(cursor, indent, node) : undefined;
}

function isEntry(cursor: Cursor): boolean {
  const { text, pos } = cursor;
  return text.charCodeAt(pos) === dash && isBlankOrEnd(text.charCodeAt(pos + 1));
}

/** A mapping whose first key has just been scanned. */
function readMapping(cursor: Cursor, node: number): Json | undefined {
  if (++cursor.depth > deepest) return handOver(cursor, 'deep nesting');
  const { column, keyStart: start } = cursor;
  const map: Record<string, Json> = {};
  const entries = { node, resolvedKeys: false, bits: 0 };
  for (;;) {
    if (!readEntry(cursor, map, entries, column)) return undefined;
    if (cursor.column < column) break;
    if (cursor.column > column || !scanKey(cursor)) return handOver(cursor, 'no key where one has to be');
  }
  cursor.depth--;
  cursor.start = start;
  return map;
}

function readEntry(cursor: Cursor, map: Record<string, Json>, entries: Entries, column: number): boolean {
  const { key, keyIsMerge, keyBit: bit } = cursor;
  if (cursor.keyIsResolved) entries.resolvedKeys = true;
  const node = openNode(cursor.tape, key, cursor.keyStart, cursor.keyEnd);
  const value = readValue(cursor, column, node);
  if (value === undefined) return false;
  closeNode(cursor.tape, node, cursor.start, cursor.stop);
  if ((entries.bits & bit) === 0 && !keyIsMerge && key !== '__proto__') {
    // Surely a new key: what `put` does, without its questions.
    entries.bits |= bit;
    map[key] = value;
    return true;
  }
  if (!keyIsMerge) return put(cursor, map, entries, { key, node, value, bit });
  cursor.tape.merges ??= new Set();
  cursor.tape.merges.add(node);
  return merge(cursor, map, entries, value);
}

/** The value behind the colon of a key in a mapping at `column`: on the same line or below. */
function readValue(cursor: Cursor, column: number, node: number): Json | undefined {
  const { text } = cursor;
  let at = cursor.pos;
  let code = text.charCodeAt(at);
  const behind = at;
  while (code === space || code === tab) code = text.charCodeAt(++at);
  cursor.pos = at;
  if (code !== lineFeed && code !== hash) return readInline(cursor, column, node);
  if (!nextToken(cursor)) return undefined;
  return readBelow(cursor, column, node, behind);
}

/** The value on the lines below its key; `behind` is where it would be if it is empty. */
function readBelow(cursor: Cursor, column: number, node: number, behind: number): Json | undefined {
  if (cursor.column > column) return readBlockNode(cursor, column, node);
  if (cursor.column === column && isEntry(cursor)) return readSequence(cursor, true);
  return empty(cursor, behind);
}

function empty(cursor: Cursor, at: number): null {
  cursor.start = at;
  cursor.stop = at;
  return null;
}

/** A sequence at the dash `pos` is on; `indentless` when it stands at the column of the key it belongs to. */
function readSequence(cursor: Cursor, indentless: boolean): Json | undefined {
  if (++cursor.depth > deepest) return handOver(cursor, 'deep nesting');
  const { column, pos: start } = cursor;
  const list: Json[] = [];
  do {
    const item = openNode(cursor.tape, undefined, -1, -1);
    const value = readItem(cursor, column, item);
    if (value === undefined) return undefined;
    closeNode(cursor.tape, item, cursor.start, cursor.stop);
    list.push(value);
  } while (cursor.column === column && isEntry(cursor));
  if (cursor.column > column || (cursor.column === column && !indentless)) return handOver(cursor, 'no dash in a list');
  cursor.depth--;
  cursor.start = start;
  return list;
}

function readItem(cursor: Cursor, column: number, node: number): Json | undefined {
  const { text } = cursor;
  const behind = cursor.pos + 1;
  let at = behind;
  let code = text.charCodeAt(at);
  while (code === space) code = text.charCodeAt(++at);
  cursor.pos = at;
  if (code === tab) return handOver(cursor, 'tab after a dash');
  if (code !== lineFeed && code !== hash) {
    cursor.column = at - cursor.lineStart;
    return readBlockNode(cursor, column, node);
  }
  if (!nextToken(cursor)) return undefined;
  return cursor.column > column ? readBlockNode(cursor, column, node) : empty(cursor, behind);
}

/** A value that is neither a block sequence nor a block mapping, at `pos`. */
function readInline(cursor: Cursor, indent: number, node: number): Json | undefined {
  const { text, pos } = cursor;
  const code = text.charCodeAt(pos);
  if (!isIndicator(code) || startsPlain(text, pos, code)) return readPlain(cursor, indent);
  if (code === doubleQuote || code === singleQuote) return closed(cursor, readQuoted(cursor, code));
  if (code === openBracket || code === openBrace) return closed(cursor, readFlow(cursor, node));
  if (code === bar || code === greater) return readBlockScalar(cursor, indent);
  if (code === asterisk) return closed(cursor, readAlias(cursor, node)?.value);
  if (code === ampersand) return readAnchored(cursor, indent, node);
  return handOver(cursor, 'unusual start of a value');
}

/** A value that ended in the middle of a line: nothing may follow it there. */
function closed(cursor: Cursor, value: Json | undefined): Json | undefined {
  if (value === undefined) return undefined;
  return nextToken(cursor) ? value : undefined;
}

function readAnchored(cursor: Cursor, indent: number, node: number): Json | undefined {
  const name = readName(cursor);
  if (name === undefined) return undefined;
  openAnchor(cursor, name);
  const repeatedBefore = cursor.repeated;
  const value = readAfterAnchor(cursor, indent, node);
  if (value === undefined) return undefined;
  closeAnchor(cursor, name, { value, node, size: cursor.tape.count - node + cursor.repeated - repeatedBefore });
  return value;
}

function readAfterAnchor(cursor: Cursor, indent: number, node: number): Json | undefined {
  const { text, pos: behind } = cursor;
  while (isBlank(text.charCodeAt(cursor.pos))) cursor.pos++;
  const code = text.charCodeAt(cursor.pos);
  const below = code === lineFeed || code === hash;
  if (below && !nextToken(cursor)) return undefined;
  const first = text.charCodeAt(cursor.pos);
  if (first === ampersand || first === asterisk) return handOver(cursor, 'anchor before another');
  return below ? readBelow(cursor, indent, node, behind) : readInline(cursor, indent, node);
}
