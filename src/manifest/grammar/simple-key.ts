import { openBlock } from './indentation.js';
import { columnOf, fail, type Scanner, type SimpleKey } from './state.js';

/** A key ends on its own line and at most so many characters after its start. */
const longestKey = 1024;

/** Could the token at the head of the queue still turn out to be a key? `undefined` after a failure. */
export function simpleKeyAtHead(scanner: Scanner): boolean | undefined {
  const at = scanner.keyOfToken.get(scanner.taken);
  const key = at === undefined ? undefined : scanner.keys[at];
  return key === undefined ? false : isValid(scanner, key);
}

function isValid(scanner: Scanner, key: SimpleKey): boolean | undefined {
  if (!key.possible) return false;
  if (key.line === scanner.line && !isTooFar(scanner, key.at)) return true;
  if (key.required) {
    fail(scanner, 'no-colon', key.at);
    return undefined;
  }
  key.possible = false;
  return false;
}

function isTooFar(scanner: Scanner, from: number): boolean {
  const units = scanner.pos - from;
  if (units <= longestKey) return false;
  // Characters count, not UTF-16 units.
  return units > 2 * longestKey || [...scanner.text.slice(from, scanner.pos)].length > longestKey;
}

/** Notes that a key may start at `pos`, if one may. */
export function saveKey(scanner: Scanner): boolean {
  if (!scanner.keyAllowed) return true;
  if (!removeKey(scanner)) return false;
  const column = columnOf(scanner);
  const token = scanner.taken + scanner.tokens.length - scanner.head;
  const required = scanner.flowLevel === 0 && scanner.indent === column;
  const level = scanner.keys.length - 1;
  scanner.keys[level] = { possible: true, required, token, at: scanner.pos, line: scanner.line, column };
  scanner.keyOfToken.set(token, level);
  return true;
}

/** Gives up the possible key of this level; an error if nothing else could stand there. */
export function removeKey(scanner: Scanner): boolean {
  const key = scanner.keys.at(-1);
  if (!key?.possible) return true;
  if (key.required) return fail(scanner, 'no-colon', key.at);
  key.possible = false;
  scanner.keyOfToken.delete(key.token);
  return true;
}

/** A colon: was there a key before it? Then its token is put in, and a block mapping opens if it is the first. */
export function takeKey(scanner: Scanner): boolean | undefined {
  const key = scanner.keys.at(-1);
  const valid = key === undefined ? false : isValid(scanner, key);
  if (key === undefined || !valid) return valid;
  scanner.tokens.splice(scanner.head + key.token - scanner.taken, 0, { kind: 'key', start: key.at, end: key.at });
  if (!openBlock(scanner, 'block-map-start', key.at, key.token, key.column)) return undefined;
  key.possible = false;
  scanner.keyOfToken.delete(key.token);
  return true;
}
