/**
 * Pods that somebody applied by themselves. No controller counts them, restarts them elsewhere or makes them again, so how
 * they fare is told from their own life: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
 */

import { groupBy } from '../kube/group-by.js';
import type { Standing } from './controller.js';
import { causeOf, nextFor } from './controllers/trouble.js';
import type { Forecast } from './forecast.js';
import { endsAgain } from './kubelet/trouble.js';
import { controllerOf } from './objects/metadata.js';
import type { Pod } from './objects/pod.js';
import type { FinalStanding } from './standings.js';
import type { PodRecord, Sample } from './timeline.js';
import type { World } from './world.js';

/** A pod of its own: how it stood at the end, and what `kubectl get pod -w` showed of it as counts. */
export interface LonePod {
  readonly standing: FinalStanding;
  readonly samples: readonly Sample[];
}

/** The pods that were applied and that nobody manages, but for those that somebody deleted. */
export function lonePods({ timeline, world }: Pick<Forecast, 'timeline' | 'world'>): LonePod[] {
  const keys = [...timeline.answers.keys()].flatMap((name) => (name.startsWith('Pod/') ? [name.slice(4)] : []));
  if (keys.length === 0) return [];
  const records = groupBy(
    timeline.pods.filter(({ owner }) => owner === ''),
    ({ namespace, name }) => `${namespace}/${name}`,
  );
  return keys.flatMap((key): LonePod[] => {
    const record = records.get(key)?.at(-1);
    if (record === undefined || controllerOf(record.last.metadata) !== undefined) return [];
    const standing = standingOf(record, world);
    return standing === undefined ? [] : [{ standing: { kind: 'Pod', key, standing }, samples: samplesOf(record) }];
  });
}

/** `undefined`: somebody deleted it, and that was it. */
function standingOf({ last, deleting, phases }: PodRecord, world: World): Standing | undefined {
  const { status, metadata } = last;
  const isOver = phases.some((phase) => phase.status === 'Completed');
  if (deleting !== undefined && status.disruption === '') return undefined;
  if (isOver) return { outcome: 'complete' };
  if (deleting !== undefined) return goneFor(last);
  if (status.phase === 'Failed') return { outcome: 'failed', reason: failureOf(last), next: again(metadata.name) };
  // One that crashes is ready between two restarts, and never for long enough.
  if (status.ready && (status.restarts === 0 || !endsAgain(last))) return { outcome: 'complete' };
  const cause = causeOf(last, world);
  const advice = nextFor(cause.one);
  const next = advice.startsWith('correct the template')
    ? `correct the manifest, then ${again(metadata.name)}`
    : advice;
  return { outcome: 'stuck', reason: `the pod ${cause.one}`, next };
}

function again(name: string): string {
  return `kubectl delete pod ${name} and apply it again: no controller makes it anew`;
}

/** Why pods that nobody deletes by hand are deleted, by the reasons of their condition DisruptionTarget. */
const DISRUPTIONS: Readonly<Record<string, string>> = {
  PreemptionByScheduler: 'is deleted to make room for one of higher priority',
  DeletionByTaintManager: 'is deleted: it does not tolerate a taint of its node',
  EvictionByEvictionAPI: 'is evicted',
  DeletionByPodGC: 'is deleted: its node is gone',
};

function goneFor({ metadata: { name }, status }: Pod): Standing {
  const what = DISRUPTIONS[status.disruption] ?? `is deleted (${status.disruption})`;
  return { outcome: 'failed', reason: `the pod ${what}`, next: `apply it again: no controller makes ${name} anew` };
}

function failureOf({ life, status, spec }: Pod): string {
  if (status.reason !== '')
    return `the pod failed (${status.reason}${status.message === '' ? '' : `: ${status.message}`})`;
  const place = status.containers.findIndex(({ exitCode = 0 }) => exitCode !== 0);
  const name = life.containers[place]?.name;
  const code = status.containers[place]?.exitCode ?? status.exitCode;
  const what = name === undefined ? 'a container' : `container ${name}`;
  return `${what} ended${code === undefined ? '' : ` with code ${code}`}, and restartPolicy ${spec.restartPolicy ?? 'Always'} leaves it at that`;
}

/** Once it has done its work nothing that becomes of it matters. */
function samplesOf(record: PodRecord): Sample[] {
  const end = record.phases.findIndex(({ status }) => status === 'Completed');
  if (end === -1) return record.phases.map((phase) => sampleOf(phase, record));
  return record.phases.slice(0, end + 1).map((phase) => ({ ...sampleOf(phase, record), desired: 0 }));
}

/** A pod promises nothing: one that is away is away. */
function sampleOf({ at, order, status, ready }: PodRecord['phases'][number], { name, namespace }: PodRecord): Sample {
  const isGoing = status === 'Terminating';
  const count = isGoing || status === 'Completed' || status === 'gone' ? 0 : 1;
  return {
    at,
    order,
    workload: `Pod/${name}`,
    namespace,
    desired: 1,
    total: count,
    updated: count,
    ready: ready && count === 1 ? 1 : 0,
    available: ready && count === 1 ? 1 : 0,
    terminating: isGoing ? 1 : 0,
    maxUnavailable: 1,
  };
}
