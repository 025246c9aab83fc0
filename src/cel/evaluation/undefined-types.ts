// Types that the checker of the API server knows and its planner does not. Follows cel-go v0.26 interpreter/planner.go
// (planCheckedIdent) with the providers of k8s.io/apiserver v0.36.1: pkg/cel/types.go, pkg/cel/common/typeprovider.go.
import type { Checked } from '../checking/checked.js';
import { type Environment, fieldNamed } from '../environment.js';
import { MESSAGES } from '../messages.js';
import { parametersOf, type Type } from '../type.js';

/**
 * The error of a name that stands for a type with declared fields (`type(x) == Object`; `Object{}` itself is no error) or for a
 * message of protobuf that is another type while an expression runs, or of
 * a part whose type is unset; `undefined` if there is none.
 */
export function undefinedTypeError(checked: Checked, environment: Environment): string | undefined {
  for (const [{ kind }, reference] of checked.references) {
    if (kind === 'struct' || reference.kind !== 'type') continue;
    const { name } = reference;
    const message = MESSAGES.get(name);
    if (message?.isType === false) return `reference to undefined type: ${name}`;
    if (message !== undefined || reference.type.kind !== 'struct') continue;
    if (fieldNamed(environment, name, '') !== 'unknown-type') return `reference to undefined type: ${name}`;
  }
  if ([...checked.types.values()].some(hasUnset)) return 'missing type conversion to proto: ';
  return undefined;
}

function hasUnset(type: Type): boolean {
  return type.kind === 'unset' || parametersOf(type).some(hasUnset);
}
