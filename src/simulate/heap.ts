/** Does one item come before another? */
export type IsBefore<T> = (one: T, other: T) => boolean;

/** Puts an item into a binary heap, an array whose first item no other comes before: O(log n). */
export function pushInto<T>(heap: T[], item: T, isBefore: IsBefore<T>): void {
  let place = heap.length;
  heap.push(item);
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(item, parent)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = item;
}

/** Takes the first item off a binary heap: O(log n). */
export function dropFirst<T>(heap: T[], isBefore: IsBefore<T>): void {
  const last = heap.pop();
  if (last === undefined || heap.length === 0) return;
  let place = 0;
  for (;;) {
    const left = heap[2 * place + 1];
    const right = heap[2 * place + 2];
    if (left === undefined) break;
    const isRight = right !== undefined && isBefore(right, left);
    const child = isRight ? right : left;
    if (!isBefore(child, last)) break;
    heap[place] = child;
    place = 2 * place + (isRight ? 2 : 1);
  }
  heap[place] = last;
}
