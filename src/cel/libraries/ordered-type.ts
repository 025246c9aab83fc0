// What the libraries of ordered types (quantities, versions) have alike: k8s.io/apiserver v0.35.4 pkg/cel/library/quantity.go
// and semverlib.go.
import { type FunctionDeclaration, fn, member } from '../declaration.js';
import { BOOL, INT, type Type } from '../type.js';
import { NO_SUCH_OVERLOAD, type Value } from '../value.js';

/** A type whose values have an order. */
export interface OrderedType {
  readonly type: Type;
  /** The beginning of its overloads' ids. */
  readonly prefix: string;
  /** -1, 0 or 1; `undefined` if one of the two is not of the type. */
  readonly order: (a: Value | undefined, b: Value | undefined) => number | undefined;
}

/** `isGreaterThan`, `isLessThan` and `compareTo`. */
export function comparisons({ type, prefix, order }: OrderedType): readonly FunctionDeclaration[] {
  const by = (say: (order: number) => Value) => (a?: Value, b?: Value) => {
    const found = order(a, b);
    return found === undefined ? NO_SUCH_OVERLOAD : say(found);
  };
  return [
    fn(
      'isGreaterThan',
      member(
        `${prefix}_is_greater_than`,
        [type, type],
        BOOL,
        by((found) => found > 0),
      ),
    ),
    fn(
      'isLessThan',
      member(
        `${prefix}_is_less_than`,
        [type, type],
        BOOL,
        by((found) => found < 0),
      ),
    ),
    fn(
      'compareTo',
      member(
        `${prefix}_compare_to`,
        [type, type],
        INT,
        by((found) => BigInt(found)),
      ),
    ),
  ];
}
