/** Folds what a workload does again and again: the first time and the last are shown, those between are counted. */

import { joined } from './alike.js';
import { clock } from './clock.js';
import type { Row } from './rows.js';

/** Fewer repetitions than this are shown. */
const MIN_REPEATS = 4;
/** Folding away fewer rows than this saves nobody anything. */
const MIN_HIDDEN = 10;
/** The longest pattern that is looked for, in rows. */
const MAX_PATTERN = 40;

/** The rows from a step (from 0) on; those before it are counted in one row. */
export function toldFrom(rows: readonly Row[], step: number): readonly Row[] {
  const begin = rows.filter(({ kind }) => kind === 'step')[step];
  const [first] = rows;
  const start = begin === undefined ? 0 : rows.indexOf(begin);
  if (start === 0 || first === undefined) return rows;
  const text = `… ${start} rows of how the state before came up: --verbose shows them`;
  return [{ ...first, kind: 'folded', about: '', counts: undefined, text, because: '' }, ...rows.slice(start)];
}

/** At most about `most` rows: those of the middle are left out and counted, but for the steps, by which readers find their way. */
export function withoutMiddle(rows: readonly Row[], most: number): (Row | number)[] {
  const [from, to] = [Math.floor(most / 2), rows.length - Math.ceil(most / 2)];
  if (rows.length <= most) return [...rows];
  const keepsSteps = rows.filter(({ kind }) => kind === 'step').length <= most;
  const shown: (Row | number)[] = [];
  let hidden = 0;
  for (const [place, row] of rows.entries()) {
    if (place >= from && place < to && !(keepsSteps && row.kind === 'step')) {
      hidden++;
      continue;
    }
    if (hidden > 0) shown.push(hidden);
    hidden = 0;
    shown.push(row);
  }
  return shown;
}

/** The rows for a page that has no flags: nothing shows more. */
export function withoutFlags(rows: readonly Row[]): Row[] {
  return rows.map((row) => ({ ...row, text: row.text.replace(/: --verbose shows them$/, '') }));
}

/** The rows with what is alike joined, and repetitions of one workload between two steps folded into one row each. */
export function folded(all: readonly Row[]): Row[] {
  const rows = joined(all);
  const hidden = new Map<Row, Row | undefined>();
  for (const own of stretches(rows)) {
    for (const repetition of repetitions(own)) {
      const { first, last } = repetition;
      for (const row of own.slice(first, last)) hidden.set(row, undefined);
      const start = own[first];
      if (start !== undefined) hidden.set(start, foldRow(repetition, own, start));
    }
  }
  return rows.flatMap((row) => {
    if (!hidden.has(row)) return [row];
    const instead = hidden.get(row);
    return instead === undefined ? [] : [instead];
  });
}

/** What one workload does from one step to the next. */
function stretches(rows: readonly Row[]): Row[][] {
  const done: Row[][] = [];
  const open = new Map<string, Row[]>();
  for (const row of rows) {
    if (row.kind === 'step') {
      done.push(...open.values());
      open.clear();
      continue;
    }
    const own = open.get(row.about);
    if (own === undefined) open.set(row.about, [row]);
    else own.push(row);
  }
  return [...done, ...open.values()];
}

/** Rows `first` to `last` (exclusive) of a stretch repeat `times` times what stands before them. */
interface Repetition {
  readonly first: number;
  readonly last: number;
  readonly times: number;
  readonly length: number;
}

/** The pattern that covers most rows first, then what is left on both sides of it. */
function repetitions(rows: readonly Row[]): Repetition[] {
  const shapes = rows.map(shapeOf);
  const found: Repetition[] = [];
  const pieces = [{ from: 0, to: shapes.length }];
  for (let piece = pieces.pop(); piece !== undefined; piece = pieces.pop()) {
    const best = largestIn(shapes, piece);
    if (best === undefined) continue;
    const { at, length, times } = best;
    // The first and the last time are shown.
    found.push({ first: at + length, last: at + length * (times - 1), times: times - 2, length });
    pieces.push({ from: piece.from, to: at }, { from: at + length * times, to: piece.to });
  }
  return found;
}

interface Piece {
  readonly from: number;
  readonly to: number;
}

interface Pattern {
  readonly at: number;
  readonly length: number;
  readonly times: number;
}

/** Of the patterns that repeat in a piece the one that covers most rows; of several the shortest, of those the first. */
function largestIn(shapes: readonly string[], { from, to }: Piece): Pattern | undefined {
  let best: Pattern | undefined;
  for (let length = 1; length <= MAX_PATTERN && length * MIN_REPEATS <= to - from; length++) {
    let start = from;
    for (let end = from + length; end <= to; end++) {
      if (end < to && shapes[end] === shapes[end - length]) continue;
      const times = Math.floor((end - start) / length);
      const isWorthIt = times >= MIN_REPEATS && (times - 2) * length >= MIN_HIDDEN;
      if (isWorthIt && times * length > (best === undefined ? 0 : best.times * best.length))
        best = { at: start, length, times };
      start = end - length + 1;
    }
  }
  return best;
}

/** What a row says without names made up at random and without numbers that go on. */
function shapeOf({ kind, text }: Row): string {
  return `${kind} ${text.replaceAll(/-[a-z0-9]{5}\b/g, '-*').replaceAll(/\d+/g, '#')}`;
}

function foldRow({ first, last, times, length }: Repetition, own: readonly Row[], start: Row): Row {
  const object = start.about.slice(start.about.indexOf('/') + 1);
  const what = object.startsWith('CronJob/') ? `more runs of ${object}` : `more times ${object}`;
  const how = isSame(own.slice(first - length, last + length), length) ? 'the same each time' : 'much the same';
  const until = own[last - 1]?.at ?? start.at;
  return {
    at: start.at,
    order: start.order,
    kind: 'folded',
    about: start.about,
    counts: undefined,
    text: `… ${times} ${what}, ${how}, until ${clock(until)}: --verbose shows them`,
    because: '',
  };
}

/** Do all repetitions take the same time, with the same counts? */
function isSame(rows: readonly Row[], length: number): boolean {
  return rows.every((row, place) => {
    const first = rows[place % length];
    const start = rows[place - (place % length)];
    return (
      row.at - (start?.at ?? 0) === (first?.at ?? 0) - (rows[0]?.at ?? 0) &&
      row.counts?.ready === first?.counts?.ready &&
      row.counts?.total === first?.counts?.total
    );
  });
}
