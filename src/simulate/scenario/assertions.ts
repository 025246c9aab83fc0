/** Assertions: what has to hold of a forecast for it to be a pass. */

import { parseDuration } from '../../kube/duration.js';
import { nearName } from '../../kube/near-name.js';
import type { AlertVerdict } from '../alerts/alert-verdict.js';
import { OUTCOMES } from '../outcome.js';
import type { ServiceVerdict } from '../services/service-verdict.js';
import type { WorkloadVerdict } from '../verdict.js';
import { fail, type Placed, type Reader, readText } from './reader.js';
import { noTarget, parseTarget, type Target } from './targets.js';

/** One assertion, ready to be judged. */
export type Assertion =
  | AssertionOf<'workload', WorkloadVerdict>
  | AssertionOf<'service', ServiceVerdict>
  | AlertAssertion;

interface AssertionOf<Subject extends string, Verdict> {
  readonly of: Subject;
  readonly expression: string;
  readonly target: Target;
  readonly holds: (verdict: Verdict) => boolean;
}

/** `alert/PodNotReady fires`: of all rules of that name. */
interface AlertAssertion {
  readonly of: 'alert';
  readonly expression: string;
  readonly alert: string;
  readonly outcome: 'fires' | 'silent';
}

/** What assertions are judged by. */
export interface Verdicts {
  readonly verdicts: readonly WorkloadVerdict[];
  readonly services: readonly ServiceVerdict[];
  /** `undefined` where there is no PrometheusRule. */
  readonly alerts?: readonly AlertVerdict[] | undefined;
}

/** What became of an assertion. */
export interface JudgedAssertion {
  readonly expression: string;
  readonly held: boolean;
  /** When it first failed to hold, in virtual milliseconds, where there is such a moment. */
  readonly at: number | undefined;
  /** The value that was found, or why there is none. */
  readonly found: string;
  /** It holds with the seed that is told, and not with this one. */
  readonly seed?: number;
}

/** What one seed leads to. */
export interface SeededVerdicts extends Verdicts {
  readonly seed: number;
}

const NUMBERS = {
  minAvailable: (verdict: WorkloadVerdict) => verdict.minAvailable,
  maxPods: (verdict: WorkloadVerdict) => verdict.maxPods,
  maxPodsWithTerminating: (verdict: WorkloadVerdict) => verdict.maxPodsWithTerminating,
  maxUnavailable: (verdict: WorkloadVerdict) => verdict.maxUnavailable,
  desired: (verdict: WorkloadVerdict) => verdict.desired,
  unavailableSeconds: (verdict: WorkloadVerdict) => verdict.unavailableMs / 1000,
  emptySeconds: (verdict: WorkloadVerdict) => verdict.emptyMs / 1000,
  durationSeconds: (verdict: WorkloadVerdict) => verdict.durationMs / 1000,
  restarts: (verdict: WorkloadVerdict) => verdict.restarts,
} as const;

const SERVICE_NUMBERS = {
  minEndpoints: (verdict: ServiceVerdict) => verdict.lowest,
  emptySeconds: (verdict: ServiceVerdict) => verdict.emptyMs / 1000,
} as const;

const COMPARISONS = {
  '>=': (one: number, other: number) => one >= other,
  '<=': (one: number, other: number) => one <= other,
  '==': (one: number, other: number) => one === other,
  '!=': (one: number, other: number) => one !== other,
  '>': (one: number, other: number) => one > other,
  '<': (one: number, other: number) => one < other,
} as const;

/** Reads `assert:`. */
export function readAssertions(reader: Reader, items: readonly Placed[]): Assertion[] {
  return items.flatMap((item) => {
    const text = readText(reader, item);
    if (text === undefined) return [];
    const assertion = parseAssertion(text, reader.namespace);
    if (typeof assertion === 'string') {
      fail(reader, item.path, assertion);
      return [];
    }
    if (assertion.of !== 'alert') {
      const { kind, name } = assertion.target;
      reader.named?.push({ kind, name, path: item.path });
    }
    return [assertion];
  });
}

/** Reads `deployment/web minAvailable >= 3`, `deployment/web completes within 5m`, `deployment/web is stuck`; a mistake is a text. */
export function parseAssertion(text: string, namespace: string): Assertion | string {
  const [name = '', ...words] = text.trim().split(/\s+/);
  if (/^alert\//i.test(name)) return alertAssertion(text.trim(), name.slice('alert/'.length), words);
  const target = parseTarget(name, namespace);
  if (target === undefined) return noTarget(name);
  const expression = text.trim();
  if (target.kind === 'Service') {
    const holds = comparison(words, { numbers: SERVICE_NUMBERS, orElse: [] });
    return typeof holds === 'string' ? holds : { of: 'service', expression, target, holds };
  }
  const holds = predicate(words);
  return typeof holds === 'string' ? holds : { of: 'workload', expression, target, holds };
}

function alertAssertion(expression: string, alert: string, words: readonly string[]): AlertAssertion | string {
  const [outcome] = words;
  if (words.length === 1 && (outcome === 'fires' || outcome === 'silent'))
    return { of: 'alert', expression, alert, outcome };
  return `expected fires or silent, found ${words.join(' ') || 'nothing'}`;
}

function predicate(words: readonly string[]): Holds<WorkloadVerdict> | string {
  const [first = '', second = '', third = ''] = words;
  if (first === 'completes' && words.length === 1) return (verdict) => verdict.outcome === 'complete';
  if (first === 'completes' && second === 'within' && words.length === 3) {
    const nanoseconds = parseDuration(third);
    if (nanoseconds === undefined) return `expected a duration such as 5m, found ${third}`;
    const limitMs = Number(nanoseconds / 1_000_000n);
    return (verdict) => verdict.outcome === 'complete' && verdict.durationMs <= limitMs;
  }
  if (first === 'completes' && second !== 'within')
    return `expected within after completes, found ${words.slice(1).join(' ')}`;
  if (first === 'is' && words.length <= 2) return outcomePredicate(second);
  return comparison(words, { numbers: NUMBERS, orElse: ['completes', 'is'] });
}

type Holds<Verdict> = (verdict: Verdict) => boolean;

interface Comparable<Verdict> {
  readonly numbers: Readonly<Record<string, (verdict: Verdict) => number>>;
  /** What else may be said. */
  readonly orElse: readonly string[];
}

/** `minAvailable >= 3` */
function comparison<Verdict>(
  words: readonly string[],
  { numbers, orElse }: Comparable<Verdict>,
): Holds<Verdict> | string {
  const [first = '', second = '', third = ''] = words;
  const number = Object.hasOwn(numbers, first) ? numbers[first] : undefined;
  if (number === undefined) {
    const names = [...Object.keys(numbers), ...orElse];
    const near = nearName(first, names);
    const hint = near === undefined ? '' : `; did you mean ${near}?`;
    return `expected ${names.slice(0, -1).join(', ')} or ${names.at(-1)}, found ${first || 'nothing'}${hint}`;
  }
  if (!isKey(COMPARISONS, second))
    return `expected one of ${Object.keys(COMPARISONS).join(' ')}, found ${second || 'nothing'}${turned(second)}`;
  const limit = Number(third);
  if (third === '' || !Number.isFinite(limit) || words.length > 3)
    return `expected a number, found ${words.slice(2).join(' ') || 'nothing'}`;
  return (verdict) => COMPARISONS[second](number(verdict), limit);
}

/** `=>` for `>=`, `=` for `==`. */
function turned(written: string): string {
  const meant = written === '=' ? '==' : [...written].reverse().join('');
  return isKey(COMPARISONS, meant) ? `; did you mean ${meant}?` : '';
}

function outcomePredicate(outcome: string): Holds<WorkloadVerdict> | string {
  const wanted = OUTCOMES.find((one) => one === outcome);
  if (wanted === undefined) return `expected ${OUTCOMES.join(', ')}, found ${outcome || 'nothing'}`;
  return (verdict) => verdict.outcome === wanted;
}

function isKey<T extends object>(record: T, key: string): key is Extract<keyof T, string> {
  return Object.hasOwn(record, key);
}

/**
 * Judges an assertion by the run that is told and by others that differ in their seed alone: what a gate lets through holds
 * whatever chance decides. What is broken already in the run that is told is said of that one.
 */
export function judge(assertion: Assertion, told: Verdicts, others: readonly SeededVerdicts[] = []): JudgedAssertion {
  const judged = judgeOne(assertion, told);
  if (!judged.held) return judged;
  for (const other of others) {
    const { held, at, found } = judgeOne(assertion, other);
    if (!held) return { ...judged, held, at, found: `${found} with seed ${other.seed}`, seed: other.seed };
  }
  return judged;
}

function judgeOne(assertion: Assertion, { verdicts, services, alerts = [] }: Verdicts): JudgedAssertion {
  if (assertion.of === 'alert') return judgeAlerts(assertion, alerts);
  const { expression, target } = assertion;
  const [, field = ''] = expression.split(/\s+/);
  if (assertion.of === 'service') {
    const verdict = named(services, target);
    if (verdict === undefined) return notThere(assertion, services);
    const held = assertion.holds(verdict);
    const at = !held && field === 'minEndpoints' ? verdict.lowestAt : undefined;
    const found = isKey(SERVICE_NUMBERS, field) ? `${field} is ${SERVICE_NUMBERS[field](verdict)}` : '';
    return { expression, held, at, found };
  }
  const ofKind = verdicts.filter(({ kind }) => kind === target.kind);
  const verdict = named(ofKind, target);
  if (verdict === undefined) return notThere(assertion, ofKind);
  const held = assertion.holds(verdict);
  const at = !held && field === 'minAvailable' ? verdict.minAvailableAt : undefined;
  return { expression, held, at, found: foundText(field, verdict) };
}

/** It fires if one rule of the name does, and is silent if all of them are: what nobody knows is neither. */
function judgeAlerts({ expression, alert, outcome }: AlertAssertion, alerts: readonly AlertVerdict[]): JudgedAssertion {
  const own = alerts.filter((verdict) => verdict.alert === alert);
  if (own.length === 0)
    return { expression, held: false, at: undefined, found: `alert/${alert} is not in the forecast` };
  const isAsSaid = (verdict: AlertVerdict) => verdict.outcome === outcome;
  const held = outcome === 'fires' ? own.some(isAsSaid) : own.every(isAsSaid);
  const telling = ['fires', 'unknown', 'silent'].flatMap((one) => own.filter((verdict) => verdict.outcome === one))[0];
  const [first] = telling?.firing ?? [];
  const about = first === undefined || first.subject === '' ? '' : ` for ${first.subject}`;
  const found = `it ${telling?.outcome === 'fires' ? `fires${about}` : `is ${telling?.outcome}`}`;
  const reason = telling?.reason === '' ? '' : `: ${telling?.reason}`;
  return { expression, held, at: held ? undefined : first?.firesAt, found: `${found}${reason}` };
}

/** The one in the target's namespace, or the only one of its name. */
function named<V extends { readonly name: string; readonly namespace: string }>(
  verdicts: readonly V[],
  target: Target,
): V | undefined {
  const all = verdicts.filter(({ name }) => name === target.name);
  return all.find(({ namespace }) => namespace === target.namespace) ?? (all.length === 1 ? all[0] : undefined);
}

function notThere(
  { expression, target }: Exclude<Assertion, AlertAssertion>,
  others: readonly { readonly name: string; readonly namespace: string }[],
): JudgedAssertion {
  const namespaces = others.filter(({ name }) => name === target.name).map(({ namespace }) => namespace);
  const [first] = namespaces;
  const found =
    first === undefined
      ? `${target.text} is not in the forecast`
      : `it is in namespaces ${namespaces.join(', ')}: name one, such as ${first}/${target.text.split('/').slice(-2).join('/')}`;
  return { expression, held: false, at: undefined, found };
}

function foundText(field: string, verdict: WorkloadVerdict): string {
  if (isKey(NUMBERS, field)) return `${field} is ${NUMBERS[field](verdict)}`;
  return verdict.outcome === 'complete'
    ? `complete after ${verdict.durationMs / 1000} s`
    : `${verdict.outcome}: ${verdict.reason}`;
}
