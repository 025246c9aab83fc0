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
import { type AlertRule, alertRulesIn, reachOf } from './rules.js';
import { newScraper } from './scrapes.js';
import type { History } from './series.js';

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
export type WatchAlerts = (given: readonly GivenRules[], settings: Settings) => AlertWatch;

/** What is rested for beyond all waiting times, because scrapes and evaluations come now and then. */
const SLACK_MS = 120_000;
const DAY_MS = 86_400_000;
/** So many samples may be looked at for all alerts of a forecast: some seconds. */
const MAX_SAMPLES = 20_000_000;

/** Watches the alerts of these rules. */
export function watchAlerts(given: readonly GivenRules[], settings: Settings): AlertWatch {
  const versions = given.map(({ manifests, ...when }) => ({ ...when, rules: manifests.flatMap(alertRulesIn) }));
  const rules = versions.flatMap((version) => version.rules);
  const reaches = rules.map((rule) => ({ rule, reach: reachOf(rule) }));
  const scraper = newScraper(new Set(reaches.flatMap(({ reach }) => [...reach.metrics])), settings);
  const waits = reaches.map(
    ({ rule, reach }) => rule.forMs + reach.backMs + rule.intervalMs + (reach.asksTime ? reach.largestMs : 0),
  );
  let history: History | undefined;
  let end = 0;
  let restsFrom = 0;
  return {
    witness: {
      change: scraper.change,
      restMs: Math.min(DAY_MS, Math.max(0, ...waits) + SLACK_MS),
      ended: (at, from) => {
        end = at;
        restsFrom = from;
        history = scraper.until(at);
      },
    },
    verdicts: (steps, workloads) => {
      if (history === undefined) return [];
      const evaluation = { history, budget: { left: MAX_SAMPLES } };
      return inForce(versions, steps, end).map(({ rule, from, until }) =>
        withDoubts(judgeAlert(rule, { from, until, restsFrom }, evaluation), reachOf(rule).metrics, workloads),
      );
    },
  };
}

interface Version {
  readonly step: number | undefined;
  readonly isRemoval: boolean;
  readonly rules: readonly AlertRule[];
}

interface Held {
  readonly rule: AlertRule;
  readonly from: number;
  readonly until: number;
}

/** From when to when each rule holds: an object that is applied again replaces its rules, unless they are the same. */
function inForce(versions: readonly Version[], steps: readonly DoneStep[], end: number): Held[] {
  const over: Held[] = [];
  let held: Held[] = [];
  for (const { step, isRemoval, rules } of versions) {
    const from = step === undefined ? 0 : steps[step]?.at;
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
