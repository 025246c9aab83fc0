/** What a forecast amounts to for each workload, from its timeline. */

import { groupBy } from '../kube/group-by.js';
import type { Standing } from './controller.js';
import type { Forecast } from './forecast.js';
import { type RolloutTranscript, rolloutKey } from './kubectl/rollout-log.js';
import { lonePods } from './lone-pods.js';
import { notesOn } from './notes.js';
import { outageOf } from './outage.js';
import type { Outcome } from './outcome.js';
import type { Ranges } from './ranges.js';
import { restless } from './restless.js';
import type { FinalStanding } from './standings.js';
import type { PodRecord, Sample } from './timeline.js';
import { isUsualRun } from './usual-run.js';

/** How a workload fared. Times in virtual milliseconds. */
export interface WorkloadVerdict {
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
  readonly outcome: Outcome;
  /** When not complete: the cause in a sentence, with the numbers. */
  readonly reason: string;
  /** When not complete: what happens now and what to type. */
  readonly next: string;
  /** What is worth knowing all the same. */
  readonly note?: string;
  /** From the last step that moved it until it moved no more. */
  readonly durationMs: number;
  /** The same until nothing but pods that end was left of it. */
  readonly upMs: number;
  /** The text of that step. */
  readonly step: string;
  readonly desired: number;
  /** Fewest available pods since it was first up; 0 if it never was. */
  readonly minAvailable: number;
  readonly minAvailableAt: number | undefined;
  /** Most pods at once, not counting those being deleted; and counting them. */
  readonly maxPods: number;
  readonly maxPodsWithTerminating: number;
  readonly maxUnavailable: number;
  /** How long fewer than `desired - maxUnavailable` were available, since it was first up. */
  readonly unavailableMs: number;
  /** How long none was available, since it was first up. */
  readonly emptyMs: number;
  /** Was it ever up: as many available as promised? */
  readonly wasUp: boolean;
  /** Most restarts of one of its pods. */
  readonly restarts: number;
  /** What is not the same with other seeds, where they were played. */
  readonly ranges?: Ranges;
  /** What `kubectl rollout status` printed since the last step that changed it; the last line tells how it ended. */
  readonly rolloutStatus?: RolloutTranscript;
}

/** The verdict on every workload, sorted by kind, namespace and name. */
export function verdicts(forecast: Forecast): WorkloadVerdict[] {
  const { samples, pods } = forecast.timeline;
  const lone = lonePods(forecast);
  const records: Records = {
    samples: groupBy([...samples, ...lone.flatMap((pod) => pod.samples)], workloadKey),
    pods: groupBy(pods, workloadKey),
  };
  const standings = [...forecast.standings, ...neverThere(forecast), ...lone.map(({ standing }) => standing)];
  const found = standings.map((standing) => verdictOn(standing, forecast, records));
  return found.sort(
    (one, other) =>
      compare(one.kind, other.kind) || compare(one.namespace, other.namespace) || compare(one.name, other.name),
  );
}

const WORKLOADS: ReadonlySet<string> = new Set([
  'CronJob',
  'DaemonSet',
  'Deployment',
  'Job',
  'Pod',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
]);

/** Workloads that the API server did not take in the first place. */
function neverThere({ standings, timeline, world }: Forecast): FinalStanding[] {
  return [...timeline.answers].flatMap(([name, refused]) => {
    const slash = name.indexOf('/');
    // Keys are made of a kind of the world and a key.
    const [kind, key] = [name.slice(0, slash) as FinalStanding['kind'], name.slice(slash + 1)];
    if (refused === '' || !WORKLOADS.has(kind) || world.objects[kind].has(key)) return [];
    if (standings.some((one) => one.kind === kind && one.key === key)) return [];
    return [{ kind, key, standing: { outcome: 'complete' } }];
  });
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** What was recorded of each workload, by `namespace/Kind/name`. */
interface Records {
  readonly samples: ReadonlyMap<string, readonly Sample[]>;
  readonly pods: ReadonlyMap<string, readonly PodRecord[]>;
}

function workloadKey({ namespace, workload }: { readonly namespace: string; readonly workload: string }): string {
  return `${namespace}/${workload}`;
}

function most<T>(records: readonly T[], amount: (record: T) => number): number {
  return records.reduce((highest, record) => Math.max(highest, amount(record)), 0);
}

function verdictOn(
  { kind, key, standing: last }: FinalStanding,
  forecast: Forecast,
  records: Records,
): WorkloadVerdict {
  const slash = key.indexOf('/');
  const [namespace, name] = [key.slice(0, slash), key.slice(slash + 1)];
  const samples = records.samples.get(`${namespace}/${kind}/${name}`) ?? [];
  const pods = records.pods.get(`${namespace}/${kind}/${name}`) ?? [];
  const rolloutStatus = forecast.rollouts.get(rolloutKey(kind, key));
  const isCut = kind === 'CronJob' && last.outcome === 'running' && isUsualRun(pods, forecast.world.now);
  const cut: Standing = isCut ? { outcome: 'complete', note: `when the forecast ends ${last.reason}` } : last;
  const driven = forecast.end === 'horizon' ? restless(kind, pods, forecast.steps.at(-1)?.at ?? 0) : undefined;
  const standing = cut.outcome === 'complete' ? (driven ?? cut) : cut;
  const isStopped = forecast.end !== 'settled' && forecast.end !== 'time';
  // What has failed or waits on purpose stays so however long the run goes on.
  const isOpen = isStopped && (standing.outcome === 'stuck' || standing.outcome === 'running');
  const own = standing.outcome === 'complete' && standing.note !== undefined ? [standing.note] : [];
  const notes = [...own, ...notesOn({ kind, key, samples, pods }, forecast)];
  const refused = forecast.timeline.answers.get(`${kind}/${key}`) ?? '';
  return {
    kind,
    namespace,
    name,
    outcome: isOpen ? 'running' : standing.outcome,
    reason: isOpen
      ? `still running when the forecast ended ${howFar(forecast)}: ${standing.reason}`
      : standing.outcome === 'complete'
        ? ''
        : standing.reason,
    next: standing.outcome === 'complete' ? '' : standing.next,
    ...(notes.length > 0 && { note: notes.join('; ') }),
    ...movement(samples, forecast),
    ...availability(samples, forecast.endedAt),
    emptyMs: outageOf(samples, forecast.endedAt)?.totalMs ?? 0,
    maxPods: most(samples, (sample) => sample.total),
    maxPodsWithTerminating: most(samples, (sample) => sample.total + sample.terminating),
    desired: samples.at(-1)?.desired ?? 0,
    maxUnavailable: samples.at(-1)?.maxUnavailable ?? 0,
    restarts: most(pods, (pod) => pod.restarts),
    ...(rolloutStatus !== undefined && { rolloutStatus }),
    ...(refused !== '' && rejection(refused, samples)),
  };
}

/** How far a run came that a limit ended. */
function howFar({ end, wakeUps, world }: Forecast): string {
  const after = `after ${world.now / 1000} s`;
  if (end === 'circle') return `${after}, where things go round in a circle without end`;
  if (end !== 'wake-ups') return after;
  return `${after} (a forecast goes no further than ${wakeUps} looks of controllers and ${world.objects.Pod.size} pods)`;
}

/** What was applied last never was: everything else is about what was there before. */
function rejection(refused: string, samples: readonly Sample[]): Pick<WorkloadVerdict, 'outcome' | 'reason' | 'next'> {
  const way = refused.indexOf('; kubectl ');
  const before = samples.length === 0 ? 'nothing is created' : 'everything stays as it was';
  return {
    outcome: 'rejected',
    reason: way === -1 ? refused : refused.slice(0, way),
    next: `${before}; correct the manifest${way === -1 ? '' : `, or ${refused.slice(way + 2)}`}`,
  };
}

/** The last step after which anything of it changed, and for how long it did. */
function movement(
  samples: readonly Sample[],
  { steps }: Forecast,
): Pick<WorkloadVerdict, 'durationMs' | 'upMs' | 'step'> {
  const last = samples.at(-1)?.at ?? 0;
  const lastOrder = samples.at(-1)?.order ?? -1;
  // A command that only prints moves nothing, and time that passes does not either.
  const moving = steps.findLast((step) => step.said === undefined && !isWaiting(step.text) && step.order < lastOrder);
  const startedAt = moving?.at ?? 0;
  const upAt = Math.max(startedAt, upSince(samples));
  return { durationMs: last - startedAt, upMs: upAt - startedAt, step: moving?.text ?? '' };
}

/** Is it a step in which time passes and nothing else? */
function isWaiting(text: string): boolean {
  return /^wait \d/.test(text);
}

/** Since when its pods are those of the end, but for some that terminate. */
function upSince(samples: readonly Sample[]): number {
  const end = samples.at(-1);
  if (end === undefined) return 0;
  const place = samples.findLastIndex(
    ({ desired, total, updated, ready, available }) =>
      desired !== end.desired ||
      total !== end.total ||
      updated !== end.updated ||
      ready !== end.ready ||
      available !== end.available,
  );
  return samples[place + 1]?.at ?? end.at;
}

type Availability = Pick<WorkloadVerdict, 'minAvailable' | 'minAvailableAt' | 'unavailableMs' | 'wasUp'>;

function availability(samples: readonly Sample[], endedAt: number): Availability {
  // A step may ask for more at the very moment at which all that was asked for before is there.
  const firstUp = samples.findIndex(({ desired, available }, place) => {
    const before = samples[place - 1]?.desired ?? 0;
    return desired > 0 && available >= (before > 0 ? Math.min(before, desired) : desired);
  });
  const promised = samples.findIndex(
    (sample) =>
      sample.desired > 0 && sample.available >= sample.desired - sample.maxUnavailable && sample.available > 0,
  );
  const start = firstUp === -1 ? promised : firstUp;
  if (start === -1) return { minAvailable: 0, minAvailableAt: undefined, unavailableMs: 0, wasUp: false };
  let lowest = samples[start];
  let unavailableMs = 0;
  for (const [place, sample] of samples.slice(start).entries()) {
    if (lowest === undefined || sample.available < lowest.available) lowest = sample;
    const until = samples[start + place + 1]?.at ?? endedAt;
    if (sample.available < sample.desired - sample.maxUnavailable) unavailableMs += until - sample.at;
  }
  return { minAvailable: lowest?.available ?? 0, minAvailableAt: lowest?.at, unavailableMs, wasUp: true };
}
