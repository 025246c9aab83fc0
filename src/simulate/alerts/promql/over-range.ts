/**
 * Functions of what a series was during a while. Follows prometheus@v3 promql/functions.go; a range leaves out the moment it
 * begins with, as since 3.0.
 */

import { type History, type Sample, type SeriesLabels, scrapeAt, timeOf, withValue } from '../series.js';
import type { RangeSelector } from './expression.js';
import type { Takes } from './select.js';

/** A series during a range: its samples, those alike in a row as one run. Times in milliseconds. */
interface Course {
  readonly sample: Sample;
  readonly runs: Run[];
}

interface Run {
  readonly value: number;
  readonly first: number;
  last: number;
  count: number;
}

interface Window {
  readonly start: number;
  readonly end: number;
}

type OverRange = (runs: readonly Run[], window: Window) => number | undefined;

const FUNCTIONS: ReadonlyMap<string, OverRange> = new Map<string, OverRange>([
  ['changes', (runs) => runs.length - 1],
  ['resets', (runs) => pairs(runs).filter(([before, after]) => after < before).length],
  ['rate', (runs, window) => perSecond(extrapolated(runs, window, true), window)],
  ['increase', (runs, window) => extrapolated(runs, window, true)],
  ['delta', (runs, window) => extrapolated(runs, window, false)],
  ['min_over_time', (runs) => Math.min(...valuesOf(runs))],
  ['max_over_time', (runs) => Math.max(...valuesOf(runs))],
  ['sum_over_time', (runs) => total(runs)],
  ['avg_over_time', (runs) => total(runs) / countOf(runs)],
  ['count_over_time', (runs) => countOf(runs)],
  ['last_over_time', (runs) => runs.at(-1)?.value],
  ['first_over_time', (runs) => runs[0]?.value],
  ['present_over_time', () => 1],
]);

/** Is it evaluated over a range? */
export function isRangeFunction(name: string): boolean {
  return FUNCTIONS.has(name);
}

interface Moment {
  readonly history: History;
  readonly budget: { left: number };
  readonly takes: Takes;
  readonly at: number;
}

/** The function's value for each series; none where there are too few samples. */
export function overRange(name: string, range: RangeSelector, moment: Moment): readonly Sample[] {
  const { selector, rangeMs } = range;
  const end = moment.at - selector.offsetMs;
  const window = { start: end - rangeMs, end };
  const compute = FUNCTIONS.get(name);
  return coursesIn(selector.metric, window, moment).flatMap(({ sample, runs }) => {
    const value = compute?.(runs, window);
    return value === undefined ? [] : [withValue(sample, value)];
  });
}

function coursesIn(metric: string, { start, end }: Window, { history, budget, takes }: Moment): readonly Course[] {
  const courses = new Map<string, Course>();
  const seen = new Map<SeriesLabels, boolean>();
  let before: readonly Sample[] | undefined;
  let open: Run[] = [];
  for (let number = Math.max(history.first, scrapeAt(history, start) + 1); number <= scrapeAt(history, end); number++) {
    const at = timeOf(history, number);
    budget.left--;
    const scrape = history.scrape(metric, number);
    if (scrape === before) {
      for (const run of open) extend(run, at);
      continue;
    }
    before = scrape;
    open = [];
    budget.left -= scrape.length;
    for (const sample of scrape) {
      const { labels, key, value } = sample;
      const isTaken = seen.get(labels) ?? takes(labels);
      seen.set(labels, isTaken);
      if (!isTaken) continue;
      const course = courses.get(key) ?? { sample, runs: [] };
      courses.set(key, course);
      const last = course.runs.at(-1);
      const run = last?.value === value ? last : { value, first: at, last: at, count: 0 };
      if (run !== last) course.runs.push(run);
      extend(run, at);
      open.push(run);
    }
  }
  return [...courses.values()];
}

function extend(run: Run, at: number): void {
  run.last = at;
  run.count++;
}

function valuesOf(runs: readonly Run[]): number[] {
  return runs.map(({ value }) => value);
}

function countOf(runs: readonly Run[]): number {
  return runs.reduce((sum, { count }) => sum + count, 0);
}

function total(runs: readonly Run[]): number {
  return runs.reduce((sum, { value, count }) => sum + value * count, 0);
}

function pairs(runs: readonly Run[]): (readonly [number, number])[] {
  return runs.slice(1).map(({ value }, place) => [runs[place]?.value ?? value, value]);
}

function perSecond(increase: number | undefined, { start, end }: Window): number | undefined {
  return increase === undefined ? undefined : increase / ((end - start) / 1000);
}

/** `extrapolatedRate`: what the samples show, stretched to the range where they nearly fill it. */
function extrapolated(runs: readonly Run[], { start, end }: Window, isCounter: boolean): number | undefined {
  const [first] = runs;
  const last = runs.at(-1);
  const count = countOf(runs);
  if (first === undefined || last === undefined || count < 2) return undefined;
  const resets = isCounter ? pairs(runs).reduce((sum, [before, after]) => sum + (after < before ? before : 0), 0) : 0;
  const change = last.value - first.value + resets;
  const sampled = last.last - first.first;
  const between = sampled / (count - 1);
  const stretch = (gap: number) => (gap >= between * 1.1 ? between / 2 : gap);
  let before = stretch(first.first - start);
  // A counter was never below 0.
  if (isCounter && change > 0 && first.value >= 0) before = Math.min(before, sampled * (first.value / change));
  return change * ((sampled + before + stretch(end - last.last)) / sampled);
}
