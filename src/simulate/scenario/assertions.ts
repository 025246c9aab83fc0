/** Assertions: what has to hold of a forecast for it to be a pass. */

import { parseDuration } from '../../kube/duration.js';
import type { ServiceVerdict } from '../services/service-verdict.js';
import type { WorkloadVerdict } from '../verdict.js';
import { fail, type Placed, type Reader, readText } from './reader.js';
import { parseTarget, type Target } from './targets.js';

/** One assertion, ready to be judged. */
export type Assertion = AssertionOf<'workload', WorkloadVerdict> | AssertionOf<'service', ServiceVerdict>;

interface AssertionOf<Subject extends string, Verdict> {
  readonly of: Subject;
  readonly expression: string;
  readonly target: Target;
  readonly holds: (verdict: Verdict) => boolean;
}

/** What assertions are judged by. */
export interface Verdicts {
  readonly verdicts: readonly WorkloadVerdict[];
  readonly services: readonly ServiceVerdict[];
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
    if (typeof assertion !== 'string') return [assertion];
    fail(reader, item.path, assertion);
    return [];
  });
}

/** Reads `deployment/web minAvailable >= 3`, `deployment/web completes within 5m`, `deployment/web is stuck`; a mistake is a text. */
export function parseAssertion(text: string, namespace: string): Assertion | string {
  const [name = '', ...words] = text.trim().split(/\s+/);
  const target = parseTarget(name, namespace);
  if (target === undefined) return `expected KIND/NAME such as deployment/web, found ${name}`;
  const expression = text.trim();
  if (target.kind === 'Service') {
    const holds = comparison(words, { numbers: SERVICE_NUMBERS, orElse: [] });
    return typeof holds === 'string' ? holds : { of: 'service', expression, target, holds };
  }
  const holds = predicate(words);
  return typeof holds === 'string' ? holds : { of: 'workload', expression, target, holds };
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
  if (first === 'is' && words.length === 2) return outcomePredicate(second);
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
    return `expected ${names.slice(0, -1).join(', ')} or ${names.at(-1)}, found ${first || 'nothing'}`;
  }
  if (!isKey(COMPARISONS, second))
    return `expected one of ${Object.keys(COMPARISONS).join(' ')}, found ${second || 'nothing'}`;
  const limit = Number(third);
  if (third === '' || !Number.isFinite(limit) || words.length > 3)
    return `expected a number, found ${words.slice(2).join(' ') || 'nothing'}`;
  return (verdict) => COMPARISONS[second](number(verdict), limit);
}

function outcomePredicate(outcome: string): Holds<WorkloadVerdict> | string {
  const outcomes = ['complete', 'stuck', 'failed', 'rejected', 'running', 'unknown'];
  if (!outcomes.includes(outcome)) return `expected ${outcomes.join(', ')}, found ${outcome}`;
  return (verdict) => verdict.outcome === outcome;
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

function judgeOne(assertion: Assertion, { verdicts, services }: Verdicts): JudgedAssertion {
  const { expression, target } = assertion;
  const [, field = ''] = expression.split(/\s+/);
  if (assertion.of === 'service') {
    const verdict = named(services, target);
    if (verdict === undefined) return notThere(assertion);
    const held = assertion.holds(verdict);
    const at = !held && field === 'minEndpoints' ? verdict.lowestAt : undefined;
    const found = isKey(SERVICE_NUMBERS, field) ? `${field} is ${SERVICE_NUMBERS[field](verdict)}` : '';
    return { expression, held, at, found };
  }
  const ofKind = verdicts.filter(({ kind }) => kind === target.kind);
  const verdict = named(ofKind, target);
  if (verdict === undefined) return notThere(assertion);
  const held = assertion.holds(verdict);
  const at = !held && field === 'minAvailable' ? verdict.minAvailableAt : undefined;
  return { expression, held, at, found: foundText(field, verdict) };
}

/** The one in the target's namespace, or the only one of its name. */
function named<V extends { readonly name: string; readonly namespace: string }>(
  verdicts: readonly V[],
  target: Target,
): V | undefined {
  const all = verdicts.filter(({ name }) => name === target.name);
  return all.find(({ namespace }) => namespace === target.namespace) ?? (all.length === 1 ? all[0] : undefined);
}

function notThere({ expression, target }: Assertion): JudgedAssertion {
  return { expression, held: false, at: undefined, found: `${target.text} is not in the forecast` };
}

function foundText(field: string, verdict: WorkloadVerdict): string {
  if (isKey(NUMBERS, field)) return `${field} is ${NUMBERS[field](verdict)}`;
  return verdict.outcome === 'complete'
    ? `complete after ${verdict.durationMs / 1000} s`
    : `${verdict.outcome}: ${verdict.reason}`;
}
