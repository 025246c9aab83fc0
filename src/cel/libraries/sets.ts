// Lists as sets. Follows cel-go v0.26 ext/sets.go; in Kubernetes since 1.29.

import { fn, type Library, plain } from '../declaration.js';
import { equals } from '../evaluation/comparison.js';
import { BOOL, listOf, param } from '../type.js';
import { itemsOf, type Value } from '../value.js';

const LIST = listOf(param('T'));
const items = (value: Value | undefined): readonly Value[] => itemsOf(value ?? null) ?? [];

/** `sets.contains`, `sets.equivalent`, `sets.intersects`. */
export const SETS: Library = {
  functions: [
    fn(
      'sets.contains',
      plain('list_sets_contains_list', [LIST, LIST], BOOL, (a, b) => contains(items(a), items(b))),
    ),
    fn(
      'sets.equivalent',
      plain(
        'list_sets_equivalent_list',
        [LIST, LIST],
        BOOL,
        (a, b) => contains(items(a), items(b)) && contains(items(b), items(a)),
      ),
    ),
    fn(
      'sets.intersects',
      plain('list_sets_intersects_list', [LIST, LIST], BOOL, (a, b) =>
        items(a).some((item) => items(b).some((other) => equals(other, item))),
      ),
    ),
  ],
};

function contains(list: readonly Value[], part: readonly Value[]): boolean {
  return part.every((item) => list.some((own) => equals(own, item)));
}
