// Where a check stands: the variables in scope, the types so far, the errors. Follows cel-go v0.26 checker/errors.go.
import type { Expr, ExpressionError } from '../ast.js';
import type { Environment } from '../environment.js';
import { ERROR, formatType, type Type } from '../type.js';
import type { Reference } from './checked.js';
import { type Substitution, substitute } from './unify.js';

/** The variables of the comprehensions around an expression, innermost first. */
export interface Scope {
  readonly name: string;
  readonly type: Type;
  readonly outer: Scope | undefined;
}

/** A check under way. */
export interface Checker {
  readonly environment: Environment;
  readonly substitution: Substitution;
  readonly types: Map<Expr, Type>;
  readonly references: Map<Expr, Reference>;
  readonly errors: ExpressionError[];
  scope: Scope | undefined;
  /** How many type variables have been made. */
  free: number;
}

/** Notes an error at an offset of the expression's text; gives the type that stands for it. */
export function report(checker: Checker, at: number, message: string): Type {
  checker.errors.push({ at, message });
  return ERROR;
}

/** Notes that nothing has this name. */
export function undeclared(checker: Checker, at: number, name: string): Type {
  return report(checker, at, `undeclared reference to '${name}' (in container '')`);
}

interface Mismatch {
  /** As cel-go prints the type. */
  readonly expected: string;
  readonly actual: Type;
}

/** Notes that the part of the expression has another type than its place takes. */
export function mismatch(checker: Checker, part: Expr, { expected, actual }: Mismatch): Type {
  return report(checker, part.at, `expected type '${expected}' but found '${formatType(actual)}'`);
}

/** The type with what is known of its type variables by now. */
export function resolved(checker: Checker, type: Type): Type {
  return substitute(checker.substitution, type, false);
}

/** A type variable that nothing else has. */
export function freshVariable(checker: Checker): Type {
  return { kind: 'param', name: `_var${checker.free++}` };
}
