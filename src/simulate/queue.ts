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
  readonly keys: string[];
  readonly patiences: Patience[];
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
  const moment = queue.byTime.get(at) ?? newMoment(queue, at);
  const line = moment.lines[rank] ?? newLine(moment, rank);
  line.keys.push(key);
  line.patiences.push(patience);
  moment.size++;
  if (rank < moment.rank) moment.rank = rank;
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
  const line: Line = { keys: [], patiences: [], left: 0 };
  lines[rank] = line;
  return line;
}

/** All wake-ups: those of one moment and controller in order of entry. */
export function* entriesOf({ byTime }: Queue): Iterable<WakeUp> {
  for (const { at, lines } of byTime.values()) {
    for (const [rank, line] of lines.entries()) {
      if (line === undefined) continue;
      const { keys, patiences, left } = line;
      for (let place = left; place < keys.length; place++)
        yield { at, rank, key: keys[place] ?? '', patience: patiences[place] ?? 'work' };
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
  return line === undefined || line.left === line.keys.length;
}

/** Takes the first entry of the line that `peek` names out; gives its key. */
export function pop(queue: Queue): string {
  const [moment] = queue.moments;
  const line = moment?.lines[moment.rank];
  const key = line?.keys[line.left];
  if (moment === undefined || line === undefined || key === undefined) throw new Error('the calendar is empty');
  leave(queue, { moment, line, end: line.left + 1 });
  return key;
}

/** Takes all entries out from the start of the line that `peek` names that are as patient as the first; gives their keys. */
export function popAlike(queue: Queue): readonly string[] {
  const [moment] = queue.moments;
  const line = moment?.lines[moment.rank];
  if (moment === undefined || line === undefined) throw new Error('the calendar is empty');
  const { keys, patiences, left } = line;
  let end = left;
  while (end < keys.length && patiences[end] === patiences[left]) end++;
  const taken = keys.slice(left, end);
  leave(queue, { moment, line, end });
  return taken;
}

// The entries before `end` leave the line.
function leave(
  { pending }: Queue,
  { moment, line, end }: { readonly moment: Moment; readonly line: Line; readonly end: number },
): void {
  const { keys, patiences } = line;
  for (let place = line.left; place < end; place++) pending[patiences[place] ?? 'work']--;
  moment.size -= end - line.left;
  line.left = end;
  if (end < keys.length) return;
  empty(keys);
  empty(patiences);
  line.left = 0;
}

/** Most lines hold one entry, and the next comes at once: their memory is kept. */
function empty(list: unknown[]): void {
  if (list.length > 8) list.length = 0;
  while (list.length > 0) list.pop();
}
