// Which overloads of a function take the arguments of a call. Twin of cel-go v0.26 checker/checker.go (resolveOverload).
import type { Call } from '../ast.js';
import type { Overload } from '../declaration.js';
import { BOOL, DYN, ERROR, formatType, isSameType, type Type } from '../type.js';
import { type Checker, freshVariable, mismatch, report, resolved } from './checker.js';
import { areAssignable, isAssignable, substitute, substitutionOf } from './unify.js';

/** A call whose arguments have been checked. */
export interface CheckedCall {
  readonly expr: Call;
  readonly name: string;
  readonly overloads: readonly Overload[];
  /** The target comes first, if there is one. */
  readonly args: readonly Type[];
  readonly member: boolean;
  /** What looks like the target is part of the function's name: `optional.of(x)`. */
  readonly namespaced: boolean;
}

/** The type of the call's result; notes the overloads that take the arguments, or that there is none. */
export function resolveCall(checker: Checker, call: CheckedCall): Type {
  const { expr, name, overloads, args, member, namespaced } = call;
  if (name === '_&&_' || name === '_||_') return checkLogical(checker, call);
  const matching: Overload[] = [];
  let result: Type | undefined;
  for (const overload of overloads) {
    if (overload.member !== member) continue;
    const signature = instantiated(checker, overload);
    if (!areAssignable(checker.substitution, args, signature.args)) continue;
    matching.push(overload);
    const type = resolved(checker, signature.result);
    if (result === undefined) result = type;
    else if (result.kind !== 'dyn' && result.kind !== 'any' && !isSameType(type, result)) result = DYN;
  }
  if (result === undefined) return noOverload(checker, call);
  checker.references.set(expr, { kind: 'function', name, overloads: matching, namespaced });
  return result;
}

function checkLogical(checker: Checker, { expr, name, overloads, args }: CheckedCall): Type {
  let ok = true;
  args.forEach((type, i) => {
    if (isAssignable(checker.substitution, type, BOOL)) return;
    mismatch(checker, expr.args[i] ?? expr, { expected: 'bool', actual: type });
    ok = false;
  });
  if (!ok) return ERROR;
  checker.references.set(expr, { kind: 'function', name, overloads, namespaced: false });
  return BOOL;
}

function instantiated(checker: Checker, overload: Overload): { readonly args: readonly Type[]; readonly result: Type } {
  if (overload.params.length === 0) return overload;
  const fresh = substitutionOf(overload.params.map((name) => [name, freshVariable(checker)] as const));
  return {
    args: overload.args.map((type) => substitute(fresh, type, false)),
    result: substitute(fresh, overload.result, false),
  };
}

function noOverload(checker: Checker, { expr, name, args, member }: CheckedCall): Type {
  const texts = args.map((type) => formatType(substitute(checker.substitution, type, true)));
  const signature = member ? `${texts[0]}.(${texts.slice(1).join(', ')})` : `(${texts.join(', ')})`;
  return report(checker, expr.at, `found no matching overload for '${name}' applied to '${signature}'`);
}
