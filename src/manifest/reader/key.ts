import { keyOf, mayResolve, resolvePlain } from '../scalar.js';
import {
  colon,
  doubleQuote,
  hash,
  isBlank,
  isBlankOrEnd,
  isIndicator,
  less,
  lineFeed,
  singleQuote,
} from './characters.js';
import type { Cursor } from './cursor.js';
import { handOver } from './cursor.js';
import { readQuoted } from './quoted.js';

/** Go looks for the colon at most 1,024 characters after the key's start; a little less leaves all doubt to others. */
const longestKey = 1000;

/**
 * Reads the key of a block mapping at `pos` and goes behind its colon. False when no key is there (nothing has changed)
 * or when the chunk has to be handed over (`why` is set).
 */
export function scanKey(cursor: Cursor): boolean {
  const first = cursor.text.charCodeAt(cursor.pos);
  if (first === doubleQuote || first === singleQuote) return scanQuotedKey(cursor, first);
  if (isIndicator(first) && !startsPlain(cursor.text, cursor.pos, first)) return false;
  return scanPlainKey(cursor);
}

/** May a plain scalar of block context start with this indicator here? */
export function startsPlain(text: string, at: number, code: number): boolean {
  return (code === 45 || code === 63 || code === colon) && !isBlankOrEnd(text.charCodeAt(at + 1));
}

function scanPlainKey(cursor: Cursor): boolean {
  const { text, pos } = cursor;
  let at = pos;
  let digest = 0;
  for (;;) {
    const code = text.charCodeAt(at);
    // Letters first: they are most of it, and none of them ends a key.
    if (code <= colon) {
      if (code === colon && isBlankOrEnd(text.charCodeAt(at + 1))) break;
      if (code === lineFeed || (code === hash && isBlank(text.charCodeAt(at - 1)))) return false;
    }
    digest = (Math.imul(digest, 31) + code) | 0;
    at++;
  }
  let stop = at;
  while (isBlank(text.charCodeAt(stop - 1))) stop--;
  if (at - pos > longestKey) return refuse(cursor, 'long key');
  cursor.keyStart = pos;
  cursor.keyEnd = stop;
  cursor.pos = at + 1;
  if (!keyText(cursor, digest)) return false;
  // The digest of `key :` has the blank in it.
  if (stop !== at) cursor.keyBit = -1;
  return true;
}

function scanQuotedKey(cursor: Cursor, quote: number): boolean {
  const { text, pos } = cursor;
  const value = readQuoted(cursor, quote);
  if (value === undefined) return false;
  let at = cursor.pos;
  while (isBlank(text.charCodeAt(at))) at++;
  if (text.charCodeAt(at) !== colon || !isBlankOrEnd(text.charCodeAt(at + 1))) {
    cursor.pos = pos;
    return false;
  }
  if (at - pos > longestKey || text.slice(pos, at).includes('\n')) return refuse(cursor, 'long or multi-line key');
  quotedKey(cursor, value, pos, cursor.pos);
  cursor.pos = at + 1;
  return true;
}

/** Notes a quoted key: always a string, never the merge key. */
export function quotedKey(cursor: Cursor, key: string, start: number, stop: number): void {
  cursor.key = key;
  cursor.keyStart = start;
  cursor.keyEnd = stop;
  cursor.keyIsResolved = false;
  cursor.keyIsMerge = false;
  cursor.keyBit = -1;
}

function refuse(cursor: Cursor, why: string): boolean {
  handOver(cursor, why);
  return false;
}

/**
 * The keys of manifests are few: most are found here instead of being cut out of the text again. It only saves time:
 * an entry is used when it equals the text, whatever was read before. A key that became a property name is the engine's
 * own copy from then on, so that no cut-out keeps its whole file alive.
 */
const cacheSize = 2048;
const cachedKeys: string[] = new Array<string>(cacheSize).fill('');

function keyText(cursor: Cursor, digest: number): boolean {
  const { text, keyStart, keyEnd } = cursor;
  const slot = digest & (cacheSize - 1);
  const cached = cachedKeys[slot] ?? '';
  cursor.keyIsResolved = false;
  cursor.keyIsMerge = false;
  cursor.keyBit = 1 << (digest & 31);
  if (cached.length === keyEnd - keyStart && isAt(text, keyStart, cached)) {
    cursor.key = cached;
    return true;
  }
  const raw = text.slice(keyStart, keyEnd);
  const key = plainKey(cursor, raw);
  if (key === undefined) return refuse(cursor, 'key that is no string');
  cursor.key = key;
  if (cursor.keyIsResolved) cursor.keyBit = -1;
  if (!cursor.keyIsResolved && !cursor.keyIsMerge && raw.length <= 64) cachedKeys[slot] = raw;
  return true;
}

/** Does the text go on with the word? A loop is faster than `startsWith` for words as short as keys. */
function isAt(text: string, start: number, word: string): boolean {
  for (let at = 0; at < word.length; at++) if (text.charCodeAt(start + at) !== word.charCodeAt(at)) return false;
  return true;
}

/** The key that a plain scalar makes; sets whether it is the merge key or no string. */
export function plainKey(cursor: Cursor, raw: string): string | undefined {
  const first = raw.charCodeAt(0);
  cursor.keyIsMerge = first === less && raw === '<<';
  cursor.keyIsResolved = false;
  if (!mayResolve(first)) return raw;
  const resolved = resolvePlain(raw);
  cursor.keyIsResolved = resolved.tag !== 'str';
  return keyOf(resolved);
}
