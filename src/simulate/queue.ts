/** How much a waiting run cares about a wake-up. */
export type Patience =
  /** Something will happen: a step has not settled before it. */
  | 'work'
  /** A deadline: waited for at the end, not between steps. */
  | 'deadline'
  /** A retry or a periodic look that may go on for ever: never waited for. */
  | 'idle';

/** One entry of the calendar: at `at`, `controller` looks at the object `key`. */
export interface WakeUp {
  readonly at: number;
  /** Place of the controller in the registry: ties are broken by it. */
  readonly rank: number;
  /** Counts the entries of a calendar. */
  readonly serial: number;
  readonly key: string;
  readonly patience: Patience;
}

/** A calendar of wake-ups: a binary heap ordered by time, then rank, then order of entry. */
export interface Queue {
  readonly heap: WakeUp[];
  /** How many entries there have been. */
  entered: number;
  /** How many entries of each patience are in the heap. */
  readonly pending: Record<Patience, number>;
}

/** An empty calendar. */
export function emptyQueue(): Queue {
  return { heap: [], entered: 0, pending: { work: 0, deadline: 0, idle: 0 } };
}

/** Adds a wake-up, in O(log n). */
export function push(queue: Queue, { at, rank, key, patience }: Omit<WakeUp, 'serial'>): void {
  const { heap } = queue;
  const entry: WakeUp = { at, rank, serial: ++queue.entered, key, patience };
  queue.pending[entry.patience]++;
  let place = heap.length;
  heap.push(entry);
  while (place > 0) {
    const above = (place - 1) >> 1;
    const parent = heap[above];
    if (parent === undefined || !isBefore(entry, parent)) break;
    heap[place] = parent;
    place = above;
  }
  heap[place] = entry;
}

/** All wake-ups in order of entry. */
export function entriesOf({ heap }: Queue): WakeUp[] {
  return [...heap].sort((one, other) => one.serial - other.serial);
}

/** The earliest wake-up, left in the calendar. */
export function peek(queue: Queue): WakeUp | undefined {
  return queue.heap[0];
}

/** Takes the earliest wake-up out, in O(log n). */
export function pop(queue: Queue): WakeUp | undefined {
  const { heap } = queue;
  const first = heap[0];
  const last = heap.pop();
  if (first === undefined || last === undefined) return undefined;
  queue.pending[first.patience]--;
  if (heap.length > 0) sink(heap, last);
  return first;
}

function sink(heap: WakeUp[], entry: WakeUp): void {
  let place = 0;
  for (;;) {
    const left = 2 * place + 1;
    const leftChild = heap[left];
    if (leftChild === undefined) break;
    const rightChild = heap[left + 1];
    const isRight = rightChild !== undefined && isBefore(rightChild, leftChild);
    const child = isRight ? rightChild : leftChild;
    if (!isBefore(child, entry)) break;
    heap[place] = child;
    place = isRight ? left + 1 : left;
  }
  heap[place] = entry;
}

function isBefore(one: WakeUp, other: WakeUp): boolean {
  if (one.at !== other.at) return one.at < other.at;
  if (one.rank !== other.rank) return one.rank < other.rank;
  return one.serial < other.serial;
}
