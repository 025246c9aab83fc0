import { isNameCharacter } from '../reader/characters.js';
import { closeBlocks, increaseFlow, openBlock } from './indentation.js';
import { scanBlockScalar } from './scan-block-scalar.js';
import { scanDirective } from './scan-directive.js';
import { scanPlain } from './scan-plain.js';
import { scanQuoted } from './scan-quoted.js';
import { scanTag } from './scan-tag.js';
import { removeKey, saveKey, simpleKeyAtHead, takeKey } from './simple-key.js';
import { codeAt, fail, isBlankOrEnd, isBreak, isMarker, type Scanner, skipBreak } from './state.js';
import type { TokenKind } from './token.js';

/**
 * Text → tokens, exactly as go.yaml.in/yaml/v2 (`scannerc.go`, v2.4.3), the parser of sigs.k8s.io/yaml v1.6, sees them:
 * the same places where a key may start, the same indentation, the same mistakes forgiven. It is the slow, exact half of
 * reading; the fast half is `reader/`.
 */
export function fetchMore(scanner: Scanner): boolean {
  for (;;) {
    if (scanner.head !== scanner.tokens.length) {
      const pending = simpleKeyAtHead(scanner);
      if (pending === undefined) return false;
      if (!pending) return true;
    }
    if (!fetchNext(scanner)) return false;
  }
}

function fetchNext(scanner: Scanner): boolean {
  if (!scanner.started) {
    scanner.started = true;
    push(scanner, 'stream-start', 0);
    return true;
  }
  skipToToken(scanner);
  const column = scanner.pos - scanner.lineStart;
  closeBlocks(scanner, column);
  if (scanner.pos >= scanner.end) return fetchStreamEnd(scanner);
  if (column === 0) {
    if (codeAt(scanner, scanner.pos) === 37) return fetchDirective(scanner);
    if (isMarker(scanner, '---')) return fetchMarker(scanner, 'document-start');
    if (isMarker(scanner, '...')) return fetchMarker(scanner, 'document-end');
  }
  return fetchToken(scanner);
}

function fetchToken(scanner: Scanner): boolean {
  const code = codeAt(scanner, scanner.pos);
  const before = isBlankOrEnd(codeAt(scanner, scanner.pos + 1));
  const inFlow = scanner.flowLevel > 0;
  switch (String.fromCharCode(code)) {
    case '[':
      return fetchFlowStart(scanner, 'flow-list-start');
    case '{':
      return fetchFlowStart(scanner, 'flow-map-start');
    case ']':
      return fetchFlowEnd(scanner, 'flow-list-end');
    case '}':
      return fetchFlowEnd(scanner, 'flow-map-end');
    case ',':
      return fetchFlowEntry(scanner);
    case '-':
      return before ? fetchBlockEntry(scanner) : fetchScalar(scanner, scanPlain);
    case '?':
      return before || inFlow ? fetchKey(scanner) : fetchScalar(scanner, scanPlain);
    case ':':
      return before || inFlow ? fetchValue(scanner) : fetchScalar(scanner, scanPlain);
    case '*':
      return fetchName(scanner, 'alias');
    case '&':
      return fetchName(scanner, 'anchor');
    case '!':
      return fetchScalar(scanner, scanTag);
    case '|':
    case '>':
      return inFlow ? fail(scanner, 'bad-start') : fetchBlockScalar(scanner);
    case '"':
    case "'":
      return fetchScalar(scanner, scanQuoted);
    case '\t':
      return fail(scanner, 'tab-indentation');
    case '%':
    case '@':
    case '`':
      return fail(scanner, 'bad-start');
    default:
      return fetchScalar(scanner, scanPlain);
  }
}

/** Goes over blanks, comments and line breaks. A tab counts as a blank only where no key may start. */
function skipToToken(scanner: Scanner): void {
  for (;;) {
    let code = codeAt(scanner, scanner.pos);
    while (code === 32 || (code === 9 && (scanner.flowLevel > 0 || !scanner.keyAllowed)))
      code = codeAt(scanner, ++scanner.pos);
    if (code === 35) code = skipComment(scanner);
    if (!isBreak(code) || scanner.pos >= scanner.end) return;
    skipBreak(scanner);
    if (scanner.flowLevel === 0) scanner.keyAllowed = true;
  }
}

function skipComment(scanner: Scanner): number {
  const start = scanner.pos;
  let code = codeAt(scanner, scanner.pos);
  while (scanner.pos < scanner.end && !isBreak(code)) code = codeAt(scanner, ++scanner.pos);
  scanner.comments.push({ start, end: scanner.pos });
  return code;
}

/** Appends a token that starts at `start` and ends at `pos`. */
function push(scanner: Scanner, kind: TokenKind, start: number): void {
  scanner.tokens.push({ kind, start, end: scanner.pos });
}

function fetchStreamEnd(scanner: Scanner): boolean {
  closeBlocks(scanner, -1);
  if (!removeKey(scanner)) return false;
  scanner.keyAllowed = false;
  push(scanner, 'stream-end', scanner.pos);
  return true;
}

function fetchDirective(scanner: Scanner): boolean {
  closeBlocks(scanner, -1);
  if (!removeKey(scanner)) return false;
  scanner.keyAllowed = false;
  return scanDirective(scanner);
}

function fetchMarker(scanner: Scanner, kind: 'document-start' | 'document-end'): boolean {
  closeBlocks(scanner, -1);
  if (!removeKey(scanner)) return false;
  scanner.keyAllowed = false;
  const start = scanner.pos;
  scanner.pos += 3;
  push(scanner, kind, start);
  return true;
}

function fetchFlowStart(scanner: Scanner, kind: 'flow-list-start' | 'flow-map-start'): boolean {
  if (!saveKey(scanner) || !increaseFlow(scanner)) return false;
  scanner.keyAllowed = true;
  const start = scanner.pos++;
  push(scanner, kind, start);
  return true;
}

function fetchFlowEnd(scanner: Scanner, kind: 'flow-list-end' | 'flow-map-end'): boolean {
  if (!removeKey(scanner)) return false;
  if (scanner.flowLevel > 0) {
    scanner.flowLevel--;
    const key = scanner.keys.pop();
    if (key !== undefined) scanner.keyOfToken.delete(key.token);
  }
  scanner.keyAllowed = false;
  const start = scanner.pos++;
  push(scanner, kind, start);
  return true;
}

function fetchFlowEntry(scanner: Scanner): boolean {
  if (!removeKey(scanner)) return false;
  scanner.keyAllowed = true;
  const start = scanner.pos++;
  push(scanner, 'flow-entry', start);
  return true;
}

function fetchBlockEntry(scanner: Scanner): boolean {
  if (scanner.flowLevel === 0) {
    if (!scanner.keyAllowed) return fail(scanner, 'entry-not-allowed');
    if (!openBlock(scanner, 'block-list-start', scanner.pos)) return false;
  }
  if (!removeKey(scanner)) return false;
  scanner.keyAllowed = true;
  const start = scanner.pos++;
  push(scanner, 'block-entry', start);
  return true;
}

function fetchKey(scanner: Scanner): boolean {
  if (scanner.flowLevel === 0) {
    if (!scanner.keyAllowed) return fail(scanner, 'key-not-allowed');
    if (!openBlock(scanner, 'block-map-start', scanner.pos)) return false;
  }
  if (!removeKey(scanner)) return false;
  scanner.keyAllowed = scanner.flowLevel === 0;
  const start = scanner.pos++;
  push(scanner, 'key', start);
  return true;
}

function fetchValue(scanner: Scanner): boolean {
  const taken = takeKey(scanner);
  if (taken === undefined) return false;
  if (taken) scanner.keyAllowed = false;
  else {
    if (scanner.flowLevel === 0) {
      if (!scanner.keyAllowed) return fail(scanner, 'value-not-allowed');
      if (!openBlock(scanner, 'block-map-start', scanner.pos)) return false;
    }
    scanner.keyAllowed = scanner.flowLevel === 0;
  }
  const start = scanner.pos++;
  push(scanner, 'value', start);
  return true;
}

/** A scalar or tag: it may itself be a key, and no key may start right behind it. */
function fetchScalar(scanner: Scanner, scan: (scanner: Scanner) => boolean): boolean {
  if (!saveKey(scanner)) return false;
  scanner.keyAllowed = false;
  return scan(scanner);
}

function fetchBlockScalar(scanner: Scanner): boolean {
  if (!removeKey(scanner)) return false;
  scanner.keyAllowed = true;
  return scanBlockScalar(scanner);
}

function fetchName(scanner: Scanner, kind: 'alias' | 'anchor'): boolean {
  if (!saveKey(scanner)) return false;
  scanner.keyAllowed = false;
  const start = scanner.pos++;
  while (isNameCharacter(codeAt(scanner, scanner.pos))) scanner.pos++;
  const code = codeAt(scanner, scanner.pos);
  const value = scanner.text.slice(start + 1, scanner.pos);
  if (value === '' || !(isBlankOrEnd(code) || '?:,]}%@`'.includes(String.fromCharCode(code))))
    return fail(scanner, 'anchor-name', start);
  scanner.tokens.push({ kind, start, end: scanner.pos, value });
  return true;
}
