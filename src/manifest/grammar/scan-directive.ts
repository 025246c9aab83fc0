import { isNameCharacter } from '../reader/characters.js';
import { scanHandle, scanUri } from './scan-tag.js';
import { codeAt, fail, isBlank, isBlankOrEnd, isBreakOrEnd, type Scanner, skipBreak } from './state.js';

/** `%YAML 1.1` or `%TAG ! prefix`; twin of `yaml_parser_scan_directive`. */
export function scanDirective(scanner: Scanner): boolean {
  const start = scanner.pos++;
  const from = scanner.pos;
  while (isNameCharacter(codeAt(scanner, scanner.pos))) scanner.pos++;
  const name = scanner.text.slice(from, scanner.pos);
  if (!isBlankOrEnd(codeAt(scanner, scanner.pos))) return fail(scanner, 'directive', start);
  const scanned = name === 'YAML' ? scanVersion(scanner, start) : name === 'TAG' && scanTagDirective(scanner, start);
  if (!scanned) return fail(scanner, 'directive', start);
  skipBlanks(scanner);
  if (codeAt(scanner, scanner.pos) === 35) while (!isBreakOrEnd(codeAt(scanner, scanner.pos))) scanner.pos++;
  if (!isBreakOrEnd(codeAt(scanner, scanner.pos))) return fail(scanner, 'directive', start);
  if (scanner.pos < scanner.end) skipBreak(scanner);
  return true;
}

function skipBlanks(scanner: Scanner): void {
  while (isBlank(codeAt(scanner, scanner.pos))) scanner.pos++;
}

function scanVersion(scanner: Scanner, start: number): boolean {
  skipBlanks(scanner);
  const match = /^(\d{1,2})\.(\d{1,2})(?!\d)/.exec(scanner.text.slice(scanner.pos, scanner.pos + 6));
  if (match === null) return false;
  scanner.pos += match[0].length;
  const value = `${Number(match[1])}.${Number(match[2])}`;
  scanner.tokens.push({ kind: 'version', start, end: scanner.pos, value });
  return true;
}

function scanTagDirective(scanner: Scanner, start: number): boolean {
  skipBlanks(scanner);
  if (codeAt(scanner, scanner.pos) !== 33) return false;
  const value = scanHandle(scanner);
  if ((value !== '!' && !value.endsWith('!')) || !isBlank(codeAt(scanner, scanner.pos))) return false;
  skipBlanks(scanner);
  const suffix = scanUri(scanner, '');
  if (suffix === undefined || !isBlankOrEnd(codeAt(scanner, scanner.pos))) return false;
  scanner.tokens.push({ kind: 'tag-directive', start, end: scanner.pos, value, suffix });
  return true;
}
