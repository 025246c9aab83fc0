/**
 * Alerts of a forecast: would they fire? `rules.ts` reads them, `scrapes.ts` records what Prometheus would have scraped,
 * `promql/` evaluates, `judge-alert.ts` concludes. Loaded only where there is a PrometheusRule.
 */

import type { DoneStep } from '../forecast.js';
import type { PlacedManifest } from '../inputs.js';
import type { WorkloadVerdict } from '../verdict.js';
import type { Witness } from '../witness.js';
import type { Settings } from '../world.js';
import type { AlertVerdict } from './alert-verdict.js';
import { withDoubts } from './doubts.js';
import { judgeAlert } from './judge-alert.js';
import { type Records, recordsIn, withRecords } from './records.js';
import { type AlertRule, alertRulesIn, reachOf } from './rules.js';
import { newScraper } from './scrapes.js';

/** Objects with rules, and the step that brings or removes them; `undefined` is in force from the start. */
export interface GivenRules {
  readonly manifests: readonly PlacedManifest[];
  readonly step: number | undefined;
  readonly isRemoval: boolean;
}

/** Alerts of one run. */
export interface AlertWatch {
  readonly witness: Witness;
  /** Once the run has ended as these verdicts say. */
  readonly verdicts: (steps: readonly DoneStep[], workloads: readonly WorkloadVerdict[]) => readonly AlertVerdict[];
}

/** Who watches the alerts of a run with these settings. */
export type WatchAlerts = (given: readonly GivenRules[], settings: Settings, standsBefore?: number) => AlertWatch;

/** So much longer than any rule waits: until the back-off of a crash loop has grown to its five minutes, and for some rounds. */
const SLACK_MS = 1_200_000;
const DAY_MS = 86_400_000;
/** So many samples may be looked at for all alerts of a forecast: some seconds. */
const MAX_SAMPLES = 3_000_000;

/** Watches the alerts of these rules. What stands before the step `standsBefore` has stood for long. */
export function watchAlerts(given: readonly GivenRules[], settings: Settings, standsBefore = 0): AlertWatch {
  const records = recordsIn(given.flatMap(({ manifests, isRemoval }) => (isRemoval ? [] : manifests)));
  const versions = given.map(({ manifests, ...when }) => ({
    ...when,
    rules: manifests.flatMap(alertRulesIn).map((rule) => recordedIn(rule, records)),
  }));
  const rules = versions.flatMap((version) => version.rules);
  const needs = new Map<string, number>();
  for (const rule of rules)
    for (const metric of reachOf(rule).metrics) needs.set(metric, Math.max(needs.get(metric) ?? 0, restOf(rule)));
  const scrapers = PHASES_MS.map((phaseMs) => newScraper(needs, settings, phaseMs));
  let end = 0;
  let restsFrom: number | undefined;
  return {
    witness: {
      change: (change, at) => {
        for (const scraper of scrapers) scraper.change(change, at);
      },
      begins: (step) => {
        if (step === standsBefore && step > 0) for (const scraper of scrapers) scraper.stands();
      },
      restMs: Math.max(0, ...rules.map(restOf)),
      rests: (at) => {
        restsFrom = at;
        for (const scraper of scrapers) scraper.rests(at);
      },
      ended: (at) => {
        end = at;
      },
    },
    verdicts: (steps, workloads) => {
      const rest = restsFrom ?? end;
      const evaluations = scrapers.map((scraper) => ({
        history: scraper.until(end),
        budget: { left: MAX_SAMPLES },
      }));
      return inForce(versions, { steps, end, standsBefore }).flatMap(({ rule, from, until }) => {
        const start = Math.max(from, -rule.forMs - 2 * rule.intervalMs);
        const watched = { from: start, until: Math.min(until, rest + restOf(rule)), restsFrom: rest };
        const verdict = agreed(evaluations.map((evaluation) => judgeAlert(rule, watched, evaluation)));
        return verdict === undefined ? [] : [withDoubts(verdict, reachOf(rule).metrics, workloads)];
      });
    },
  };
}

/** When Prometheus scrapes is chance: what it says of the outcome, it has to say whenever that is. */
const PHASES_MS = [0, 10_000, 20_000];

function agreed([told, ...others]: readonly AlertVerdict[]): AlertVerdict | undefined {
  if (told === undefined || told.outcome === 'unknown') return told;
  const other = others.find(({ outcome }) => outcome !== told.outcome);
  if (other === undefined) return told;
  if (other.outcome === 'unknown') return other;
  const [first] = [told, other].flatMap(({ firing }) => firing);
  const about = first?.subject === '' ? '' : ` for ${first?.subject}`;
  const reason = `it fires at about ${(first?.firesAt ?? 0) / 1000} s${about}, or not at all: that hangs on when Prometheus scrapes`;
  return { ...told, outcome: 'unknown', reason, firing: [] };
}

function recordedIn(rule: AlertRule, records: Records): AlertRule {
  const { expression } = rule;
  if (records.size === 0 || expression.kind === 'mistake') return rule;
  return { ...rule, expression: { ...expression, expression: withRecords(expression.expression, records) } };
}

/** How long a rule is watched after everything has settled: then it fires, or never does. In milliseconds. */
function restOf(rule: AlertRule): number {
  const { backMs, asksTime, largestMs } = reachOf(rule);
  const wait = rule.forMs + backMs + rule.intervalMs + (asksTime ? largestMs : 0);
  return Math.min(DAY_MS, wait + SLACK_MS);
}

interface Version {
  readonly step: number | undefined;
  readonly isRemoval: boolean;
  readonly rules: readonly AlertRule[];
}

interface Watched {
  readonly steps: readonly DoneStep[];
  readonly end: number;
  readonly standsBefore: number;
}

interface Held {
  readonly rule: AlertRule;
  readonly from: number;
  readonly until: number;
}

/** From when to when each rule holds: an object that is applied again replaces its rules, unless they are the same. */
function inForce(versions: readonly Version[], run: Watched): Held[] {
  const { steps, end, standsBefore } = run;
  const over: Held[] = [];
  let held: Held[] = [];
  for (const { step, isRemoval, rules } of versions) {
    const isOld = (step ?? 0) < standsBefore;
    const from = isOld ? -DAY_MS : step === undefined ? 0 : steps[step]?.at;
    if (from === undefined) continue;
    const objects = new Set(rules.map(objectKey));
    const kept: Held[] = [];
    for (const one of held) {
      const isAgain = !isRemoval && rules.some((rule) => ruleKey(rule) === ruleKey(one.rule));
      if (isAgain || !objects.has(objectKey(one.rule))) kept.push(one);
      else over.push({ ...one, until: from });
    }
    const isHeld = (rule: AlertRule) => kept.some((one) => ruleKey(one.rule) === ruleKey(rule));
    const added = isRemoval ? [] : rules.filter((rule) => !isHeld(rule));
    held = [...kept, ...added.map((rule) => ({ rule, from, until: end }))];
  }
  return [...over, ...held];
}

function objectKey({ namespace, object }: AlertRule): string {
  return `${namespace}/${object}`;
}

function ruleKey(rule: AlertRule): string {
  const { group, alert, text, forMs, keepFiringMs, severity } = rule;
  return JSON.stringify([objectKey(rule), group, alert, text, forMs, keepFiringMs, severity]);
}
