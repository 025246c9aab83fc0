// What can be said of literals after the types fit. Follows cel-go v0.26 cel/validator.go and ext/formatting.go.

import { parseDuration } from '../../kube/duration.js';
import type { Call, Expr, ExpressionError } from '../ast.js';
import { runtimeTypeName } from '../evaluation/runtime-type.js';
import { clauseError, clauses } from '../libraries/format-string.js';
import { parseRegularExpression } from '../regex/regular-expression.js';
import { parseTimestamp } from '../standard/time-text.js';
import { DYN, formatType, isSameType, type Type, unwrappedOptional } from '../type.js';
import type { Checked } from './checked.js';

/** Mixed lists and maps, and (`all`) durations, timestamps, regular expressions and format strings that cannot work. */
export function literalErrors(checked: Checked, all: boolean): ExpressionError[] {
  const errors: ExpressionError[] = [];
  visit(checked.expr, false, (expr, inFormat) => {
    if (!inFormat) errors.push(...mixed(expr, checked));
    if (all && expr.kind === 'call') errors.push(...callErrors(expr, checked));
  });
  return errors;
}

function visit(expr: Expr, inFormat: boolean, see: (expr: Expr, inFormat: boolean) => void): void {
  see(expr, inFormat);
  const inside = inFormat || (expr.kind === 'call' && expr.name === 'format');
  for (const part of partsOf(expr)) visit(part, inside, see);
}

/** The expressions directly inside an expression, in the order of their evaluation. */
export function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'literal':
    case 'ident':
      return [];
    case 'select':
      return [expr.operand];
    case 'call':
      return expr.target === undefined ? expr.args : [expr.target, ...expr.args];
    case 'list':
      return expr.elements.map(({ value }) => value);
    case 'map':
      return expr.entries.flatMap(({ key, value }) => [key, value]);
    case 'struct':
      return expr.fields.map(({ value }) => value);
    case 'comprehension':
      return [expr.range, expr.init, expr.condition, expr.step, expr.result];
  }
}

function mixed(expr: Expr, { types }: Checked): ExpressionError[] {
  const typed = (part: Expr, optional: boolean) => {
    const type = types.get(part) ?? DYN;
    return { at: part.at, type: optional ? (unwrappedOptional(type) ?? type) : type };
  };
  if (expr.kind === 'list') {
    return firstOnly(differing(expr.elements.map(({ value, optional }) => typed(value, optional))));
  }
  if (expr.kind !== 'map') return [];
  const keys = differing(expr.entries.map(({ key }) => typed(key, false)));
  return [...keys, ...differing(expr.entries.map(({ value, optional }) => typed(value, optional)))];
}

function firstOnly(errors: readonly ExpressionError[]): ExpressionError[] {
  return errors.slice(0, 1);
}

function differing(parts: readonly { readonly at: number; readonly type: Type }[]): ExpressionError[] {
  const [first] = parts;
  if (first === undefined) return [];
  return parts.flatMap(({ at, type }) =>
    isSameType(first.type, type)
      ? []
      : [{ at, message: `expected type '${formatType(first.type)}' but found '${formatType(type)}'` }],
  );
}

const LITERALS = new Map<string, (text: string) => boolean>([
  ['duration', (text) => parseDuration(text) !== undefined],
  ['timestamp', (text) => parseTimestamp(text) !== undefined],
  ['matches', (text) => parseRegularExpression(text).kind !== 'error'],
]);

function callErrors(expr: Call, checked: Checked): ExpressionError[] {
  const [first] = expr.args;
  const isValid = LITERALS.get(expr.name);
  if (isValid !== undefined && first?.kind === 'literal') {
    // A duration of a literal number passes the checker and fails when run.
    const isBad = typeof first.value === 'string' ? !isValid(first.value) : expr.name === 'duration';
    if (isBad) return [{ at: first.at, message: `invalid ${expr.name} argument` }];
  }
  const { target } = expr;
  const isFormat = expr.name === 'format' && target?.kind === 'literal' && typeof target.value === 'string';
  return isFormat && first?.kind === 'list'
    ? formatErrors(
        expr.at,
        String(target.value),
        first.elements.map(({ value }) => value),
        checked,
      )
    : [];
}

const TAKES: Readonly<Record<string, readonly string[]>> = {
  d: ['int', 'uint'],
  f: ['double', 'string'],
  e: ['double', 'string'],
  b: ['int', 'uint', 'bool'],
  x: ['int', 'uint', 'string', 'bytes'],
  o: ['int', 'uint'],
  s: ['list', 'map', 'int', 'uint', 'double', 'bool', 'string', 'timestamp', 'bytes', 'duration', 'type', 'null'],
};

function formatErrors(at: number, format: string, args: readonly Expr[], { types }: Checked): ExpressionError[] {
  const pieces = clauses(format);
  if ('error' in pieces) return [{ at, message: pieces.error }];
  let index = 0;
  for (const piece of pieces) {
    if (typeof piece === 'string') continue;
    const arg = args[index];
    if (arg === undefined) return [{ at, message: `index ${index} out of range` }];
    index++;
    const type = types.get(arg) ?? DYN;
    if (type.kind === 'dyn' || TAKES[piece.letter.toLowerCase()]?.includes(type.kind)) continue;
    return [{ at: arg.at, message: `error during formatting: ${clauseError(piece.letter, runtimeTypeName(type))}` }];
  }
  if (args.length <= index) return [];
  return [{ at, message: `too many arguments supplied to string.format (expected ${index}, got ${args.length})` }];
}
