// How calls run. `&&`, `||` and the ternary take what an error leaves them; other functions give the first error among
// their arguments. Follows cel-go v0.26 interpreter/interpretable.go.

import type { Call } from '../ast.js';
import type { Reference } from '../checking/checked.js';
import type { Overload } from '../declaration.js';
import { type Failure, isFailure, isOptional, NO_SUCH_OVERLOAD, type Value } from '../value.js';
import { at, isOfType, noOverload, optionalAt, optionalField } from './access.js';
import { equals } from './comparison.js';
import type { Plan, Planner } from './frame.js';

/** The call of an operator, a function or a method; `reference` has the overloads that the check found. */
export function callPlan(expr: Call, reference: Reference | undefined, plan: Planner): Plan {
  const namespaced = reference?.kind === 'function' && reference.namespaced;
  const operands = expr.target === undefined || namespaced ? expr.args : [expr.target, ...expr.args];
  const args = operands.map(plan);
  const [first = FAILED, second = FAILED, third = FAILED] = args;
  switch (expr.target === undefined ? expr.name : '') {
    case '_&&_':
      return logical(first, second, false);
    case '_||_':
      return logical(first, second, true);
    case '_?_:_':
      return (frame) => {
        const condition = first(frame);
        if (condition === true) return second(frame);
        return condition === false ? third(frame) : asFailure(condition);
      };
    case '@not_strictly_false':
      return (frame) => first(frame) !== false;
    case '_==_':
      return strict(first, second, (a, b) => equals(a, b));
    case '_!=_':
      return strict(first, second, (a, b) => !equals(a, b));
    case '_[_]':
      return strict(first, second, at);
    case '_[?_]':
      return strict(first, second, optionalAt);
    case '_?._':
      return strict(first, second, (value, field) => optionalField(value, String(field)));
  }
  if (expr.target !== undefined && !namespaced) {
    if (expr.name === 'or') return orElse(first, second, false);
    if (expr.name === 'orValue') return orElse(first, second, true);
  }
  return overloaded(reference, args);
}

const FAILED: Plan = () => NO_SUCH_OVERLOAD;

/** The value if it is an error, else the error of a value that is of the wrong type. */
export function asFailure(value: Value): Failure {
  return isFailure(value) ? value : NO_SUCH_OVERLOAD;
}

// `absorbing`: the value that decides whatever the other side is, even an error.
function logical(left: Plan, right: Plan, absorbing: boolean): Plan {
  return (frame) => {
    const a = left(frame);
    if (a === absorbing) return absorbing;
    const b = right(frame);
    if (b === absorbing) return absorbing;
    if (typeof a === 'boolean' && typeof b === 'boolean') return !absorbing;
    return isFailure(a) ? a : typeof a === 'boolean' ? asFailure(b) : NO_SUCH_OVERLOAD;
  };
}

function strict(left: Plan, right: Plan, apply: (a: Value, b: Value) => Value): Plan {
  return (frame) => {
    const a = left(frame);
    if (isFailure(a)) return a;
    const b = right(frame);
    return isFailure(b) ? b : apply(a, b);
  };
}

function orElse(left: Plan, right: Plan, unwrap: boolean): Plan {
  return (frame) => {
    const value = left(frame);
    if (isFailure(value)) return value;
    if (!isOptional(value)) return value;
    if (value.value !== undefined) return unwrap ? value.value : value;
    return right(frame);
  };
}

function overloaded(reference: Reference | undefined, args: readonly Plan[]): Plan {
  const overloads = reference?.kind === 'function' ? reference.overloads : [];
  return (frame) => {
    const values: Value[] = [];
    for (const arg of args) {
      const value = arg(frame);
      if (isFailure(value)) return value;
      values.push(value);
    }
    const overload = overloads.find((candidate) => takes(candidate, values));
    return overload === undefined
      ? noOverload(reference?.kind === 'function' ? reference.name : '', values)
      : overload.call(...values);
  };
}

function takes(overload: Overload, values: readonly Value[]): boolean {
  return overload.args.length === values.length && overload.args.every((type, i) => isOfType(values[i] ?? null, type));
}
