/** Operators between values. Follows prometheus@v3 promql/engine.go (`VectorBinop`, `VectorAnd`, `resultMetric`). */

import { type Sample, sampleOf } from '../series.js';
import { type Unknown, unknown } from '../unknown-alert.js';
import type { Binary, Matching } from './expression.js';

/** An operator on numbers. */
export interface Operator {
  /** It keeps or drops what it compares, and changes nothing. */
  readonly compares: boolean;
  readonly apply: (left: number, right: number) => number | boolean;
}

const OPERATORS: ReadonlyMap<string, Operator> = new Map([
  ['+', arithmetic((left, right) => left + right)],
  ['-', arithmetic((left, right) => left - right)],
  ['*', arithmetic((left, right) => left * right)],
  ['/', arithmetic((left, right) => left / right)],
  ['%', arithmetic((left, right) => left % right)],
  ['^', arithmetic((left, right) => left ** right)],
  ['==', comparison((left, right) => left === right)],
  ['!=', comparison((left, right) => left !== right)],
  ['>', comparison((left, right) => left > right)],
  ['<', comparison((left, right) => left < right)],
  ['>=', comparison((left, right) => left >= right)],
  ['<=', comparison((left, right) => left <= right)],
]);

function arithmetic(apply: (left: number, right: number) => number): Operator {
  return { compares: false, apply };
}

function comparison(apply: (left: number, right: number) => boolean): Operator {
  return { compares: true, apply };
}

/** The operator that is written so; `undefined` for one that is not evaluated. */
export function operatorOf(op: string): Operator | undefined {
  return OPERATORS.get(op);
}

/** Operators on sets of series. */
export const SET_OPERATORS: ReadonlySet<string> = new Set(['and', 'or', 'unless']);

/** What tells whether two series belong together. */
function signature({ labels }: Sample, { on, labels: names }: Matching): string {
  return sampleOf(
    [...labels].filter(([label]) => names.includes(label) === on),
    0,
  ).key;
}

/** `and`, `or`, `unless` */
export function setOperation(
  { op, matching }: Binary,
  left: readonly Sample[],
  right: readonly Sample[],
): readonly Sample[] {
  const [own, other] = op === 'or' ? [right, left] : [left, right];
  const signatures = new Set(other.map((sample) => signature(sample, matching)));
  const isWanted = op === 'and';
  const kept = own.filter((sample) => signatures.has(signature(sample, matching)) === isWanted);
  return op === 'or' ? [...left, ...kept] : kept;
}

interface Sides {
  readonly left: readonly Sample[];
  readonly right: readonly Sample[];
}

/** An operator between two vectors, series by series; what Prometheus refuses is unknown. */
export function joined(
  { matching, bool, op }: Binary,
  { compares, apply }: Operator,
  { left, right }: Sides,
): readonly Sample[] | Unknown {
  const { group } = matching;
  const [many, one] = group?.many === 'right' ? [right, left] : [left, right];
  const bySignature = new Map<string, Sample>();
  for (const sample of one) {
    const key = signature(sample, matching);
    if (bySignature.has(key)) return refused(op, 'several series of one side match the same ones of the other');
    bySignature.set(key, sample);
  }
  const results = new Map<string, Sample>();
  const used = new Set<string>();
  for (const sample of many) {
    const key = signature(sample, matching);
    const partner = bySignature.get(key);
    if (partner === undefined) continue;
    if (group === undefined && used.has(key)) return refused(op, 'several series match one, without group_left');
    used.add(key);
    const [first, second] = group?.many === 'right' ? [partner, sample] : [sample, partner];
    const found = apply(first.value, second.value);
    if (compares && !bool && found === false) continue;
    const value = compares && !bool ? first.value : Number(found);
    const result = resultOf(matching, { sample, partner, value });
    if (results.has(result.key)) return refused(op, 'several results have the same labels');
    results.set(result.key, result);
  }
  return [...results.values()];
}

function refused(op: string, why: string): Unknown {
  return unknown(`Prometheus refuses ${op}: ${why}`);
}

interface Pair {
  readonly sample: Sample;
  readonly partner: Sample;
  readonly value: number;
}

function resultOf({ on, labels, group }: Matching, { sample, partner, value }: Pair): Sample {
  if (group === undefined)
    return sampleOf(
      [...sample.labels].filter(([label]) => labels.includes(label) === on),
      value,
    );
  const merged = new Map(sample.labels);
  for (const label of group.include) merged.set(label, partner.labels.get(label) ?? '');
  return sampleOf(merged, value);
}
