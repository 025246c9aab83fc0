/** Completion indexes in ordered intervals: `0,2-4`. Follows kubernetes@v1.35.4 pkg/controller/job/indexed_job_utils.go. */

/** Indexes from `first` to `last`. */
export interface Interval {
  readonly first: number;
  readonly last: number;
}

/** Intervals in order that do not touch. */
export type Intervals = readonly Interval[];

/** Reads intervals, as far as they are below `completions`. */
export function parseIntervals(text: string, completions: number): Intervals {
  const intervals = text.split(',').flatMap((part): Interval[] => {
    const [first = Number.NaN, last = first] = part.split('-').map((digits) => (digits === '' ? Number.NaN : +digits));
    if (!Number.isInteger(first) || !Number.isInteger(last) || first >= completions) return [];
    return [{ first, last: Math.min(last, completions - 1) }];
  });
  return merged([], intervals);
}

/** The intervals with more indexes. */
export function withIndexes(intervals: Intervals, indexes: Iterable<number>): Intervals {
  const more = [...new Set(indexes)].sort((one, other) => one - other);
  return merged(
    intervals,
    more.map((index) => ({ first: index, last: index })),
  );
}

/** What is in either of both. */
export function merged(one: Intervals, other: Intervals): Intervals {
  const all = [...one, ...other].sort((a, b) => a.first - b.first);
  const result: Interval[] = [];
  for (const next of all) {
    const before = result.at(-1);
    if (before === undefined || next.first > before.last + 1) result.push(next);
    else if (before.last < next.last) result[result.length - 1] = { first: before.first, last: next.last };
  }
  return result;
}

/** How many indexes there are. */
export function total(intervals: Intervals): number {
  return intervals.reduce((count, { first, last }) => count + last - first + 1, 0);
}

/** Is the index in one of the intervals? */
export function hasIndex(intervals: Intervals, index: number): boolean {
  return intervals.some(({ first, last }) => first <= index && index <= last);
}

/** How many indexes are in both. */
export function overlap(one: Intervals, other: Intervals): number {
  let count = 0;
  for (const a of one) {
    for (const b of other) count += Math.max(0, Math.min(a.last, b.last) - Math.max(a.first, b.first) + 1);
  }
  return count;
}

/** The intervals as `status.completedIndexes` has them: `0,1,3-5`. */
export function formatIntervals(intervals: Intervals): string {
  return intervals
    .map(({ first, last }) => {
      if (first === last) return String(first);
      return `${first}${last === first + 1 ? ',' : '-'}${last}`;
    })
    .join(',');
}
