// Kubernetes' list functions. Follows k8s.io/apiserver v0.35.4 pkg/cel/library/lists.go.

import { fn, type Library, member, type Overload } from '../declaration.js';
import { compare, equals } from '../evaluation/comparison.js';
import { BOOL, BYTES, DOUBLE, DURATION, INT, listOf, param, STRING, TIMESTAMP, type Type, UINT } from '../type.js';
import {
  duration,
  failure,
  isDuration,
  isFailure,
  isInt64,
  isUint,
  isUint64,
  itemsOf,
  NO_SUCH_OVERLOAD,
  uint,
  type Value,
} from '../value.js';

const A = param('A');
const SUMMABLE: readonly (readonly [string, Type, Value])[] = [
  ['int', INT, 0n],
  ['uint', UINT, uint(0n)],
  ['double', DOUBLE, 0],
  ['duration', DURATION, duration(0n)],
];
const COMPARABLE: readonly (readonly [string, Type])[] = [
  ['int', INT],
  ['uint', UINT],
  ['double', DOUBLE],
  ['bool', BOOL],
  ['duration', DURATION],
  ['timestamp', TIMESTAMP],
  ['string', STRING],
  ['bytes', BYTES],
];

const items = (value: Value | undefined): readonly Value[] => itemsOf(value ?? null) ?? [];

/** `isSorted`, `sum`, `min`, `max`, `indexOf`, `lastIndexOf`. */
export const KUBERNETES_LISTS: Library = {
  functions: [
    fn(
      'isSorted',
      ...COMPARABLE.map(([name, type]) =>
        member(`list_${name}_is_sorted_bool`, [listOf(type)], BOOL, (list) => isSorted(items(list))),
      ),
    ),
    fn(
      'sum',
      ...SUMMABLE.map(([name, type, zero]) =>
        member(`list_${name}_sum_${name}`, [listOf(type)], type, (list) => sum(items(list), zero)),
      ),
    ),
    fn('max', ...COMPARABLE.map(([name, type]) => extreme('max', name, type, (order) => order < 0))),
    fn('min', ...COMPARABLE.map(([name, type]) => extreme('min', name, type, (order) => order > 0))),
    fn(
      'indexOf',
      member('list_a_index_of_int', [listOf(A), A], INT, (list, item = null) =>
        BigInt(items(list).findIndex((own) => equals(own, item))),
      ),
    ),
    fn(
      'lastIndexOf',
      member('list_a_last_index_of_int', [listOf(A), A], INT, (list, item = null) =>
        BigInt(items(list).findLastIndex((own) => equals(own, item))),
      ),
    ),
  ],
};

function isSorted(list: readonly Value[]): Value {
  for (let i = 1; i < list.length; i++) {
    const order = compare(list[i - 1] ?? null, list[i] ?? null);
    if (order === undefined) return NO_SUCH_OVERLOAD;
    if (order > 0) return false;
  }
  return true;
}

function extreme(name: string, typeName: string, type: Type, isBetter: (order: number) => boolean): Overload {
  return member(`list_${typeName}_${name}_${typeName}`, [listOf(type)], type, (list) => {
    const [first, ...others] = items(list);
    if (first === undefined) return failure(`${name} called on empty list`);
    let best: Value = first;
    for (const item of others) {
      const order = compare(best, item);
      if (order === undefined) return NO_SUCH_OVERLOAD;
      if (isBetter(order)) best = item;
    }
    return best;
  });
}

function sum(list: readonly Value[], zero: Value): Value {
  return list.reduce((total, item) => (isFailure(total) ? total : added(total, item)), zero);
}

function added(a: Value, b: Value): Value {
  if (typeof a === 'number' && typeof b === 'number') return a + b;
  if (typeof a === 'bigint' && typeof b === 'bigint') return isInt64(a + b) ? a + b : failure('integer overflow');
  if (isUint(a) && isUint(b))
    return isUint64(a.value + b.value) ? uint(a.value + b.value) : failure('unsigned integer overflow');
  if (isDuration(a) && isDuration(b))
    return isInt64(a.nanos + b.nanos) ? duration(a.nanos + b.nanos) : failure('integer overflow');
  return NO_SUCH_OVERLOAD;
}
