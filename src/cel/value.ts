// The values of CEL while an expression runs, and how they compare. Follows cel-go v0.26 common/types.
import type { Type } from './type.js';
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  optionalOf,
  STRING,
  TIMESTAMP,
  TYPE,
  UINT,
} from './type.js';

/** A value: int is `bigint`, double is `number`, the others are tagged. A failure is CEL's error value. */
export type Value =
  | null
  | boolean
  | bigint
  | number
  | string
  | Uint8Array
  | readonly Value[]
  | ListWithKeys
  | MapValue
  | Uint
  | Timestamp
  | Duration
  | Optional
  | TypeValue
  | Opaque
  | Failure;

export interface Uint {
  readonly kind: 'uint';
  readonly value: bigint;
}

/** Nanoseconds since 1970-01-01T00:00:00Z. The offset only shows when the timestamp becomes a string. */
export interface Timestamp {
  readonly kind: 'timestamp';
  readonly nanos: bigint;
  readonly offsetMinutes?: number;
}

/** Nanoseconds, within int64. */
export interface Duration {
  readonly kind: 'duration';
  readonly nanos: bigint;
}

export interface Optional {
  readonly kind: 'optional';
  readonly value: Value | undefined;
}

export interface TypeValue {
  readonly kind: 'type';
  /** As `type(x)` compares it: parameters do not count. */
  readonly name: string;
}

/** A value of a Kubernetes library: a quantity, a URL, an IP. `data` is the library's own. */
export interface Opaque {
  readonly kind: 'opaque';
  readonly type: Type;
  readonly data: unknown;
  readonly equals: (other: Opaque) => boolean;
}

/** A map, backed by entries or by a JSON object. */
export interface MapValue {
  readonly kind: 'map';
  readonly size: number;
  /** In document order. */
  readonly keys: () => readonly Value[];
  readonly find: (key: Value) => Value | undefined;
}

/** A list of a custom resource that has the meaning of a set, or of a map by keys: order does not count in `==`. */
export interface ListWithKeys {
  readonly kind: 'keyed-list';
  readonly items: readonly Value[];
  /** What tells one item from another: itself in a set, its map keys in a map. */
  readonly keyOf: (item: Value) => string;
}

/** CEL's error value. `unsupported`: not an error of the expression, rollcast cannot tell what it would give. */
export interface Failure {
  readonly kind: 'failure';
  readonly message: string;
  readonly unsupported?: true;
}

/** An error with cel-go's words. */
export function failure(message: string): Failure {
  return { kind: 'failure', message };
}

/** Something that rollcast does not evaluate. */
export function unsupported(reason: string): Failure {
  return { kind: 'failure', message: reason, unsupported: true };
}

export const NO_SUCH_OVERLOAD: Failure = failure('no such overload');

const TAGGED = (
  value: Value,
): value is Exclude<Value, null | boolean | bigint | number | string | Uint8Array | readonly Value[]> =>
  typeof value === 'object' && value !== null && 'kind' in value;

export function isFailure(value: Value): value is Failure {
  return TAGGED(value) && value.kind === 'failure';
}

/** The items of a list of either sort; `undefined` if the value is no list. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  // `Array.isArray` does not narrow readonly arrays; the check is the proof.
  if (Array.isArray(value)) return value as readonly Value[];
  return TAGGED(value) && value.kind === 'keyed-list' ? value.items : undefined;
}

export function isMap(value: Value): value is MapValue {
  return TAGGED(value) && value.kind === 'map';
}

export function isOptional(value: Value): value is Optional {
  return TAGGED(value) && value.kind === 'optional';
}

export function isUint(value: Value): value is Uint {
  return TAGGED(value) && value.kind === 'uint';
}

export function isDuration(value: Value): value is Duration {
  return TAGGED(value) && value.kind === 'duration';
}

export function isTimestamp(value: Value): value is Timestamp {
  return TAGGED(value) && value.kind === 'timestamp';
}

export function isOpaque(value: Value): value is Opaque {
  return TAGGED(value) && value.kind === 'opaque';
}

export function isTypeValue(value: Value): value is TypeValue {
  return TAGGED(value) && value.kind === 'type';
}

export function uint(value: bigint): Uint {
  return { kind: 'uint', value };
}

export function duration(nanos: bigint): Duration {
  return { kind: 'duration', nanos };
}

export function timestamp(nanos: bigint): Timestamp {
  return { kind: 'timestamp', nanos };
}

export function some(value: Value): Optional {
  return { kind: 'optional', value };
}

export const NONE: Optional = { kind: 'optional', value: undefined };

export function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

export function isUint64(value: bigint): boolean {
  return BigInt.asUintN(64, value) === value;
}

/** A map from entries; keys are unique (see `keyText`). */
export function mapFrom(entries: Iterable<readonly [Value, Value]>): MapValue {
  const byText = new Map<string, readonly [Value, Value]>();
  for (const entry of entries) byText.set(keyText(entry[0]) ?? '', entry);
  return mapOver(byText);
}

/** A map over entries by `keyText`, not copied. */
export function mapOver(byText: ReadonlyMap<string, readonly [Value, Value]>): MapValue {
  return {
    kind: 'map',
    size: byText.size,
    keys: () => [...byText.values()].map(([key]) => key),
    find: (key) => {
      const text = keyText(key);
      return text === undefined ? undefined : byText.get(text)?.[1];
    },
  };
}

/** What identifies a map key: equal numbers of any type are one key. `undefined`: not a key that rollcast evaluates. */
export function keyText(key: Value): string | undefined {
  if (typeof key === 'string') return `s${key}`;
  if (typeof key === 'boolean') return `b${key}`;
  if (typeof key === 'bigint') return `n${key}`;
  if (typeof key === 'number') return Number.isInteger(key) ? `n${BigInt(key)}` : `d${key}`;
  return isUint(key) ? `n${key.value}` : undefined;
}

/** CEL's `==`: numbers of any type by value, values of different types are different. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return true;
  const comparedNumbers = compareNumbers(a, b);
  if (comparedNumbers !== undefined) return comparedNumbers === 0;
  const listA = itemsOf(a);
  if (listA !== undefined) return equalLists(a, listA, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0;
  if (!TAGGED(a) || !TAGGED(b) || a.kind !== b.kind) return false;
  return equalTagged(a, b);
}

function equalTagged(a: Value & { kind: string }, b: Value): boolean {
  if (isDuration(a)) return isDuration(b) && a.nanos === b.nanos;
  if (isTimestamp(a)) return isTimestamp(b) && a.nanos === b.nanos;
  if (isTypeValue(a)) return isTypeValue(b) && a.name === b.name;
  if (isOpaque(a)) return isOpaque(b) && a.equals(b);
  if (isOptional(a)) {
    if (!isOptional(b) || a.value === undefined || b.value === undefined) return isOptional(b) && a.value === b.value;
    return equals(a.value, b.value);
  }
  return isMap(a) && isMap(b) && equalMaps(a, b);
}

function equalLists(a: Value, listA: readonly Value[], b: Value): boolean {
  const listB = itemsOf(b);
  if (listB === undefined || listA.length !== listB.length) return false;
  if (!TAGGED(a) || a.kind !== 'keyed-list') return listA.every((item, i) => equals(item, listB[i] ?? null));
  const byKey = new Map(listA.map((item) => [a.keyOf(item), item]));
  return listB.every((item) => {
    const own = byKey.get(a.keyOf(item));
    return own !== undefined && equals(own, item);
  });
}

function equalMaps(a: MapValue, b: MapValue): boolean {
  if (a.size !== b.size) return false;
  return a.keys().every((key) => {
    const inA = a.find(key);
    const inB = b.find(key);
    return inA !== undefined && inB !== undefined && equals(inA, inB);
  });
}

/** -1, 0 or 1 where CEL orders the two values; `undefined` where it does not (`no such overload`). NaN is unordered: 1. */
export function compare(a: Value, b: Value): number | undefined {
  const numbers = compareNumbers(a, b);
  if (numbers !== undefined) return numbers;
  if (typeof a === 'string' && typeof b === 'string') return compareStrings(a, b);
  if (typeof a === 'boolean' && typeof b === 'boolean') return Number(a) - Number(b);
  if (a instanceof Uint8Array && b instanceof Uint8Array) return compareBytes(a, b);
  if ((isDuration(a) && isDuration(b)) || (isTimestamp(a) && isTimestamp(b))) return order(a.nanos, b.nanos);
  return undefined;
}

function compareNumbers(a: Value, b: Value): number | undefined {
  const left = numberOf(a);
  const right = numberOf(b);
  // JavaScript compares bigint with number by mathematical value, as CEL does.
  return left === undefined || right === undefined ? undefined : order(left, right);
}

function numberOf(value: Value): number | bigint | undefined {
  if (typeof value === 'bigint' || typeof value === 'number') return value;
  return isUint(value) ? value.value : undefined;
}

function order(a: number | bigint, b: number | bigint): number {
  if (a < b) return -1;
  // Not `===`, which never holds between bigint and number; NaN equals nothing.
  return a <= b && a >= b ? 0 : 1;
}

/** Byte order of UTF-8, which is code point order and not JavaScript's own. */
export function compareStrings(a: string, b: string): number {
  const limit = Math.min(a.length, b.length);
  for (let i = 0; i < limit; i++) {
    const left = a.charCodeAt(i);
    const right = b.charCodeAt(i);
    if (left === right) continue;
    return codePointOrder(left) < codePointOrder(right) ? -1 : 1;
  }
  return order(a.length, b.length);
}

// Surrogates stand for code points above all others.
function codePointOrder(unit: number): number {
  return unit >= 0xd800 && unit < 0xe000 ? unit + 0x10000 : unit;
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const limit = Math.min(a.length, b.length);
  for (let i = 0; i < limit; i++) {
    const difference = (a[i] ?? 0) - (b[i] ?? 0);
    if (difference !== 0) return Math.sign(difference);
  }
  return order(a.length, b.length);
}

const LIST = listOf(DYN);
const MAP = mapOf(DYN, DYN);
const OPTIONAL = optionalOf(DYN);

/** The type of a value at run time; what is inside a list, map or optional is not looked at. */
export function typeOfValue(value: Value): Type {
  if (value === null) return NULL;
  if (value instanceof Uint8Array) return BYTES;
  if (itemsOf(value) !== undefined) return LIST;
  switch (typeof value) {
    case 'boolean':
      return BOOL;
    case 'bigint':
      return INT;
    case 'number':
      return DOUBLE;
    case 'string':
      return STRING;
  }
  if (isUint(value)) return UINT;
  if (isMap(value)) return MAP;
  if (isDuration(value)) return DURATION;
  if (isTimestamp(value)) return TIMESTAMP;
  if (isTypeValue(value)) return TYPE;
  if (isOptional(value)) return OPTIONAL;
  return isOpaque(value) ? value.type : DYN;
}

/** The name that `type(x)` stands for. */
export function runtimeTypeName(type: Type): string {
  switch (type.kind) {
    case 'null':
      return 'null_type';
    case 'timestamp':
      return 'google.protobuf.Timestamp';
    case 'duration':
      return 'google.protobuf.Duration';
    case 'opaque':
    case 'struct':
    case 'param':
      return type.name;
    default:
      return type.kind;
  }
}

/** The value as Go prints it in messages (`no such key: app`). */
export function printed(value: Value): string {
  if (typeof value === 'string') return value;
  if (isUint(value)) return String(value.value);
  if (value === null || typeof value !== 'object') return String(value);
  return runtimeTypeName(typeOfValue(value));
}
