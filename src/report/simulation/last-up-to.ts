/**
 * The last place of a sorted list whose value is at most `limit`, -1 if there is none. `valueAt` gives the value at a place.
 */
export function lastUpTo(length: number, valueAt: (place: number) => number, limit: number): number {
  let low = 0;
  let high = length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (valueAt(middle) <= limit) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
