/**
 * The first `count` items in order, sorted. Costs about as many comparisons as there are items, where sorting all of them
 * costs a multiple of that. `compare` tells any two items apart.
 */
export function firstInOrder<T>(items: readonly T[], count: number, compare: (one: T, other: T) => number): T[] {
  const placed = [...items];
  if (count < placed.length) select(placed, count, compare);
  return placed.slice(0, count).sort(compare);
}

/** Quickselect: afterwards no item before `count` comes after one behind it. */
function select<T>(items: T[], count: number, order: (one: T, other: T) => number): void {
  let low = 0;
  let high = items.length - 1;
  while (low < high) {
    const pivot = items[(low + high) >> 1];
    let left = low;
    let right = high;
    if (pivot === undefined) return;
    while (left <= right) {
      while (isBefore(items[left], pivot, order)) left++;
      while (isBefore(pivot, items[right], order)) right--;
      if (left > right) break;
      swap(items, left++, right--);
    }
    if (count <= right) high = right;
    else if (count >= left) low = left;
    else return;
  }
}

function isBefore<T>(one: T | undefined, other: T | undefined, order: (one: T, other: T) => number): boolean {
  return one !== undefined && other !== undefined && order(one, other) < 0;
}

function swap<T>(items: T[], one: number, other: number): void {
  const [first, second] = [items[one], items[other]];
  if (first === undefined || second === undefined) return;
  items[one] = second;
  items[other] = first;
}
