import { columnOf, fail, type Scanner } from './state.js';
import type { TokenKind } from './token.js';

/** How deep flow collections, and block collections, may nest: limits of go.yaml.in/yaml/v2. */
const deepest = 10_000;

/** Opens a block collection at `start` if that is further right than the one around it; before token `token` if given. */
export function openBlock(
  scanner: Scanner,
  kind: TokenKind,
  start: number,
  token = -1,
  column = columnOf(scanner),
): boolean {
  if (scanner.flowLevel > 0 || scanner.indent >= column) return true;
  scanner.indents.push(scanner.indent);
  scanner.indent = column;
  if (scanner.indents.length > deepest) return fail(scanner, 'too-deep');
  const opened = { kind, start, end: start };
  if (token === -1) scanner.tokens.push(opened);
  else scanner.tokens.splice(scanner.head + token - scanner.taken, 0, opened);
  return true;
}

/** Closes the block collections that are further right than the column. */
export function closeBlocks(scanner: Scanner, column: number): void {
  if (scanner.flowLevel > 0) return;
  while (scanner.indent > column) {
    scanner.tokens.push({ kind: 'block-end', start: scanner.pos, end: scanner.pos });
    scanner.indent = scanner.indents.pop() ?? -1;
  }
}

/** Goes one flow collection deeper. */
export function increaseFlow(scanner: Scanner): boolean {
  const { pos, line } = scanner;
  const token = scanner.taken + scanner.tokens.length - scanner.head;
  scanner.keys.push({ possible: false, required: false, token, at: pos, line, column: 0 });
  return ++scanner.flowLevel <= deepest || fail(scanner, 'too-deep');
}
