/** What an alert's expression compares, with the numbers. */

import { type Evaluation, valueAt } from './promql/evaluate.js';
import type { Binary, Expression, Selector } from './promql/expression.js';
import type { SeriesLabels } from './series.js';

interface Case extends Evaluation {
  readonly at: number;
  /** Of the series that the expression gave. */
  readonly labels: SeriesLabels;
}

/** `kube_deployment_spec_replicas 4 != kube_deployment_status_replicas_available 2`; '' where nothing is compared. */
export function whyTrue(expression: Expression, found: Case): string {
  for (const comparison of comparisonsIn(expression)) {
    const left = sideText(comparison.left, found);
    const right = sideText(comparison.right, found);
    if (left !== undefined && right !== undefined) return `${left} ${comparison.op} ${right}`;
  }
  return '';
}

const COMPARISONS = new Set(['==', '!=', '>', '<', '>=', '<=']);

function* comparisonsIn(expression: Expression): Generator<Binary> {
  if (expression.kind !== 'binary') return;
  if (COMPARISONS.has(expression.op)) yield expression;
  else {
    yield* comparisonsIn(expression.left);
    if (expression.op !== 'unless') yield* comparisonsIn(expression.right);
  }
}

function sideText(side: Expression, { at, labels, ...evaluation }: Case): string | undefined {
  if (side.kind === 'number') return String(side.value);
  const value = valueAt(side, at, evaluation);
  if (value.kind === 'unknown') return undefined;
  if (value.kind === 'scalar') return `${nameOf(side)} ${rounded(value.value)}`;
  const own = value.samples.find((sample) =>
    [...sample.labels].every(([label, text]) => !labels.has(label) || labels.get(label) === text),
  );
  return own === undefined ? undefined : `${nameOf(side)} ${rounded(own.value)}`;
}

function rounded(value: number): string {
  return String(Math.round(value * 1000) / 1000);
}

/** Without the matcher that every rule has. */
function selectorText({ metric, matchers }: Selector): string {
  const texts = matchers
    .filter(({ label }) => label !== 'job')
    .map(({ label, op, value }) => `${label}${op}"${value}"`);
  return texts.length === 0 ? metric : `${metric}{${texts.join(', ')}}`;
}

const MAX_NAME = 120;

function nameOf(expression: Expression): string {
  const name = fullName(expression);
  return name.length > MAX_NAME ? `${name.slice(0, MAX_NAME)}…` : name;
}

function fullName(expression: Expression): string {
  switch (expression.kind) {
    case 'recorded':
      return selectorText(expression.selector);
    case 'selector':
      return selectorText(expression);
    case 'range':
      return selectorText(expression.selector);
    case 'call':
      return `${expression.name}(${expression.args.map(fullName).join(', ')})`;
    case 'aggregation':
      return `${expression.op}(${fullName(expression.operand)})`;
    case 'binary':
      return `(${fullName(expression.left)} ${expression.op} ${fullName(expression.right)})`;
    case 'negative':
      return `-${fullName(expression.operand)}`;
    case 'number':
      return String(expression.value);
    case 'unsupported':
      return expression.what;
    default: {
      const never: never = expression;
      return never;
    }
  }
}
