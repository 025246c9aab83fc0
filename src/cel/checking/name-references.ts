// What the names of an expression refer to. Twin of cel-go v0.26 checker/env.go (LookupIdent).
import type { Expr } from '../ast.js';
import { typeNamed } from '../environment.js';
import { NULL_VALUE } from '../messages.js';
import { INT, type Type, typeOf } from '../type.js';
import type { Checker } from './checker.js';

/** The type of what the name stands for: a variable in scope or of the environment, a constant, a type; notes the reference. */
export function named(checker: Checker, expr: Expr, name: string): Type | undefined {
  for (let scope = checker.scope; scope !== undefined; scope = scope.outer) {
    if (scope.name !== name) continue;
    checker.references.set(expr, { kind: 'variable', name });
    return scope.type;
  }
  const variable = checker.environment.variables.get(name);
  if (variable !== undefined) {
    checker.references.set(expr, { kind: 'variable', name });
    return variable;
  }
  const absolute = name.replace(/^\./, '');
  if (absolute === NULL_VALUE) {
    checker.references.set(expr, { kind: 'constant', value: 0n });
    return INT;
  }
  const type = typeNamed(checker.environment, absolute);
  if (type === undefined) return undefined;
  if (checker.environment.namesAreValues && checker.environment.structs.has(absolute)) {
    checker.references.set(expr, { kind: 'variable', name: absolute });
    return type;
  }
  checker.references.set(expr, { kind: 'type', type, name: absolute });
  return typeOf(type);
}

/** `a.b.c` as one name; `undefined` if the expression cannot be one. */
export function qualifiedName(expr: Expr): string | undefined {
  if (expr.kind === 'ident') return expr.name;
  if (expr.kind !== 'select' || expr.test) return undefined;
  const prefix = qualifiedName(expr.operand);
  return prefix === undefined ? undefined : `${prefix}.${expr.field}`;
}
