/** Where real controllers are not deterministic, one number is only one possibility: other seeds show the range. */

import type { WorkloadVerdict } from './verdict.js';

/** The least and the most over all seeds, of what is not the same with each; times in virtual milliseconds. */
export type Ranges = { readonly [M in Measure]?: readonly [number, number] };

type Measure = 'minAvailable' | 'maxPods' | 'unavailableMs' | 'durationMs';

const MEASURES: readonly { readonly measure: Measure; readonly text: (least: number, most: number) => string }[] = [
  { measure: 'minAvailable', text: (least, most) => `lowest ${least} to ${most} available` },
  { measure: 'maxPods', text: (least, most) => `up to ${least} to ${most} pods` },
  {
    measure: 'unavailableMs',
    text: (least, most) => `below the promise for ${inSeconds(least)} to ${inSeconds(most)} s`,
  },
  { measure: 'durationMs', text: (least, most) => `takes ${inSeconds(least)} to ${inSeconds(most)} s` },
];

/** The verdicts of one run, with the ranges over the verdicts of others that differ in their seed alone. */
export function withRanges(
  verdicts: readonly WorkloadVerdict[],
  others: readonly (readonly WorkloadVerdict[])[],
): readonly WorkloadVerdict[] {
  if (others.length === 0) return verdicts;
  return verdicts.map((verdict) => {
    const twins = others.flatMap((run) => run.filter((other) => isTwin(verdict, other)));
    const all = [verdict, ...twins];
    const outcomes = [...new Set(all.map(({ outcome }) => outcome))];
    const found = MEASURES.flatMap(({ measure, text }) => {
      const values = all.map((one) => one[measure]);
      const [least, most] = [Math.min(...values), Math.max(...values)];
      // Times are assumed to the second: smaller differences say nothing.
      const isSame = measure.endsWith('Ms') ? most - least < 1000 : most === least;
      return isSame ? [] : [{ measure, range: [least, most] as const, text: text(least, most) }];
    });
    const texts = [...(outcomes.length > 1 ? [`ends ${outcomes.join(' or ')}`] : []), ...found.map(({ text }) => text)];
    if (texts.length === 0) return verdict;
    const varies = `by chance, over ${all.length} seeds: ${texts.join(', ')}`;
    return {
      ...verdict,
      note: verdict.note === undefined ? varies : `${verdict.note}; ${varies}`,
      ranges: Object.fromEntries(found.map(({ measure, range }) => [measure, range])),
    };
  });
}

function isTwin(one: WorkloadVerdict, other: WorkloadVerdict): boolean {
  return one.kind === other.kind && one.namespace === other.namespace && one.name === other.name;
}

function inSeconds(ms: number): number {
  return Math.round(ms / 100) / 10;
}
