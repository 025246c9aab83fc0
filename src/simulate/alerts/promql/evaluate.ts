/**
 * The value of an expression at a moment, as Prometheus computes it. Follows prometheus@v3 promql/engine.go.
 *
 * Not modelled: native histograms, staleness other than of series that a scrape does not find any more. What cannot be said
 * is `unknown`, unless the result does not hang on it: nothing `and` whatever is nothing.
 */

import { UNKNOWN_LABELS } from '../metrics/metrics.js';
import { type History, type Sample, sampleOf, scrapeAt, withValue } from '../series.js';
import { type Unknown, unknown } from '../unknown-alert.js';
import { aggregated } from './aggregate.js';
import type { Aggregation, Binary, Call, Expression, Recorded, Selector } from './expression.js';
import { joined, type Operator, operatorOf, SET_OPERATORS, setOperation } from './operators.js';
import { isRangeFunction, overRange } from './over-range.js';
import { absentSample, type Takes, taken, takenBy, takenOfRecorded } from './select.js';

/** A value: a number, or samples of series. */
export type Value =
  | { readonly kind: 'scalar'; readonly value: number }
  | { readonly kind: 'vector'; readonly samples: readonly Sample[] };

/** Where values come from. `budget.left` counts down samples looked at: below 0, nobody waits for the result. */
export interface Evaluation {
  readonly history: History;
  readonly budget: { left: number };
  /** What selectors take, found once. */
  readonly takes: Map<Selector, Takes | Unknown>;
}

/** When: virtual milliseconds. */
interface Moment extends Evaluation {
  readonly at: number;
}

/** The value at a virtual time, or why nobody knows. */
export function valueAt(expression: Expression, at: number, evaluation: Evaluation): Value | Unknown {
  return evaluated(expression, { ...evaluation, at });
}

const COSTLY = unknown('it looks at too many samples');

function evaluated(expression: Expression, moment: Moment): Value | Unknown {
  if (moment.budget.left < 0) return COSTLY;
  switch (expression.kind) {
    case 'number':
      return { kind: 'scalar', value: expression.value };
    case 'negative':
      return mapped(evaluated(expression.operand, moment), (value) => -value);
    case 'selector':
      return instant(expression, moment);
    case 'recorded':
      return recorded(expression, moment);
    case 'range':
      return unknown('a range without a function of it');
    case 'binary':
      return binary(expression, moment);
    case 'aggregation':
      return aggregation(expression, moment);
    case 'call':
      return call(expression, moment);
    case 'unsupported':
      return unknown(`${expression.what} is not evaluated`);
    default: {
      const never: never = expression;
      return never;
    }
  }
}

function mapped(value: Value | Unknown, change: (value: number) => number): Value | Unknown {
  if (value.kind === 'unknown') return value;
  if (value.kind === 'scalar') return { kind: 'scalar', value: change(value.value) };
  return { kind: 'vector', samples: value.samples.map((sample) => withValue(sample, change(sample.value))) };
}

function takesOf(selector: Selector, { takes }: Moment): Takes | Unknown {
  const known = takes.get(selector) ?? takenBy(selector);
  takes.set(selector, known);
  return known;
}

function instant(selector: Selector, moment: Moment): Value | Unknown {
  const takes = takesOf(selector, moment);
  if (typeof takes !== 'function') return takes;
  const scrape = moment.history.scrape(selector.metric, scrapeAt(moment.history, moment.at - selector.offsetMs));
  moment.budget.left -= scrape.length;
  return { kind: 'vector', samples: taken(scrape, takes) };
}

/** Rules are taken to record at the moment when others look at what they record. */
function recorded(expression: Recorded, moment: Moment): Value | Unknown {
  const takes = moment.takes.get(expression.selector) ?? takenOfRecorded(expression);
  moment.takes.set(expression.selector, takes);
  if (typeof takes !== 'function') return takes;
  const samples: Sample[] = [];
  for (const part of expression.parts) {
    const value = evaluated(part.expression, moment);
    if (value.kind === 'unknown') return value;
    spend(moment, value);
    const found = value.kind === 'vector' ? value.samples : [sampleOf([], value.value)];
    samples.push(...found.map(({ labels, value: number }) => sampleOf(new Map([...labels, ...part.labels]), number)));
  }
  return { kind: 'vector', samples: taken(samples, takes) };
}

function binary(expression: Binary, moment: Moment): Value | Unknown {
  const { op, left: leftOperand, right: rightOperand } = expression;
  const left = evaluated(leftOperand, moment);
  if (left.kind === 'unknown') return left;
  const isLabelUnknown = expression.matching.labels.find((label) => UNKNOWN_LABELS.has(label));
  if (isLabelUnknown !== undefined) return unknown(`the simulation does not know the label ${isLabelUnknown}`);
  const isSet = SET_OPERATORS.has(op);
  // Nothing is known to be on one side: then the other one does not matter.
  if (op !== 'or' && left.kind === 'vector' && left.samples.length === 0) return left;
  const right = evaluated(rightOperand, moment);
  if (right.kind === 'unknown') return right;
  if (isSet) {
    if (left.kind !== 'vector' || right.kind !== 'vector') return unknown(`${op} between numbers`);
    spend(moment, left, right);
    return { kind: 'vector', samples: setOperation(expression, left.samples, right.samples) };
  }
  const operator = operatorOf(op);
  if (operator === undefined) return unknown(`${op} is not evaluated`);
  if (left.kind === 'vector' && right.kind === 'vector') {
    spend(moment, left, right);
    const samples = joined(expression, operator, { left: left.samples, right: right.samples });
    return 'kind' in samples ? samples : { kind: 'vector', samples };
  }
  return withNumber(expression, operator, { left, right });
}

/** A sample whose labels are compared takes longer than one that is looked at. */
const COSTLY_SAMPLE = 3;

function spend({ budget }: Moment, ...values: readonly Value[]): void {
  for (const value of values) budget.left -= value.kind === 'vector' ? COSTLY_SAMPLE * value.samples.length : 1;
}

function withNumber(
  { bool }: Binary,
  { compares, apply }: Operator,
  { left, right }: { readonly left: Value; readonly right: Value },
): Value {
  if (left.kind === 'scalar' && right.kind === 'scalar')
    return { kind: 'scalar', value: Number(apply(left.value, right.value)) };
  const vector = left.kind === 'vector' ? left.samples : right.kind === 'vector' ? right.samples : [];
  const resultOf = ({ value }: Sample) =>
    left.kind === 'scalar'
      ? apply(left.value, value)
      : apply(value, right.kind === 'scalar' ? right.value : Number.NaN);
  if (compares && !bool) return { kind: 'vector', samples: vector.filter((sample) => resultOf(sample) === true) };
  return { kind: 'vector', samples: vector.map((sample) => withValue(sample, Number(resultOf(sample)))) };
}

function aggregation(expression: Aggregation, moment: Moment): Value | Unknown {
  const { grouping, parameter, operand } = expression;
  const isLabelUnknown = grouping.labels.find((label) => UNKNOWN_LABELS.has(label));
  if (isLabelUnknown !== undefined) return unknown(`the simulation does not know the label ${isLabelUnknown}`);
  const value = evaluated(operand, moment);
  if (value.kind === 'unknown') return value;
  if (value.kind === 'scalar') return unknown(`${expression.op} of a number`);
  spend(moment, value);
  const count = parameter === undefined ? undefined : evaluated(parameter, moment);
  if (count?.kind === 'unknown') return count;
  const number = count?.kind === 'scalar' ? count.value : undefined;
  const samples = aggregated(expression, value.samples, number);
  return samples === undefined ? unknown(`${expression.op} is not evaluated`) : { kind: 'vector', samples };
}

const OF_EACH: ReadonlyMap<string, (value: number, parameter: number) => number> = new Map([
  ['abs', Math.abs],
  ['ceil', Math.ceil],
  ['floor', Math.floor],
  ['sgn', Math.sign],
  ['clamp_min', Math.max],
  ['clamp_max', Math.min],
]);

function call({ name, args }: Call, moment: Moment): Value | Unknown {
  const [first, second] = args;
  if (name === 'time' && first === undefined)
    return { kind: 'scalar', value: (moment.history.startsAt + moment.at) / 1000 };
  if (first === undefined) return unknown(`${name}() is not evaluated`);
  if (isRangeFunction(name) && first.kind === 'range' && args.length === 1) {
    const takes = takesOf(first.selector, moment);
    if (typeof takes !== 'function') return takes;
    return { kind: 'vector', samples: overRange(name, first, { ...moment, takes }) };
  }
  if (name === 'absent' && first.kind === 'selector') return absent(first, moment);
  const value = evaluated(first, moment);
  if (value.kind === 'unknown') return value;
  if (name === 'vector' && value.kind === 'scalar')
    return { kind: 'vector', samples: [{ labels: new Map(), key: '[]', value: value.value }] };
  if (name === 'scalar' && value.kind === 'vector')
    return { kind: 'scalar', value: value.samples.length === 1 ? (value.samples[0]?.value ?? Number.NaN) : Number.NaN };
  if ((name === 'sort' || name === 'sort_desc') && value.kind === 'vector') return value;
  const change = OF_EACH.get(name);
  const parameter = second === undefined ? { kind: 'scalar' as const, value: 0 } : evaluated(second, moment);
  if (parameter.kind === 'unknown') return parameter;
  if (change === undefined || parameter.kind !== 'scalar' || value.kind !== 'vector')
    return unknown(`${name}() is not evaluated`);
  return mapped(value, (number) => change(number, parameter.value));
}

/** What the input never names may well be in the cluster: of that, nobody knows whether it is absent. */
function absent(selector: Selector, moment: Moment): Value | Unknown {
  const takes = takesOf(selector, moment);
  if (typeof takes !== 'function') return takes;
  const { history } = moment;
  let isSeen = false;
  let last: unknown;
  for (let number = 0; number < history.length && !isSeen; number++) {
    const scrape = history.scrape(selector.metric, number);
    if (scrape === last) continue;
    last = scrape;
    moment.budget.left -= scrape.length;
    isSeen = scrape.some(({ labels }) => takes(labels));
  }
  if (!isSeen) return unknown(`absent(${selector.metric}…): nothing in the input has such a series`);
  const now = instant(selector, moment);
  if (now.kind !== 'vector') return now;
  return { kind: 'vector', samples: now.samples.length > 0 ? [] : [absentSample(selector)] };
}
