import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstInOrder } from '../../src/simulate/first-in-order.js';

interface Item {
  readonly rank: number;
  readonly place: number;
}

describe('the first in order', () => {
  test('are those of a sort', () => {
    const items = fc
      .array(fc.integer({ min: 0, max: 5 }))
      .map((ranks) => ranks.map((rank, place) => ({ rank, place })));
    fc.assert(
      fc.property(items, fc.nat(120), (list: readonly Item[], count) => {
        const byRank = (one: Item, other: Item) => one.rank - other.rank || one.place - other.place;
        expect(firstInOrder(list, count, byRank)).toEqual([...list].sort(byRank).slice(0, count));
      }),
      { seed: 1, numRuns: 2000 },
    );
  });
});
