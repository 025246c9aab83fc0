/**
 * An alerting rule over a finished forecast. Follows prometheus@v3 rules/alerting.go (`Eval`): pending from the first
 * evaluation that gives a series, firing once that lasts for `for`, and `keep_firing_for` after it ends.
 */

import type { AlertVerdict, FiringAlert } from './alert-verdict.js';
import { type Evaluation, valueAt } from './promql/evaluate.js';
import type { Expression } from './promql/expression.js';
import { type AlertRule, type Reach, reachOf } from './rules.js';
import { type History, type Sample, scrapeAt } from './series.js';
import { subjectOf } from './subject.js';
import { type Unknown, unknown } from './unknown-alert.js';
import { whyTrue } from './why-true.js';

/** When a rule is in force, in virtual milliseconds. */
export interface InForce {
  readonly from: number;
  readonly until: number;
  /** Since then only what goes on for ever has happened, such as restarts in a crash loop. */
  readonly restsFrom: number;
}

interface Watched extends Evaluation {
  readonly rule: AlertRule;
  readonly expression: Expression;
  readonly inForce: InForce;
}

/** What becomes of the rule; `evaluation.budget` is shared by all rules of a forecast. */
export function judgeAlert(rule: AlertRule, inForce: InForce, evaluation: Omit<Evaluation, 'takes'>): AlertVerdict {
  const { expression } = rule;
  const outcome =
    expression.kind === 'mistake'
      ? unknown(`the expression: ${expression.message}`)
      : watched({ ...evaluation, takes: new Map(), rule, expression: expression.expression, inForce });
  const { file, namespace, object, group, alert, severity } = rule;
  const head = { file, namespace, rule: object, group, alert, severity, watchedUntil: inForce.until };
  if ('kind' in outcome) return { ...head, outcome: 'unknown', reason: outcome.reason, firing: [] };
  const { firing, longestMs } = outcome;
  if (firing.length > 0) return { ...head, outcome: 'fires', reason: '', firing };
  const reason = longestMs === undefined ? '' : closeness(longestMs, rule);
  return { ...head, outcome: 'silent', reason, firing };
}

function closeness(longestMs: number, { forMs }: AlertRule): string {
  const lasted = longestMs === 0 ? 'now and then' : `for ${longestMs / 1000} s at most`;
  return `true ${lasted}, of the ${forMs / 1000} s that it takes`;
}

interface Watch {
  readonly firing: readonly FiringAlert[];
  /** How long it was true and did not fire; `undefined` if it never was. */
  readonly longestMs: number | undefined;
}

/** A series that the expression gives, or gave until lately. */
interface Active {
  readonly sample: Sample;
  readonly since: number;
  last: number;
  firesAt: number | undefined;
  goneSince: number | undefined;
}

function watched(given: Watched): Watch | Unknown {
  const { rule, inForce } = given;
  const active = new Map<string, Active>();
  const ended: Active[] = [];
  const values = valuesOf(given);
  for (const { at, samples } of values) {
    if ('kind' in samples) return samples;
    given.budget.left -= samples.length;
    const now = new Set(samples.map(({ key }) => key));
    for (const sample of samples) {
      const known = active.get(sample.key);
      const entry = known ?? { sample, since: at, last: at, firesAt: undefined, goneSince: undefined };
      if (known === undefined) active.set(sample.key, entry);
      entry.last = at;
      entry.goneSince = undefined;
      if (at - entry.since >= rule.forMs) entry.firesAt ??= at;
    }
    for (const [key, entry] of active) {
      if (now.has(key)) continue;
      entry.goneSince ??= at;
      if (entry.firesAt !== undefined && at - entry.goneSince < rule.keepFiringMs) continue;
      active.delete(key);
      ended.push({ ...entry, goneSince: at });
    }
  }
  const all = [...ended, ...active.values()];
  const fired = all.filter(({ firesAt }) => firesAt !== undefined).map((entry) => firingOf(entry, given));
  // What has begun to be true later comes and goes.
  const pending = [...active.values()].find(
    ({ firesAt, since }) => firesAt === undefined && since <= inForce.restsFrom && inForce.until >= inForce.restsFrom,
  );
  if (fired.length === 0 && pending !== undefined)
    return unknown(
      `it is true since about ${pending.since / 1000} s, and the forecast ends at ${inForce.until / 1000} s`,
    );
  const lasted = all.map(({ since, last }) => last - since);
  fired.sort((one, other) => one.firesAt - other.firesAt);
  return { firing: fired, longestMs: lasted.length === 0 ? undefined : Math.max(...lasted) };
}

function firingOf({ sample, since, firesAt = since, goneSince }: Active, given: Watched): FiringAlert {
  return {
    subject: subjectOf(sample.labels),
    namespace: sample.labels.get('namespace') ?? '',
    // Uids are made up.
    labels: Object.fromEntries([...sample.labels].filter(([label]) => label !== 'uid')),
    trueSince: since,
    firesAt,
    resolvedAt: goneSince,
    why: whyTrue(given.expression, { ...given, at: firesAt, labels: sample.labels }),
  };
}

interface Looked {
  readonly at: number;
  readonly samples: readonly Sample[] | Unknown;
}

/** What the expression gives at each evaluation. Where nothing it looks at has changed, it gives what it gave before. */
function* valuesOf(given: Watched): Generator<Looked> {
  const { rule, expression, inForce, history } = given;
  const reach = reachOf(rule);
  const changes = newChanges(history, reach);
  let before: Looked | undefined;
  // Evaluations of all groups are taken to be in step with the scrapes.
  const { phaseMs } = history;
  const first = phaseMs + Math.ceil((inForce.from - phaseMs) / rule.intervalMs) * rule.intervalMs;
  for (let at = first; at <= inForce.until; at += rule.intervalMs) {
    given.budget.left--;
    const isStill =
      before !== undefined && !reach.asksTime && changes(at) <= scrapeAt(history, before.at - reach.backMs);
    const samples: Looked['samples'] =
      isStill && before !== undefined ? before.samples : samplesAt(expression, at, given);
    before = { at, samples };
    yield before;
    if ('kind' in samples) return;
  }
}

function samplesAt(expression: Expression, at: number, evaluation: Evaluation): readonly Sample[] | Unknown {
  const value = valueAt(expression, at, evaluation);
  if (value.kind === 'unknown') return value;
  return value.kind === 'vector' ? value.samples : unknown('the expression gives a number, not series');
}

/** Says the last scrape up to a time that found anything else than the one before it. */
function newChanges(history: History, { metrics }: Reach): (at: number) => number {
  let last = 0;
  let seen = 0;
  return (at) => {
    for (; seen < Math.min(scrapeAt(history, at), history.length - 1); seen++) {
      const isChanged = [...metrics].some(
        (metric) => history.scrape(metric, seen) !== history.scrape(metric, seen + 1),
      );
      if (isChanged) last = seen + 1;
    }
    return last;
  };
}
