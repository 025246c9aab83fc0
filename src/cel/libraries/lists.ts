// cel-go's list library (version 3, in Kubernetes since 1.34). Follows cel-go v0.26 ext/lists.go.

import { fn, type Library, member, plain } from '../declaration.js';
import { compare, equals } from '../evaluation/comparison.js';
import { runtimeTypeName, typeOfValue } from '../evaluation/runtime-type.js';
import { LIST_MACROS } from '../parsing/macros.js';
import { BOOL, BYTES, DOUBLE, DURATION, DYN, INT, listOf, param, STRING, TIMESTAMP, type Type, UINT } from '../type.js';
import { failure, itemsOf, unsupported, type Value } from '../value.js';

const T = param('T');
const COMPARABLE: readonly (readonly [string, Type])[] = [
  ['int', INT],
  ['uint', UINT],
  ['double', DOUBLE],
  ['bool', BOOL],
  ['google.protobuf.Duration', DURATION],
  ['google.protobuf.Timestamp', TIMESTAMP],
  ['string', STRING],
  ['bytes', BYTES],
];
/** More items than any manifest has; the server's cost limit is of this order. */
const MAX_RANGE = 1_000_000n;

const items = (value: Value | undefined): readonly Value[] => itemsOf(value ?? null) ?? [];

/** `distinct`, `flatten`, `lists.range`, `reverse`, `slice`, `sort`, `sortBy`. */
export const LISTS: Library = {
  macros: LIST_MACROS,
  functions: [
    fn(
      'slice',
      member('list_slice', [listOf(T), INT, INT], listOf(T), (list, start, end) =>
        slice(items(list), Number(start), Number(end)),
      ),
    ),
    fn(
      'flatten',
      member('list_flatten', [listOf(listOf(T))], listOf(T), (list) => flattened(items(list), 1)),
      member('list_flatten_int', [listOf(DYN), INT], listOf(DYN), (list, depth) =>
        Number(depth) < 0 ? failure('level must be non-negative') : flattened(items(list), Number(depth)),
      ),
    ),
    fn(
      'sort',
      ...COMPARABLE.map(([name, type]) =>
        member(`list_${name}_sort`, [listOf(type)], listOf(type), (list) => sortedBy(items(list), items(list))),
      ),
    ),
    fn(
      '@sortByAssociatedKeys',
      ...COMPARABLE.map(([name, type]) =>
        member(`list_${name}_sortByAssociatedKeys`, [listOf(T), listOf(type)], listOf(T), (list, keys) =>
          sortedBy(items(list), items(keys)),
        ),
      ),
    ),
    fn(
      'lists.range',
      plain('lists_range', [INT], listOf(INT), (count) => range(BigInt(Number(count)))),
    ),
    fn(
      'reverse',
      member('list_reverse', [listOf(T)], listOf(T), (list) => [...items(list)].reverse()),
    ),
    fn(
      'distinct',
      member('list_distinct', [listOf(T)], listOf(T), (list) => distinct(items(list))),
    ),
  ],
};

function slice(list: readonly Value[], start: number, end: number): Value {
  const call = `cannot slice(${start}, ${end})`;
  if (start < 0 || end < 0) return failure(`${call}, negative indexes not supported`);
  if (start > end) return failure(`${call}, start index must be less than or equal to end index`);
  return list.length < end ? failure(`${call}, list is length ${list.length}`) : list.slice(start, end);
}

function flattened(list: readonly Value[], depth: number): Value[] {
  return list.flatMap((item) => {
    const inner = itemsOf(item);
    return inner === undefined || depth === 0 ? [item] : flattened(inner, depth - 1);
  });
}

function sortedBy(list: readonly Value[], keys: readonly Value[]): Value {
  const [first] = keys;
  if (first === undefined) return list;
  const type = runtimeTypeName(typeOfValue(first));
  if (keys.some((key) => runtimeTypeName(typeOfValue(key)) !== type))
    return failure('list elements must have the same type');
  if (compare(first, first) === undefined) return failure('list elements must be comparable');
  const order = keys.map((key, i) => ({ key, i })).sort((a, b) => compare(a.key, b.key) ?? 0);
  return order.map(({ i }) => list[i] ?? null);
}

function range(count: bigint): Value {
  if (count > MAX_RANGE) return unsupported(`lists.range(${count}) is too long`);
  return Array.from({ length: Math.max(0, Number(count)) }, (_, i) => BigInt(i));
}

function distinct(list: readonly Value[]): Value {
  const kept: Value[] = [];
  for (const item of list) if (!kept.some((own) => equals(own, item))) kept.push(item);
  return kept;
}
