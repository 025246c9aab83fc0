/** What is compared of Jobs and CronJobs: each Job is followed from its creation to its end, its pods by when they are made. */

import type { CronJob } from '../../../src/simulate/objects/cron-job.js';
import type { Job } from '../../../src/simulate/objects/job.js';
import type { Phase } from './phases.js';
import { type Line, list, num, str } from './recording.js';

/** Pods of one batch are made side by side: which comes first is not decided. */
const BATCH_MS = 250;
/** How far apart what a Job or CronJob does may be: the real one cuts the times of ends to seconds and looks in batches. */
const APART_MS = 1500;

/** The fields of a Job's line. */
export function jobFields({ spec, status, metadata }: Job, conditions: readonly string[]): Record<string, unknown> {
  const scheduledFor = metadata.annotations['batch.kubernetes.io/cronjob-scheduled-timestamp'];
  const count = (name: string, value: number | undefined) =>
    value === undefined || value === 0 ? {} : { [name]: value };
  return {
    suspend: spec.suspend,
    parallelism: spec.parallelism,
    ...(spec.completions !== undefined && { completions: spec.completions }),
    ...count('active', status.active),
    ...(status.ready !== undefined && { ready: status.ready }),
    ...count('succeeded', status.succeeded),
    ...count('failed', status.failed),
    ...(status.terminating !== undefined && { terminating: status.terminating }),
    ...(status.completedIndexes !== '' && { completedIndexes: status.completedIndexes }),
    ...(status.failedIndexes !== undefined && { failedIndexes: status.failedIndexes }),
    started: status.startTime !== undefined,
    completed: status.completionTime !== undefined,
    conditions,
    ...(scheduledFor !== undefined && { scheduledFor }),
  };
}

/** The fields of a CronJob's line; `startsAt` is the time at which the recording began. */
export function cronJobFields({ spec, status }: CronJob, startsAt: number): Record<string, unknown> {
  const time = (at: number) => `${new Date(startsAt + at).toISOString().slice(0, 19)}Z`;
  return {
    suspend: spec.suspend,
    concurrencyPolicy: spec.concurrencyPolicy,
    active: status.active.length,
    ...(status.lastScheduleTime !== undefined && { lastScheduleTime: time(status.lastScheduleTime) }),
    ...(status.lastSuccessfulTime !== undefined && { lastSuccessfulTime: time(status.lastSuccessfulTime) }),
  };
}

/**
 * When the recording began, in milliseconds since 1970: a CronJob starts its Jobs a tenth of a second after the time, or
 * later where it was suspended or forbidden.
 */
export function startOf(recording: readonly Line[]): number | undefined {
  const starts = recording
    .filter((line) => line.kind === 'Job' && line.type === 'ADDED' && str(line, 'scheduledFor') !== '')
    .map((line) => Date.parse(str(line, 'scheduledFor')) + 100 - line.t_ms);
  return starts.length === 0 ? undefined : Math.max(...starts);
}

/** Something that a Job or CronJob did. */
interface Act {
  readonly at: number;
  readonly text: string;
}

/** What became of each Job and CronJob (its state, each time that it is another) and the pods of each Job as they are made. */
function acts(phases: readonly Phase[]): Map<string, Act[]> {
  const courses = new Map<string, Act[]>();
  const add = (id: string, act: Act) => {
    const own = courses.get(id) ?? [];
    if (own.at(-1)?.text !== act.text || id.startsWith('pods of')) own.push(act);
    courses.set(id, own);
  };
  for (const line of phases.flatMap((phase) => phase.lines)) {
    const at = line.t_ms;
    const owner = str(line, 'owner');
    if (line.kind === 'Pod' && line.type === 'ADDED' && owner.startsWith('Job/')) {
      add(`pods of ${owner}`, { at, text: `pod of index ${str(line, 'job-completion-index') || 'none'}` });
    }
    if (line.kind === 'Job') add(`Job/${line.name}`, { at, text: line.type === 'DELETED' ? 'gone' : jobText(line) });
    if (line.kind === 'CronJob') add(`CronJob/${line.name}`, { at, text: cronJobText(line) });
  }
  return courses;
}

function jobText(line: Line): string {
  const counts = ['succeeded', 'failed'].map((field) => `${field}=${num(line, field)}`);
  const words = ['completedIndexes', 'failedIndexes', 'scheduledFor'].map((field) => `${field}=${str(line, field)}`);
  const marks = ['suspend', 'started', 'completed', 'deleting'].map((field) => `${field}=${line[field] === true}`);
  return [...counts, ...words, ...marks, plain(list(line, 'conditions'))].join(' ');
}

function cronJobText(line: Line): string {
  const succeeded = str(line, 'lastSuccessfulTime') === '' ? 'never succeeded' : 'succeeded';
  return `active=${num(line, 'active')} last=${str(line, 'lastScheduleTime')} suspend=${line.suspend === true} ${succeeded}`;
}

/** In their order. Which of several pods a message names is not decided. */
function plain(conditions: readonly string[]): string {
  return conditions.map((text) => text.replace(/<ns>\/|default\//, '').replace(/<p\d+>/g, '<p>')).join('; ');
}

/** Where Jobs or CronJobs went another way; at an end that is not quiet the last moment may show in one of both only. */
export function jobsUnlike(real: readonly Phase[], own: readonly Phase[], isWhole: boolean): string | undefined {
  const [recorded, simulated] = [acts(real), acts(own)];
  const endMs = real.at(-1)?.lines.at(-1)?.t_ms ?? 0;
  const mayMiss = (act: Act | undefined) => !isWhole && act !== undefined && act.at > endMs - APART_MS;
  for (const id of new Set([...recorded.keys(), ...simulated.keys()])) {
    const inOrder = id.startsWith('pods of') ? byBatch : (acts: readonly Act[]) => acts;
    const [theirs, ours] = [inOrder(recorded.get(id) ?? []), inOrder(simulated.get(id) ?? [])];
    const found = coursesUnlike(theirs, ours, mayMiss);
    if (found !== undefined) return `${id}, ${found}`;
  }
  return undefined;
}

function coursesUnlike(
  real: readonly Act[],
  own: readonly Act[],
  mayMiss: (act: Act | undefined) => boolean,
): string | undefined {
  let [place, twinPlace] = [0, 0];
  while (place < real.length || twinPlace < own.length) {
    const [act, twin] = [real[place], own[twinPlace]];
    const found = actUnlike(act, twin);
    const isExcused = act === undefined ? mayMiss(twin) : twin === undefined && mayMiss(act);
    if (
      found === undefined ||
      isExcused ||
      (isPassing(real, place) && isPassing(own, twinPlace) && areAlike(act, twin))
    ) {
      place++;
      twinPlace++;
    } else if (isPassing(real, place) && areAlike(real[place - 1], act)) place++;
    else if (isPassing(own, twinPlace) && areAlike(own[twinPlace - 1], twin)) twinPlace++;
    else return `act ${place + 1}: ${found}`;
  }
  return undefined;
}

/**
 * Do others follow soon? How many ends a look finds depends on moments where pods end about a second, the time between two
 * looks, apart; the last counts have to be the same.
 */
function isPassing(course: readonly Act[], place: number): boolean {
  const [act, after] = [course[place], course[place + 1]];
  return act !== undefined && after !== undefined && after.at - act.at <= APART_MS;
}

/** Are they the same but for how many pods have ended? */
function areAlike(one: Act | undefined, other: Act | undefined): boolean {
  const plain = (act: Act) => act.text.replace(/\b(succeeded|failed|completedIndexes|failedIndexes)=\S*/g, '$1');
  return one !== undefined && other !== undefined && plain(one) === plain(other);
}

/** Each batch by text. */
function byBatch(all: readonly Act[]): Act[] {
  const batches: Act[][] = [];
  for (const act of all) {
    const start = batches.at(-1)?.[0]?.at;
    if (start !== undefined && act.at - start <= BATCH_MS) batches.at(-1)?.push(act);
    else batches.push([act]);
  }
  return batches.flatMap((batch) =>
    batch.sort((one, other) => (one.text < other.text ? -1 : one.text > other.text ? 1 : 0)),
  );
}

function actUnlike(real: Act | undefined, own: Act | undefined): string | undefined {
  const [theirs, ours] = [real?.text ?? 'nothing more', own?.text ?? 'nothing more'];
  if (theirs !== ours) return `recorded ${theirs}; simulated ${ours}`;
  const apart = Math.abs((real?.at ?? 0) - (own?.at ?? 0));
  if (apart <= APART_MS) return undefined;
  return `${theirs}: recorded at ${(real?.at ?? 0) / 1000} s; simulated at ${(own?.at ?? 0) / 1000} s`;
}

/** Jobs and CronJobs with all their fields, sorted. */
export function jobState(state: ReadonlyMap<string, Line>): string[] {
  const texts = [...state.values()].flatMap((line) => {
    const counts = (fields: readonly string[]) => fields.map((field) => `${field}=${num(line, field)}`).join(' ');
    if (line.kind === 'Job') {
      const all = ['parallelism', 'completions', 'active', 'ready', 'terminating'];
      return [`Job/${line.name} of ${str(line, 'owner') || 'nobody'}: ${counts(all)} ${jobText(line)}`];
    }
    return line.kind === 'CronJob'
      ? [`CronJob/${line.name}: ${str(line, 'concurrencyPolicy')} ${cronJobText(line)}`]
      : [];
  });
  return texts.sort();
}
