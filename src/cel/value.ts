// The values of CEL while an expression runs. Follows cel-go v0.26 common/types.
import type { Type } from './type.js';

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

/** An unsigned integer, within uint64. */
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

/** What `optional.of(x)` and `a.?b` give; `undefined`: nothing is inside. */
export interface Optional {
  readonly kind: 'optional';
  readonly value: Value | undefined;
}

/** A type as a value, what `type(x)` gives. */
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

/** What an operator or function gives for types that it does not take. */
export const NO_SUCH_OVERLOAD: Failure = failure('no such overload');

type Scalar = null | boolean | bigint | number | string | Uint8Array | readonly Value[];

/** Whether the value is one of those that say their kind. */
export function isTagged(value: Value): value is Exclude<Value, Scalar> {
  return typeof value === 'object' && value !== null && 'kind' in value;
}

/** Whether the value is CEL's error value. */
export function isFailure(value: Value): value is Failure {
  return isTagged(value) && value.kind === 'failure';
}

/** The items of a list of either sort; `undefined` if the value is no list. */
export function itemsOf(value: Value): readonly Value[] | undefined {
  // `Array.isArray` does not narrow readonly arrays; the check is the proof.
  if (Array.isArray(value)) return value as readonly Value[];
  return isTagged(value) && value.kind === 'keyed-list' ? value.items : undefined;
}

/** Whether the value is a map, an object of the input included. */
export function isMap(value: Value): value is MapValue {
  return isTagged(value) && value.kind === 'map';
}

/** Whether the value is an optional, with or without something inside. */
export function isOptional(value: Value): value is Optional {
  return isTagged(value) && value.kind === 'optional';
}

/** Whether the value is an unsigned integer. */
export function isUint(value: Value): value is Uint {
  return isTagged(value) && value.kind === 'uint';
}

/** Whether the value is a duration. */
export function isDuration(value: Value): value is Duration {
  return isTagged(value) && value.kind === 'duration';
}

/** Whether the value is a timestamp. */
export function isTimestamp(value: Value): value is Timestamp {
  return isTagged(value) && value.kind === 'timestamp';
}

/** Whether the value belongs to a Kubernetes library (a quantity, a URL). */
export function isOpaque(value: Value): value is Opaque {
  return isTagged(value) && value.kind === 'opaque';
}

/** Whether the value is a type. */
export function isTypeValue(value: Value): value is TypeValue {
  return isTagged(value) && value.kind === 'type';
}

/** An unsigned integer; the caller has made sure that it fits (`isUint64`). */
export function uint(value: bigint): Uint {
  return { kind: 'uint', value };
}

/** A duration of so many nanoseconds. */
export function duration(nanos: bigint): Duration {
  return { kind: 'duration', nanos };
}

/** A moment, in nanoseconds since 1970-01-01T00:00:00Z, written in UTC. */
export function timestamp(nanos: bigint): Timestamp {
  return { kind: 'timestamp', nanos };
}

/** An optional with the value inside. */
export function some(value: Value): Optional {
  return { kind: 'optional', value };
}

/** The optional with nothing inside. */
export const NONE: Optional = { kind: 'optional', value: undefined };

/** Whether the number fits into CEL's int. */
export function isInt64(value: bigint): boolean {
  return BigInt.asIntN(64, value) === value;
}

/** Whether the number fits into CEL's uint. */
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
