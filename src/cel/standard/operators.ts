// The operators. Follows cel-go v0.26 common/stdlib/standard.go and common/types.

import { type FunctionDeclaration, fn, type Overload, plain } from '../declaration.js';
import { compare, equals } from '../evaluation/comparison.js';
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  optionalOf,
  param,
  STRING,
  TIMESTAMP,
  type Type,
  UINT,
} from '../type.js';
import {
  duration,
  failure,
  isDuration,
  isInt64,
  isMap,
  isTimestamp,
  isUint,
  isUint64,
  itemsOf,
  type ListWithKeys,
  NO_SUCH_OVERLOAD,
  uint,
  type Value,
} from '../value.js';

const A = param('A');
const B = param('B');

/** 0001-01-01T00:00:00Z, the first moment of CEL's timestamps, in nanoseconds since 1970. */
export const MIN_TIMESTAMP = -62135596800n * 1_000_000_000n;
/** The last one: the last nanosecond of the year 9999. */
export const MAX_TIMESTAMP = 253402300799n * 1_000_000_000n + 999_999_999n;

const ORDERED: readonly (readonly [string, Type, Type])[] = [
  ['bool', BOOL, BOOL],
  ['int64', INT, INT],
  ['int64_double', INT, DOUBLE],
  ['int64_uint64', INT, UINT],
  ['uint64', UINT, UINT],
  ['uint64_double', UINT, DOUBLE],
  ['uint64_int64', UINT, INT],
  ['double', DOUBLE, DOUBLE],
  ['double_int64', DOUBLE, INT],
  ['double_uint64', DOUBLE, UINT],
  ['string', STRING, STRING],
  ['bytes', BYTES, BYTES],
  ['timestamp', TIMESTAMP, TIMESTAMP],
  ['duration', DURATION, DURATION],
];

/** The operators of CEL; `crossType`: numbers of different types may be ordered (since Kubernetes 1.28). */
export function operators(crossType: boolean): readonly FunctionDeclaration[] {
  const relation = (name: string, prefix: string, holds: (order: number) => boolean) => {
    const pairs = ORDERED.filter(([, left, right]) => crossType || left.kind === right.kind);
    const call = (a: Value, b: Value): Value => {
      const order = compare(a, b);
      return order === undefined ? NO_SUCH_OVERLOAD : holds(order);
    };
    return fn(
      name,
      ...pairs.map(([id, left, right]) =>
        plain(`${prefix}_${id}`, [left, right], BOOL, (a = null, b = null) => call(a, b)),
      ),
    );
  };
  return [
    ...LOGIC,
    relation('_<_', 'less', (order) => order < 0),
    relation('_<=_', 'less_equals', (order) => order <= 0),
    relation('_>_', 'greater', (order) => order > 0),
    relation('_>=_', 'greater_equals', (order) => order >= 0),
    ...ARITHMETIC,
    ...ACCESS,
  ];
}

const never = (): Value => NO_SUCH_OVERLOAD;

// What the evaluator does itself has `never` here: the declaration is for the checker.
const LOGIC = [
  fn('_?_:_', plain('conditional', [BOOL, A, A], A, never)),
  fn('_&&_', plain('logical_and', [BOOL, BOOL], BOOL, never)),
  fn('_||_', plain('logical_or', [BOOL, BOOL], BOOL, never)),
  fn(
    '!_',
    plain('logical_not', [BOOL], BOOL, (a) => !a),
  ),
  fn('@not_strictly_false', plain('not_strictly_false', [BOOL], BOOL, never)),
  fn('_==_', plain('equals', [A, A], BOOL, never)),
  fn('_!=_', plain('not_equals', [A, A], BOOL, never)),
];

function ints(id: string, apply: (a: bigint, b: bigint) => bigint): Overload {
  return plain(`${id}_int64`, [INT, INT], INT, (a, b) => {
    if (typeof a !== 'bigint' || typeof b !== 'bigint') return NO_SUCH_OVERLOAD;
    const result = apply(a, b);
    return isInt64(result) ? result : failure('integer overflow');
  });
}

function uints(id: string, apply: (a: bigint, b: bigint) => bigint): Overload {
  return plain(`${id}_uint64`, [UINT, UINT], UINT, (a = null, b = null) => {
    if (!isUint(a) || !isUint(b)) return NO_SUCH_OVERLOAD;
    const result = apply(a.value, b.value);
    return isUint64(result) ? uint(result) : failure('unsigned integer overflow');
  });
}

function doubles(id: string, apply: (a: number, b: number) => number): Overload {
  return plain(`${id}_double`, [DOUBLE, DOUBLE], DOUBLE, (a, b) => apply(Number(a), Number(b)));
}

function divided(id: 'divide' | 'modulo', apply: (a: bigint, b: bigint) => bigint): readonly Overload[] {
  const byZero = failure(id === 'divide' ? 'division by zero' : 'modulus by zero');
  const guard = (overload: Overload): Overload => ({
    ...overload,
    call: (a = null, b = null) => (b === 0n || (isUint(b) && b.value === 0n) ? byZero : overload.call(a, b)),
  });
  return [guard(ints(id, apply)), guard(uints(id, apply))];
}

const ARITHMETIC = [
  fn(
    '_+_',
    plain('add_bytes', [BYTES, BYTES], BYTES, (a, b) =>
      a instanceof Uint8Array && b instanceof Uint8Array ? Uint8Array.from([...a, ...b]) : NO_SUCH_OVERLOAD,
    ),
    doubles('add', (a, b) => a + b),
    plain('add_duration_duration', [DURATION, DURATION], DURATION, (a = null, b = null) => addTimes(a, b, 1n)),
    plain('add_duration_timestamp', [DURATION, TIMESTAMP], TIMESTAMP, (a = null, b = null) => addTimes(b, a, 1n)),
    plain('add_timestamp_duration', [TIMESTAMP, DURATION], TIMESTAMP, (a = null, b = null) => addTimes(a, b, 1n)),
    ints('add', (a, b) => a + b),
    plain('add_list', [listOf(A), listOf(A)], listOf(A), (a = null, b = null) => addLists(a, b)),
    plain('add_string', [STRING, STRING], STRING, (a, b) => `${a}${b}`),
    uints('add', (a, b) => a + b),
  ),
  fn(
    '_/_',
    doubles('divide', (a, b) => a / b),
    ...divided('divide', (a, b) => a / b),
  ),
  fn('_%_', ...divided('modulo', (a, b) => a % b)),
  fn(
    '_*_',
    doubles('multiply', (a, b) => a * b),
    ints('multiply', (a, b) => a * b),
    uints('multiply', (a, b) => a * b),
  ),
  fn(
    '-_',
    plain('negate_double', [DOUBLE], DOUBLE, (a) => -Number(a)),
    plain('negate_int64', [INT], INT, (a) => (typeof a === 'bigint' && isInt64(-a) ? -a : failure('integer overflow'))),
  ),
  fn(
    '_-_',
    doubles('subtract', (a, b) => a - b),
    plain('subtract_duration_duration', [DURATION, DURATION], DURATION, (a = null, b = null) => addTimes(a, b, -1n)),
    ints('subtract', (a, b) => a - b),
    plain('subtract_timestamp_duration', [TIMESTAMP, DURATION], TIMESTAMP, (a = null, b = null) => addTimes(a, b, -1n)),
    plain('subtract_timestamp_timestamp', [TIMESTAMP, TIMESTAMP], DURATION, (a = null, b = null) =>
      isTimestamp(a) && isTimestamp(b) ? boundedDuration(a.nanos - b.nanos) : NO_SUCH_OVERLOAD,
    ),
    uints('subtract', (a, b) => a - b),
  ),
];

function addTimes(a: Value, b: Value, sign: bigint): Value {
  if (!isDuration(b)) return NO_SUCH_OVERLOAD;
  if (isDuration(a)) return boundedDuration(a.nanos + sign * b.nanos);
  if (!isTimestamp(a)) return NO_SUCH_OVERLOAD;
  const nanos = a.nanos + sign * b.nanos;
  return nanos < MIN_TIMESTAMP || nanos > MAX_TIMESTAMP ? failure('timestamp overflow') : { ...a, nanos };
}

function boundedDuration(nanos: bigint): Value {
  return isInt64(nanos) ? duration(nanos) : failure('integer overflow');
}

/** `a + b` of lists; a list with keys keeps the places of its own and takes the values of the other. */
function addLists(a: Value, b: Value): Value {
  const right = itemsOf(b);
  if (right === undefined) return NO_SUCH_OVERLOAD;
  if (Array.isArray(a)) return [...a, ...right];
  // Trusted: the only other list there is.
  const keyed = a as ListWithKeys;
  const merged = new Map(keyed.items.map((item) => [keyed.keyOf(item), item]));
  for (const item of right) merged.set(keyed.keyOf(item), item);
  return { ...keyed, items: [...merged.values()] };
}

const ACCESS = [
  fn(
    '_[_]',
    plain('index_list', [listOf(A), INT], A, never),
    plain('index_map', [mapOf(A, B), A], B, never),
    plain('optional_list_index_int', [optionalOf(listOf(A)), INT], optionalOf(A), never),
    plain('optional_map_index_value', [optionalOf(mapOf(A, B)), A], optionalOf(B), never),
  ),
  fn(
    '@in',
    plain(
      'in_list',
      [A, listOf(A)],
      BOOL,
      (item = null, list = null) => itemsOf(list)?.some((own) => equals(own, item)) ?? NO_SUCH_OVERLOAD,
    ),
    plain('in_map', [A, mapOf(A, B)], BOOL, (key = null, map = null) =>
      isMap(map) ? map.find(key) !== undefined : NO_SUCH_OVERLOAD,
    ),
  ),
  fn(
    'size',
    ...(['string', 'bytes', 'list', 'map'] as const).flatMap((kind) => {
      const types = { string: STRING, bytes: BYTES, list: listOf(A), map: mapOf(A, B) };
      return [
        plain(`size_${kind}`, [types[kind]], INT, (value = null) => sizeOf(value)),
        { ...plain(`${kind}_size`, [types[kind]], INT, (value = null) => sizeOf(value)), member: true },
      ];
    }),
  ),
  fn(
    'dyn',
    plain('to_dyn', [A], DYN, (value = null) => value),
  ),
];

function sizeOf(value: Value): Value {
  if (typeof value === 'string') return BigInt([...value].length);
  if (value instanceof Uint8Array) return BigInt(value.length);
  if (isMap(value)) return BigInt(value.size);
  const items = itemsOf(value);
  return items === undefined ? NO_SUCH_OVERLOAD : BigInt(items.length);
}
