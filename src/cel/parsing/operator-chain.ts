// Operators by precedence: chains, balanced trees and signs. Follows cel-go v0.26 parser/helper.go (balancer).
import type { Expr } from '../ast.js';
import { accept, next, type Parser, peek, unexpected } from './token-cursor.js';

/** The longest chain of operators or selections without parentheses: beyond it we would run out of stack. No rule comes near. */
export const MAX_CHAIN = 1_000;

/** Stands for an expression behind an error, which is not looked at. */
export const END_EXPR: Expr = { kind: 'literal', at: 0, value: null };

/** The call of an operator's function (`_+_`). */
export function call(name: string, at: number, args: readonly Expr[]): Expr {
  return { kind: 'call', at, name, target: undefined, args };
}

/** Operands joined by `&&` or `||`: a balanced tree, as in cel-go, so that long chains stay shallow. */
export function logical(parser: Parser, symbol: '&&' | '||', operand: () => Expr): Expr {
  const terms = [operand()];
  const operators: number[] = [];
  for (let token = accept(parser, symbol); token !== undefined; token = accept(parser, symbol)) {
    operators.push(token.start);
    terms.push(operand());
  }
  if (operators.length === 0) return terms[0] ?? END_EXPR;
  return balanced({ name: `_${symbol}_`, terms, operators }, 0, operators.length - 1);
}

interface Joined {
  readonly name: string;
  readonly terms: readonly Expr[];
  /** Where the operators stand; the one at `i` is between the terms `i` and `i + 1`. */
  readonly operators: readonly number[];
}

function balanced(joined: Joined, low: number, high: number): Expr {
  const { name, terms, operators } = joined;
  const middle = (low + high + 1) >> 1;
  const left = middle === low ? terms[middle] : balanced(joined, low, middle - 1);
  const right = middle === high ? terms[middle + 1] : balanced(joined, middle + 1, high);
  return call(name, operators[middle] ?? 0, [left ?? END_EXPR, right ?? END_EXPR]);
}

/** The functions of the comparison operators, which bind least. */
export const RELATIONS = new Map([
  ['<', '_<_'],
  ['<=', '_<=_'],
  ['>', '_>_'],
  ['>=', '_>=_'],
  ['==', '_==_'],
  ['!=', '_!=_'],
  ['in', '@in'],
]);

/** The functions of `+` and `-`. */
export const SUMS = new Map([
  ['+', '_+_'],
  ['-', '_-_'],
]);

/** The functions of the operators that bind most. */
export const PRODUCTS = new Map([
  ['*', '_*_'],
  ['/', '_/_'],
  ['%', '_%_'],
]);

/** Operands joined by operators of one precedence, from left to right. */
export function chain(parser: Parser, operators: ReadonlyMap<string, string>, operand: () => Expr): Expr {
  let left = operand();
  for (let length = 0; ; length++) {
    const token = peek(parser);
    const isOperator = token.kind === 'symbol' || token.text === 'in';
    const name = isOperator && token.kind !== 'string' ? operators.get(token.text) : undefined;
    if (name === undefined) return left;
    if (length >= MAX_CHAIN) return unexpected(parser, `after ${MAX_CHAIN} operators in a row`);
    next(parser);
    left = call(name, token.start, [left, operand()]);
  }
}

/** `!!x`, `---x`: an even number of signs is none, as in cel-go. */
export function repeated(parser: Parser, symbol: '!' | '-', operand: () => Expr): Expr {
  const at = peek(parser).start;
  let count = 0;
  while (accept(parser, symbol) !== undefined) count++;
  const inner = operand();
  return count % 2 === 0 ? inner : call(`${symbol}_`, at, [inner]);
}
