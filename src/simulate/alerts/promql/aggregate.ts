/** Aggregations. Follows prometheus@v3 promql/engine.go (`aggregation`, `aggregationK`). */

import { type Sample, sampleOf } from '../series.js';
import type { Aggregation } from './expression.js';

type Fold = (values: readonly number[]) => number;

const sum: Fold = (values) => values.reduce((total, value) => total + value, 0);

// A value that is not a number is neither the largest nor the smallest, unless there is no other.
const best =
  (isBetter: (one: number, other: number) => boolean): Fold =>
  (values) =>
    values.reduce((found, value) => (isBetter(value, found) || Number.isNaN(found) ? value : found));

const FOLDS: ReadonlyMap<string, Fold> = new Map<string, Fold>([
  ['sum', sum],
  ['avg', (values) => sum(values) / values.length],
  ['min', best((one, other) => one < other)],
  ['max', best((one, other) => one > other)],
  ['count', (values) => values.length],
  ['group', () => 1],
]);

/** The result for each group; `undefined` for an operator that is not evaluated. */
export function aggregated(
  expression: Aggregation,
  samples: readonly Sample[],
  parameter: number | undefined,
): readonly Sample[] | undefined {
  const { op } = expression;
  const groups = grouped(expression, samples);
  if (op === 'topk' || op === 'bottomk')
    return parameter === undefined ? undefined : groups.flatMap(({ members }) => ranked(members, op, parameter));
  const fold = FOLDS.get(op);
  if (fold === undefined || parameter !== undefined) return undefined;
  return groups.map(({ labels, members }) => ({ ...labels, value: fold(members.map(({ value }) => value)) }));
}

interface Group {
  readonly labels: Sample;
  readonly members: Sample[];
}

function grouped({ grouping: { by, labels } }: Aggregation, samples: readonly Sample[]): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const sample of samples) {
    const kept = sampleOf(
      [...sample.labels].filter(([label]) => labels.includes(label) === by),
      0,
    );
    const group = groups.get(kept.key);
    if (group === undefined) groups.set(kept.key, { labels: kept, members: [sample] });
    else group.members.push(sample);
  }
  return [...groups.values()];
}

function ranked(members: readonly Sample[], op: 'topk' | 'bottomk', count: number): readonly Sample[] {
  const sorted = [...members].sort((one, other) => (op === 'topk' ? other.value - one.value : one.value - other.value));
  return sorted.slice(0, Math.max(0, Math.trunc(count)));
}
