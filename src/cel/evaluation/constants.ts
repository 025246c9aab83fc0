// What cel-go does when it prepares a checked expression: it runs conversions of constants and reads constant patterns, so
// that these fail at once. Follows cel-go v0.26 interpreter/decorators.go (OptOptimize, OptimizeRegex).

import type { Expr } from '../ast.js';
import type { Checked } from '../checking/checked.js';
import { partsOf } from '../checking/literal-checks.js';
import { parseRegularExpression } from '../regex/regular-expression.js';
import { failure, isFailure, type Value } from '../value.js';
import { isOfType } from './access.js';

const CONVERSIONS = ['bool', 'bytes', 'double', 'duration', 'dyn', 'int', 'string', 'timestamp', 'type', 'uint'];
const PATTERNS = ['matches', 'find', 'findAll'];

/** The error of the first constant part that cannot work; `undefined` if there is none. */
export function constantError(checked: Checked): string | undefined {
  return errorIn(checked.expr, checked);
}

function errorIn(expr: Expr, checked: Checked): string | undefined {
  for (const part of partsOf(expr)) {
    const error = errorIn(part, checked);
    if (error !== undefined) return error;
  }
  if (expr.kind !== 'call') return undefined;
  const value = constantOf(expr, checked);
  if (value !== undefined && isFailure(value)) return value.message;
  const pattern = PATTERNS.includes(expr.name) ? expr.args[expr.target === undefined ? 1 : 0] : undefined;
  const text = pattern === undefined ? undefined : constantOf(pattern, checked);
  const parsed = typeof text === 'string' ? parseRegularExpression(text) : undefined;
  return parsed?.kind === 'error' ? `error parsing regexp: ${parsed.message}` : undefined;
}

function constantOf(expr: Expr, checked: Checked): Value | undefined {
  if (expr.kind === 'literal') return expr.value;
  if (expr.kind !== 'call' || expr.target !== undefined || !CONVERSIONS.includes(expr.name)) return undefined;
  const [first] = expr.args;
  const arg = first === undefined ? undefined : constantOf(first, checked);
  const reference = checked.references.get(expr);
  if (arg === undefined || isFailure(arg) || reference?.kind !== 'function') return arg;
  const overload = reference.overloads.find(({ args: [type] }) => type !== undefined && isOfType(arg, type));
  return overload === undefined ? failure('no such overload') : overload.call(arg);
}
