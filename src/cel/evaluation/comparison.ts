// How values compare: `==` and the order of `<`. Follows cel-go v0.26 common/types (Equal, Compare).
import {
  isDuration,
  isMap,
  isOpaque,
  isOptional,
  isTagged,
  isTimestamp,
  isTypeValue,
  isUint,
  itemsOf,
  type MapValue,
  type Value,
} from '../value.js';

/** CEL's `==`: numbers of any type by value, values of different types are different. */
export function equals(a: Value, b: Value): boolean {
  if (a === b) return true;
  const comparedNumbers = compareNumbers(a, b);
  if (comparedNumbers !== undefined) return comparedNumbers === 0;
  const listA = itemsOf(a);
  if (listA !== undefined) return equalLists(a, listA, b);
  if (a instanceof Uint8Array) return b instanceof Uint8Array && compareBytes(a, b) === 0;
  if (!isTagged(a) || !isTagged(b) || a.kind !== b.kind) return false;
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
  if (!isTagged(a) || a.kind !== 'keyed-list') return listA.every((item, i) => equals(item, listB[i] ?? null));
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
