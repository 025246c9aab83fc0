/** Which series a selector takes. Follows prometheus@v3 pkg/labels/matcher.go: regular expressions match the whole value. */

import { find, parseRegularExpression } from '../../../cel/regex/regular-expression.js';
import { isKnownLabel, type MetricSource, metricNamed } from '../metrics/metrics.js';
import { type Sample, type Scrape, type SeriesLabels, sampleOf } from '../series.js';
import { type Unknown, unknown } from '../unknown-alert.js';
import { type LabelMatcher, type Recorded, type Selector, within } from './expression.js';

/** Does the selector take the series with these labels? */
export type Takes = (labels: SeriesLabels) => boolean;

/** As kube-prometheus and the Helm charts name the job that scrapes kube-state-metrics. */
export const SCRAPE_JOB = 'kube-state-metrics';

/** Labels that every series gets when it is scraped. */
export const TARGET_LABELS: readonly (readonly [string, string])[] = [['job', SCRAPE_JOB]];

/** How to tell, or why nobody knows. */
export function takenBy({ metric, matchers }: Selector): Takes | Unknown {
  const source = metricNamed(metric);
  if (source === undefined) return unknown(`${metric}: the simulation does not know this metric`);
  const tests: ((labels: SeriesLabels) => boolean)[] = [];
  for (const matcher of matchers) {
    const test = testOf(matcher);
    if (typeof test !== 'function') return test;
    const doubt = doubtOf(metric, source, { matcher, test });
    if (doubt !== undefined) return doubt;
    const { label } = matcher;
    tests.push((labels) => test(labels.get(label) ?? ''));
  }
  const pinned = (label: string, value: string) =>
    matchers.some((matcher) => {
      const test = testOf(matcher);
      return matcher.label === label && typeof test === 'function' && !test(value);
    });
  for (const { label, values } of source.partial ?? []) {
    const open = values.find((value) => !pinned(label, value));
    if (open !== undefined) return unknown(`${metric}{${label}="${open}"}: the simulation does not know this series`);
  }
  return (labels) => tests.every((test) => test(labels));
}

/** How to tell which of the recorded series a selector takes. */
export function takenOfRecorded(recorded: Recorded): Takes | Unknown {
  const { metric, matchers } = recorded.selector;
  const added = new Set<string>();
  for (const part of within(recorded))
    if (part.kind === 'recorded') for (const { labels } of part.parts) for (const [label] of labels) added.add(label);
  const tests: Takes[] = [];
  for (const { label, ...matcher } of matchers) {
    const test = testOf({ label, ...matcher });
    if (typeof test !== 'function') return test;
    if (!isKnownLabel(label) && label !== 'job' && !added.has(label))
      return unknown(`${metric}: the simulation does not know the label ${label}`);
    tests.push((labels) => test(labels.get(label) ?? ''));
  }
  return (labels) => tests.every((test) => test(labels));
}

interface Tested {
  readonly matcher: LabelMatcher;
  readonly test: (value: string) => boolean;
}

/** Labels that come from elsewhere (`cluster`, `instance`) and jobs of another name may or may not match. */
function doubtOf(metric: string, source: MetricSource, { matcher, test }: Tested): Unknown | undefined {
  const { label, op, value } = matcher;
  if (source.labels.includes(label)) return undefined;
  if (label === 'job' && test(SCRAPE_JOB)) return undefined;
  return unknown(`${metric}{${label}${op}"${value}"}: the simulation does not know the label ${label}`);
}

function testOf({ op, value }: LabelMatcher): ((text: string) => boolean) | Unknown {
  if (op === '=') return (text) => text === value;
  if (op === '!=') return (text) => text !== value;
  const expression = parseRegularExpression(`^(?:${value})$`);
  if (expression.kind === 'error') return unknown(`the regular expression ${value}: ${expression.message}`);
  const known = new Map<string, boolean>();
  const matches = (text: string) => {
    const isMatch = known.get(text) ?? find(expression, text, 0) !== undefined;
    known.set(text, isMatch);
    return isMatch;
  };
  return op === '=~' ? matches : (text) => !matches(text);
}

/** What a selector takes of a scrape. */
export function taken(scrape: Scrape, takes: Takes): readonly Sample[] {
  return scrape.filter(({ labels }) => takes(labels));
}

/** The labels that `absent` gives: those that the selector says. */
export function absentSample({ matchers }: Selector): Sample {
  const equal = new Map<string, string>();
  const twice = new Set<string>();
  for (const { label, op, value } of matchers) {
    if (op !== '=' || equal.has(label)) twice.add(label);
    else equal.set(label, value);
  }
  return sampleOf(
    [...equal].filter(([label]) => !twice.has(label)),
    1,
  );
}
