/**
 * The calendar of wake-ups: earliest time first, then the controllers in their order, then in order of entry. Thousands of
 * pods do the same at the same moment, so entries lie in one line for each moment and controller: only moments are sorted.
 */

import { dropFirst, pushInto } from './heap.js';

/** How much a waiting run cares about a wake-up. */
export type Patience =
  /** Something will happen: a step has not settled before it. */
  | 'work'
  /** A deadline: waited for at the end, not between steps. */
  | 'deadline'
  /** A retry or a periodic look that may go on for ever: never waited for. */
  | 'idle';

/** One entry of the calendar: a controller looks at the object `key`. */
export interface WakeUp {
  /** Virtual milliseconds. */
  readonly at: number;
  /** Place of the controller in the registry: ties are broken by it. */
  readonly rank: number;
  readonly key: string;
  readonly patience: Patience;
}

/** What one controller looks at, at one moment: first in, first out. */
interface Line {
  /** Neighbours differ in patience, or came in different ways. */
  readonly stretches: Stretch[];
}

/** Entries of one patience that came one by one, or all at once. */
interface Stretch {
  readonly patience: Patience;
  readonly keys: readonly string[];
  /** The same keys if they came one by one: more may follow. */
  readonly open: string[] | undefined;
  /** How many have left. */
  left: number;
}

/** What happens at one virtual time. */
interface Moment {
  readonly at: number;
  /** By rank. */
  readonly lines: (Line | undefined)[];
  /** No line before this rank has entries. */
  rank: number;
  /** How many entries there are in all lines. */
  size: number;
}

/** A calendar of wake-ups. */
export interface Queue {
  /** A binary heap of moments, earliest first; those without entries leave it when they come up. */
  readonly moments: Moment[];
  readonly byTime: Map<number, Moment>;
  /** How many entries of each patience there are. */
  readonly pending: Record<Patience, number>;
}

/** An empty calendar. */
export function emptyQueue(): Queue {
  return { moments: [], byTime: new Map(), pending: { work: 0, deadline: 0, idle: 0 } };
}

/** Adds a wake-up. */
export function push(queue: Queue, { at, rank, key, patience }: WakeUp): void {
  queue.pending[patience]++;
  const { stretches } = lineAt(queue, { at, rank, more: 1 });
  const last = stretches.at(-1);
  if (last?.patience === patience && last.open !== undefined) {
    last.open.push(key);
    return;
  }
  const open = [key];
  stretches.push({ patience, keys: open, open, left: 0 });
}

/** Adds wake-ups of different objects, in the order of their keys, which are not copied. */
export function pushAll(
  queue: Queue,
  { at, rank, keys, patience }: Omit<WakeUp, 'key'> & { readonly keys: readonly string[] },
): void {
  if (keys.length === 0) return;
  queue.pending[patience] += keys.length;
  lineAt(queue, { at, rank, more: keys.length }).stretches.push({ patience, keys, open: undefined, left: 0 });
}

function lineAt(queue: Queue, { at, rank, more }: Pick<WakeUp, 'at' | 'rank'> & { readonly more: number }): Line {
  const moment = queue.byTime.get(at) ?? newMoment(queue, at);
  moment.size += more;
  if (rank < moment.rank) moment.rank = rank;
  return moment.lines[rank] ?? newLine(moment, rank);
}

function isEarlier(one: Moment, other: Moment): boolean {
  return one.at < other.at;
}

function newMoment({ moments, byTime }: Queue, at: number): Moment {
  const moment: Moment = { at, lines: [], rank: Number.POSITIVE_INFINITY, size: 0 };
  byTime.set(at, moment);
  pushInto(moments, moment, isEarlier);
  return moment;
}

function newLine({ lines }: Moment, rank: number): Line {
  const line: Line = { stretches: [] };
  lines[rank] = line;
  return line;
}

/** All wake-ups: those of one moment and controller in order of entry. */
export function* entriesOf({ byTime }: Queue): Iterable<WakeUp> {
  for (const { at, lines } of byTime.values()) {
    for (const [rank, line] of lines.entries()) {
      for (const { keys, left, patience } of line?.stretches ?? [])
        for (let place = left; place < keys.length; place++) yield { at, rank, key: keys[place] ?? '', patience };
    }
  }
}

/** Whose turn is next, and when; its entries are left in the calendar. */
export function peek(queue: Queue): Pick<WakeUp, 'at' | 'rank'> | undefined {
  const { moments, byTime } = queue;
  for (;;) {
    const [moment] = moments;
    if (moment === undefined) return undefined;
    if (moment.size > 0) return atTurn(moment);
    byTime.delete(moment.at);
    dropFirst(moments, isEarlier);
  }
}

// Moves `rank` on to the first line that has entries; there is one.
function atTurn(moment: Moment): Moment {
  const { lines } = moment;
  while (isEmpty(lines[moment.rank])) moment.rank++;
  return moment;
}

function isEmpty(line: Line | undefined): boolean {
  return line === undefined || line.stretches.length === 0;
}

/** Takes the first entry of the line that `peek` names out; gives its key. */
export function pop(queue: Queue): string {
  const { moment, line, first } = turn(queue);
  const key = first.keys[first.left];
  if (key === undefined) throw new Error('a stretch without entries');
  first.left++;
  queue.pending[first.patience]--;
  moment.size--;
  if (first.left === first.keys.length) line.stretches.shift();
  return key;
}

/**
 * Takes all entries out from the start of the line that `peek` names that are as patient as the first; gives their keys,
 * each once.
 */
export function popAlike(queue: Queue): readonly string[] {
  const { moment, line, first } = turn(queue);
  const { patience } = first;
  const { stretches } = line;
  let end = 1;
  while (stretches[end]?.patience === patience) end++;
  const taken = stretches.splice(0, end);
  const count = taken.reduce((sum, { keys, left }) => sum + keys.length - left, 0);
  queue.pending[patience] -= count;
  moment.size -= count;
  // What came at once is different.
  if (taken.length === 1 && first.left === 0 && (first.open === undefined || count === 1)) return first.keys;
  // A new pod may have the name of one that is gone, and somebody may have had it in mind to look at that.
  return [...new Set(taken.flatMap(({ keys, left }) => keys.slice(left)))];
}

function turn({ moments }: Queue): { readonly moment: Moment; readonly line: Line; readonly first: Stretch } {
  const [moment] = moments;
  const line = moment?.lines[moment.rank];
  const first = line?.stretches[0];
  if (moment === undefined || line === undefined || first === undefined) throw new Error('the calendar is empty');
  return { moment, line, first };
}
