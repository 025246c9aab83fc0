import type { Value } from './value.js';

/** An expression. `at` is the UTF-16 offset of the token that messages point at: an operator, a `(`, a name. */
export type Expr =
  | { readonly kind: 'literal'; readonly at: number; readonly value: Value }
  | { readonly kind: 'ident'; readonly at: number; readonly name: string }
  | Select
  | Call
  | { readonly kind: 'list'; readonly at: number; readonly elements: readonly ListElement[] }
  | { readonly kind: 'map'; readonly at: number; readonly entries: readonly MapEntry[] }
  | Struct
  | Comprehension;

/** `operand.field`, or `has(operand.field)` with `test`. */
export interface Select {
  readonly kind: 'select';
  readonly at: number;
  readonly operand: Expr;
  readonly field: string;
  readonly test: boolean;
}

/** `name(args)` or `target.name(args)`; operators are calls of `_+_` and the like. */
export interface Call {
  readonly kind: 'call';
  readonly at: number;
  readonly name: string;
  readonly target: Expr | undefined;
  readonly args: readonly Expr[];
}

/** An element of a list literal. */
export interface ListElement {
  readonly value: Expr;
  /** `[?x]`: left out when x is `optional.none()`. */
  readonly optional: boolean;
}

/** An entry of a map literal. */
export interface MapEntry {
  readonly key: Expr;
  readonly value: Expr;
  /** `{?k: x}`: left out when x is `optional.none()`. */
  readonly optional: boolean;
}

/** `Name{field: value}`. */
export interface Struct {
  readonly kind: 'struct';
  readonly at: number;
  readonly name: string;
  readonly fields: readonly {
    readonly at: number;
    readonly name: string;
    readonly value: Expr;
    readonly optional: boolean;
  }[];
}

/**
 * A fold over a list or map: what `all`, `exists`, `map`, … expand to. Twin of cel-go `ast.ComprehensionExpr`. With two
 * variables the first one is the index or key.
 */
export interface Comprehension {
  readonly kind: 'comprehension';
  readonly at: number;
  readonly range: Expr;
  readonly variables: readonly [string] | readonly [string, string];
  readonly accumulator: string;
  readonly init: Expr;
  readonly condition: Expr;
  readonly step: Expr;
  readonly result: Expr;
}

/** What is wrong with an expression, and where (a UTF-16 offset). */
export interface ExpressionError {
  readonly at: number;
  readonly message: string;
}

const MAX_REPORTED = 100;

/**
 * The errors as cel-go prints them, in the order of their places:
 * `ERROR: <input>:1:5: undeclared reference to 'x' (in container '')` with the line and a marker below.
 */
export function formatErrors(text: string, errors: readonly ExpressionError[]): string {
  const sorted = [...errors].sort((a, b) => a.at - b.at).slice(0, MAX_REPORTED);
  return sorted.map((error) => formatError(text, error)).join('\n');
}

function formatError(text: string, { at, message }: ExpressionError): string {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const end = text.indexOf('\n', at);
  const source = text.slice(start, end === -1 ? text.length : end).replaceAll('\t', ' ');
  const line = text.slice(0, start).split('\n').length;
  const before = [...text.slice(start, at)];
  // Characters of more than one byte get a full-width dot, so that the marker stays below them in a terminal.
  const dots = before.map((character) => (character > '\x7f' ? '\uff0e' : '.')).join('');
  const marker = (text[at] ?? '') > '\x7f' ? '\uff3e' : '^';
  return `ERROR: <input>:${line}:${before.length + 1}: ${message}\n | ${source}\n | ${dots}${marker}`;
}
