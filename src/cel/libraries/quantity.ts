// Quantities. Follows k8s.io/apiserver v0.35.4 pkg/cel/library/quantity.go; in Kubernetes since 1.28.
import { addQuantities, compareQuantities, type ParsedQuantity, parseQuantity, signOf } from '../../kube/quantity.js';
import { fn, type Library, member, type Overload, plain } from '../declaration.js';
import { BOOL, DOUBLE, INT, STRING, struct, type Type } from '../type.js';
import { failure, isInt64, isOpaque, NO_SUCH_OVERLOAD, type Value } from '../value.js';
import { comparisons } from './ordered-type.js';

const QUANTITY: Type = struct('kubernetes.Quantity');

function quantity(parsed: ParsedQuantity): Value {
  return {
    kind: 'opaque',
    type: QUANTITY,
    data: parsed,
    // Trusted: values of one type hold what this file puts into them.
    equals: (other) => compareQuantities(parsed, other.data as ParsedQuantity) === 0,
  };
}

function parsedOf(value: Value | undefined): ParsedQuantity | undefined {
  if (value === undefined || !isOpaque(value) || value.type !== QUANTITY) return undefined;
  return value.data as ParsedQuantity;
}

function order(a: Value | undefined, b: Value | undefined): number | undefined {
  const [left, right] = [parsedOf(a), parsedOf(b)];
  return left === undefined || right === undefined ? undefined : compareQuantities(left, right);
}

function calculated(name: 'add' | 'sub'): readonly Overload[] {
  const combine = (a: Value | undefined, other: ParsedQuantity | undefined): Value => {
    const left = parsedOf(a);
    if (left === undefined || other === undefined) return NO_SUCH_OVERLOAD;
    return quantity(
      addQuantities(left, name === 'add' ? other : { ...other, unscaled: -other.unscaled, text: undefined }),
    );
  };
  return [
    member(`quantity_${name}`, [QUANTITY, QUANTITY], QUANTITY, (a, b) => combine(a, parsedOf(b))),
    member(`quantity_${name}_int`, [QUANTITY, INT], QUANTITY, (a, b) => combine(a, parseQuantity(String(b)))),
  ];
}

function unary(name: string, id: string, result: Type, call: (parsed: ParsedQuantity) => Value) {
  return fn(
    name,
    member(id, [QUANTITY], result, (a) => {
      const parsed = parsedOf(a);
      return parsed === undefined ? NO_SUCH_OVERLOAD : call(parsed);
    }),
  );
}

// `AsInt64`: upstream gives up on what it holds with a fraction, `1000m` included.
function integerOf({ unscaled, scale, isInt64: held }: ParsedQuantity): bigint | undefined {
  if (!held || scale < 0) return undefined;
  const value = unscaled * 10n ** BigInt(scale);
  return isInt64(value) ? value : undefined;
}

/** The quantity library. */
export const QUANTITIES: Library = {
  functions: [
    fn(
      'quantity',
      plain('string_to_quantity', [STRING], QUANTITY, (text) => {
        const parsed = parseQuantity(String(text));
        if (parsed !== undefined) return quantity(parsed);
        return failure("quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'");
      }),
    ),
    fn(
      'isQuantity',
      plain('is_quantity_string', [STRING], BOOL, (text) => parseQuantity(String(text)) !== undefined),
    ),
    fn(
      'sign',
      plain('quantity_sign', [QUANTITY], INT, (a) => {
        const parsed = parsedOf(a);
        return parsed === undefined ? NO_SUCH_OVERLOAD : BigInt(signOf(parsed));
      }),
    ),
    ...comparisons({ type: QUANTITY, prefix: 'quantity', order }),
    unary('asApproximateFloat', 'quantity_get_float', DOUBLE, ({ unscaled, scale }) => Number(`${unscaled}e${scale}`)),
    unary(
      'asInteger',
      'quantity_get_int',
      INT,
      (parsed) => integerOf(parsed) ?? failure('cannot convert value to integer'),
    ),
    unary('isInteger', 'quantity_is_integer', BOOL, (parsed) => integerOf(parsed) !== undefined),
    fn('add', ...calculated('add')),
    fn('sub', ...calculated('sub')),
  ],
};
