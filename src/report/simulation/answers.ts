/** The verdict on one workload as answers to what people ask first, in that order. */

import type { SimulationReport } from '../../simulate/report.js';
import type { ClaimRecord } from '../../simulate/timeline.js';
import type { WorkloadVerdict } from '../../simulate/verdict.js';
import { clock } from './clock.js';
import { standingOf } from './outcomes.js';
import { peak } from './peak.js';
import { podsOf } from './workload-pods.js';

/** What is answered. */
export type Question =
  | 'availability'
  | 'peak'
  | 'stuck'
  | 'next'
  | 'data'
  | 'duration'
  | 'runs'
  | 'rollback'
  | 'status'
  | 'restarts'
  | 'note';

/** One answer, in a sentence without an end. */
export interface Answer {
  readonly question: Question;
  readonly text: string;
}

/** `Deployment shop/web` */
export function titleOf({ kind, namespace, name }: WorkloadVerdict): string {
  return `${kind} ${namespace === '' ? name : `${namespace}/${name}`}`;
}

/** The answers on one workload. */
export function answersOn(verdict: WorkloadVerdict, report: SimulationReport): Answer[] {
  const stuck = stuckness(verdict, report);
  const answers: readonly (readonly [Question, string])[] = [
    ['stuck', stuck.text],
    ['next', next(verdict, report)],
    ['data', data(verdict, report)],
    ['rollback', rollback(stuck, verdict, report)],
    ['status', status(verdict)],
    ['restarts', restarts(verdict)],
    ['note', verdict.note ?? ''],
  ];
  // A node is listed because it is drained: it promises nothing. Of what is not simulated there are no numbers.
  const numbers: readonly (readonly [Question, string])[] =
    verdict.kind === 'Node' || verdict.outcome === 'unknown'
      ? []
      : [
          // One pod by itself is there or it is not.
          ...(verdict.kind === 'Pod'
            ? []
            : ([
                ['availability', availability(verdict)],
                ['peak', peak(verdict, report)],
              ] as const)),
          verdict.kind === 'CronJob' ? ['runs', runs(verdict, report)] : ['duration', duration(verdict, report)],
        ];
  const given = new Map([...answers, ...numbers]);
  return ORDER.flatMap((question) => {
    const text = given.get(question) ?? '';
    return text === '' ? [] : [{ question, text }];
  });
}

const ORDER: readonly Question[] = [
  'availability',
  'peak',
  'stuck',
  'next',
  'data',
  'duration',
  'runs',
  'rollback',
  'status',
  'restarts',
  'note',
];

/** How many of those desired have to be available, by the manifest. */
export function promisedOf({ desired, maxUnavailable }: WorkloadVerdict): number {
  return Math.max(0, desired - maxUnavailable);
}

/** Nobody waits for their pods, only for their end. */
const TO_END: ReadonlySet<string> = new Set(['Job', 'CronJob']);

function availability(verdict: WorkloadVerdict): string {
  const { kind, wasUp, minAvailable, desired, unavailableMs, minAvailableAt } = verdict;
  const promised = promisedOf(verdict);
  if (desired === 0 || TO_END.has(kind)) return 'none is promised';
  if (!wasUp) return `never up: the manifest promises ${promised} of ${desired}`;
  const at = minAvailableAt === undefined ? '' : ` at ${clock(minAvailableAt)}`;
  const below = minAvailable < promised ? `the promised ${promised}` : 'what was promised then';
  const end = unavailableMs === 0 ? `the manifest promises ${promised}` : `below ${below} for ${clock(unavailableMs)}`;
  if (minAvailable === 0) return `none of ${desired} available${at}; ${end}`;
  const when = minAvailable < desired ? ` (lowest${at})` : '';
  return `never fewer than ${minAvailable} of ${desired} available since it was first up${when}; ${end}`;
}

interface Stuckness {
  readonly text: string;
  /** Where it stood still, if a later step got it going again. */
  readonly step: number | undefined;
}

// Steps that only let time pass, or print.
const PASSING = /^(?:wait \d|get |describe |dns |reach )/;

function stuckness({ kind, namespace, name, outcome, reason }: WorkloadVerdict, report: SimulationReport): Stuckness {
  if (outcome === 'unknown') return { text: `unknown: ${reason}`, step: undefined };
  if (standingOf(outcome) === 'held') return { text: `no, it waits on purpose: ${reason}`, step: undefined };
  if (outcome !== 'complete') return { text: reason, step: undefined };
  const key = `${namespace}/${name}`;
  const held = report.forecast.steps.map(({ incomplete }) => {
    const standing = incomplete.find((one) => one.kind === kind && one.key === key)?.standing;
    return standing?.outcome === 'complete' ? undefined : standing;
  });
  const stuck = held.findIndex((standing) => standing !== undefined && standingOf(standing.outcome) !== 'held');
  const place = stuck === -1 ? held.findIndex((standing) => standing !== undefined) : stuck;
  const standing = held[place];
  if (standing === undefined) return { text: 'no', step: undefined };
  if (stuck === -1)
    return { text: `no; ${standing.outcome} after step ${place + 1}, until a later step`, step: undefined };
  const { steps } = report.forecast;
  // Of a step that the next one did not wait for nobody knows how it ended.
  const healed = steps.findIndex((step, at) => at > place && step.settledAt !== undefined && held[at] === undefined);
  const passed = steps.slice(place + 1, healed === -1 ? undefined : healed + 1);
  const isByItself = passed.length > 0 && passed.every(({ text }) => PASSING.test(text));
  const until = isByItself ? `for a while after step ${place + 1}` : `after step ${place + 1}, until a later step`;
  return { text: `yes, ${until}: ${standing.reason}`, step: isByItself ? undefined : place };
}

// What they report is no change that was wanted.
const WATCHING = /^(?:rollout status|wait for) /;

function next({ kind, name, outcome, next: advice }: WorkloadVerdict, { forecast }: SimulationReport): string {
  if (outcome !== 'complete') return advice;
  // What was refused of something else is told by itself.
  const target = `${kind}/${name}`.toLowerCase();
  const place = forecast.steps.findIndex(
    ({ refused, text }) =>
      refused !== '' &&
      !WATCHING.test(text) &&
      `${text} ${refused}`
        .toLowerCase()
        .split(/[\s:;"]+/)
        .includes(target),
  );
  return place === -1 ? 'nothing to do' : `step ${place + 1} was refused: ${forecast.steps[place]?.refused ?? ''}`;
}

/** So many claims are named. */
const NAMED_CLAIMS = 5;

function data(verdict: WorkloadVerdict, report: SimulationReport): string {
  const claims = claimsOf(verdict, report);
  if (claims.length === 0) return '';
  const lost = claims.filter(({ because }) => because !== '');
  if (lost.length === 0) return `kept: no PersistentVolumeClaim is deleted (it has ${claims.length})`;
  return claimsText(lost);
}

/** `2 PersistentVolumeClaims are deleted, their data with them: data-db-1, data-db-2 (whenScaled: Delete)` */
export function claimsText(lost: readonly ClaimRecord[]): string {
  const named = lost.slice(0, NAMED_CLAIMS).map(({ name }) => name);
  const more = lost.length > NAMED_CLAIMS ? `, … ${lost.length - NAMED_CLAIMS} more` : '';
  const reasons = [...new Set(lost.map(({ because }) => because))].join('; ');
  const what = lost.length === 1 ? '1 PersistentVolumeClaim is' : `${lost.length} PersistentVolumeClaims are`;
  return `${what} deleted, and the data unless their volumes are retained: ${named.join(', ')}${more} (${reasons})`;
}

/** The claims that a StatefulSet made from its templates: `<template>-<set>-<ordinal>`. */
function claimsOf({ kind, name, namespace }: WorkloadVerdict, { forecast }: SimulationReport): ClaimRecord[] {
  if (kind !== 'StatefulSet') return [];
  return forecast.timeline.claims.filter((claim) => claim.namespace === namespace && isClaimOf(claim.name, name));
}

function isClaimOf(claim: string, set: string): boolean {
  const ordinal = /-\d+$/.exec(claim)?.[0];
  return ordinal !== undefined && claim.slice(0, -ordinal.length).endsWith(`-${set}`);
}

/** Deleted claims that no StatefulSet of the report made. */
export function otherLostClaims(report: SimulationReport): ClaimRecord[] {
  const claimed = new Set(report.verdicts.flatMap((verdict) => claimsOf(verdict, report)));
  return report.forecast.timeline.claims.filter((claim) => claim.because !== '' && !claimed.has(claim));
}

const LONG_STEP = 60;

// Pods that take so long to end are worth a word.
const LONG_GOODBYE_MS = 10_000;

function duration({ durationMs, upMs, step, outcome }: WorkloadVerdict, { forecast }: SimulationReport): string {
  // Nothing of it happened, or nobody knows what.
  if (outcome === 'rejected' || outcome === 'unknown') return '';
  const place = forecast.steps.findLastIndex(({ text }) => text === step);
  // Long lists of files stand at the step.
  const name = step.length > LONG_STEP && place !== -1 ? `step ${place + 1}` : `"${step}"`;
  const what = step === '' || forecast.steps.length === 1 ? '' : ` after ${name}`;
  if (standingOf(outcome) === 'held') return `on hold ${what === '' ? 'after ' : ''}${clock(durationMs)}${what}`;
  if (outcome === 'running') return `still going on${what === '' ? ' after' : ''} ${clock(durationMs)}${what}`;
  if (outcome !== 'complete') return `at a standstill ${clock(durationMs)}${what}`;
  const isLate = durationMs - upMs >= LONG_GOODBYE_MS;
  return `${clock(durationMs)}${what}${isLate ? `; all that stays is up after ${clock(upMs)}, the rest is pods that end` : ''}`;
}

/** How often a CronJob ran: what takes a while is its Jobs, not itself. */
function runs(verdict: WorkloadVerdict, report: SimulationReport): string {
  if (verdict.outcome === 'rejected') return '';
  const starts = new Map<string, number>();
  const done = new Set<string>();
  for (const { owner, created, phases } of podsOf(verdict, report)) {
    if (!starts.has(owner)) starts.set(owner, created);
    if (phases.some(({ status }) => status === 'Completed')) done.add(owner);
  }
  const [first = 0, ...others] = [...starts.values()].sort((one, other) => one - other);
  const last = others.at(-1);
  if (starts.size === 0) return `no Job starts until ${clock(report.forecast.endedAt)}`;
  const count = done.size === 0 ? 'none completes' : `${done.size} ${done.size === 1 ? 'completes' : 'complete'}`;
  const end = done.size === starts.size ? '' : `; ${count}`;
  return last === undefined
    ? `1 Job starts, at ${clock(first)}${end}`
    : `${starts.size} Jobs start, the first at ${clock(first)}, the last at ${clock(last)}${end}`;
}

/** Only where the scenario tries it. */
function rollback({ step }: Stuckness, verdict: WorkloadVerdict, { forecast }: SimulationReport): string {
  if (step === undefined) return '';
  const target = `${verdict.kind}/${verdict.name}`.toLowerCase();
  const place = forecast.steps.findIndex(
    (one, at) => at > step && one.text.startsWith('rollout undo') && one.text.toLowerCase().includes(target),
  );
  const undo = forecast.steps[place];
  if (undo === undefined || undo.refused !== '' || undo.incomplete.some(({ key, kind }) => isSame(verdict, kind, key)))
    return '';
  const took = undo.settledAt === undefined ? '' : `: complete ${clock(undo.settledAt - undo.at)} after it`;
  return `helps${took} (step ${place + 1})`;
}

function isSame(verdict: WorkloadVerdict, kind: string, key: string): boolean {
  return verdict.kind === kind && `${verdict.namespace}/${verdict.name}` === key;
}

/** What `kubectl rollout status` ended with, where that is not what everybody hopes for. */
function status({ outcome, rolloutStatus }: WorkloadVerdict): string {
  const last = rolloutStatus?.lines.at(-1);
  if (last === undefined || (outcome === 'complete' && last.exitCode === 0)) return '';
  const waits = outcome === 'running' ? 'still waits' : 'waits for ever';
  const end = last.exitCode === undefined ? waits : `exits with ${last.exitCode}`;
  return `kubectl rollout status ${end}: ${last.line}`;
}

function restarts({ restarts: most }: WorkloadVerdict): string {
  if (most === 0) return '';
  return `up to ${most} ${most === 1 ? 'restart' : 'restarts'} of one pod`;
}
