/** What a verdict adds to its numbers: what they do not show, or what looks better in them than it is. */

import type { PodSpec } from '../kube/types.generated.js';
import { lastApplied } from './admission/admit-manifest.js';
import { droppedFields } from './admission/gated-fields.js';
import type { Forecast } from './forecast.js';
import { conditionOf } from './objects/condition.js';
import type { Kind, WorldObject } from './objects/kinds.js';
import { outageOf } from './outage.js';
import { PREEMPTED } from './scheduler/preemption.js';
import type { PodRecord, Sample } from './timeline.js';

/** A workload with what was recorded of it. */
export interface Recorded {
  readonly kind: Kind;
  /** `namespace/name` */
  readonly key: string;
  readonly samples: readonly Sample[];
  readonly pods: readonly PodRecord[];
}

/** The notes on a workload, in the order in which they matter. */
export function notesOn(recorded: Recorded, forecast: Forecast): string[] {
  return [
    ...down(recorded, forecast),
    ...preempted(recorded),
    ...unscaled(recorded, forecast),
    ...unproven(recorded, forecast),
    ...dropped(recorded, forecast),
    ...remarks(recorded, forecast),
  ];
}

/** Kinds whose pods somebody waits for at all times. */
const SERVING: ReadonlySet<Kind> = new Set([
  'Deployment',
  'StatefulSet',
  'DaemonSet',
  'ReplicaSet',
  'ReplicationController',
]);

/** Nothing at all available: the promise may be 0, users' patience is not. */
function* down({ kind, samples }: Recorded, { endedAt }: Forecast): Iterable<string> {
  if (!SERVING.has(kind)) return;
  const outage = outageOf(samples, endedAt);
  if (outage === undefined) return;
  const first = `first at ${outage.firstAt / 1000} s`;
  if (outage.isOpen) yield `no pod at all is available, ${first} and still at the end`;
  else yield `no pod at all is available for ${outage.totalMs / 1000} s, ${first}`;
}

/** Pods that the scheduler took away for others. */
function* preempted({ pods }: Recorded): Iterable<string> {
  const own = pods.filter(({ last, deleting }) => last.status.disruption === PREEMPTED && deleting !== undefined);
  if (own.length === 0) return;
  const first = own.reduce((least, { deleting = least }) => Math.min(least, deleting), Number.POSITIVE_INFINITY);
  const [what, their] = own.length === 1 ? ['1 pod was', 'its'] : [`${own.length} pods were`, 'their'];
  yield `${what} preempted by pods of higher priority, first at ${first / 1000} s: as high a PriorityClass in ${their} template prevents that`;
}

/** An autoscaler that has given up on it, at the end. */
function* unscaled({ kind, key }: Recorded, { world }: Forecast): Iterable<string> {
  const slash = key.indexOf('/');
  const [namespace, name] = [key.slice(0, slash), key.slice(slash + 1)];
  for (const { metadata, spec, status } of world.objects.HorizontalPodAutoscaler.values()) {
    const { scaleTargetRef } = spec;
    if (metadata.namespace !== namespace || scaleTargetRef.kind !== kind || scaleTargetRef.name !== name) continue;
    const active = conditionOf(status.conditions, 'ScalingActive');
    if (active?.status !== 'False' || status.unknownMetrics.length > 0) continue;
    const isUnsaid = active.message.includes('missing request for');
    const way = isUnsaid
      ? '; give each container a request, or take a ContainerResource metric of one that has it'
      : '';
    // KEDA's own way to 0, and back.
    if (active.reason === 'ScalingDisabled' && metadata.name.startsWith('keda-hpa-')) {
      yield 'KEDA keeps it at 0 pods while no trigger is active';
      continue;
    }
    yield `HorizontalPodAutoscaler ${metadata.name} does not scale it (${active.reason}): ${active.message}${way}`;
  }
}

/** Without a probe a pod counts as available when its containers run: a rollout passes before they have proved anything. */
function* unproven({ kind, key, pods }: Recorded, { world }: Forecast): Iterable<string> {
  if (pods.length === 0) return;
  const object: WorldObject | undefined = world.objects[kind].get(key);
  if (object?.kind !== 'Deployment' && object?.kind !== 'StatefulSet' && object?.kind !== 'DaemonSet') return;
  const { template, minReadySeconds } = object.spec;
  const unprobed = withoutReadiness(template.spec ?? {});
  if (unprobed.length === 0 || minReadySeconds > 0) return;
  const names = unprobed.map((name) => `container ${name}`).join(', ');
  const crashed = pods.some(({ restarts }) => restarts > 0);
  const end = crashed ? ', and crashes come after the rollout has gone on' : '';
  yield `availability is unproven: without readinessProbe (${names}) and with minReadySeconds 0 a pod counts as available as soon as it runs${end}`;
}

function withoutReadiness({ containers = [] }: PodSpec): string[] {
  return containers.filter(({ readinessProbe }) => !readinessProbe).map(({ name = '' }) => name);
}

/** Fields of the manifest that this version does not know how to act on. */
function* dropped({ kind, key }: Recorded, { world }: Forecast): Iterable<string> {
  const object: WorldObject | undefined = world.objects[kind].get(key);
  if (object === undefined) return;
  const { version } = world.settings;
  for (const { field, gate } of droppedFields(kind, lastApplied(object), version))
    yield `${field} has no effect: feature ${gate} is off in Kubernetes 1.${version.minor}.${version.patch}`;
}

/** What changes did besides, or did not do. */
function remarks({ kind, key, pods }: Recorded, { timeline }: Forecast): string[] {
  const slash = key.indexOf('/');
  const [namespace, workload] = [key.slice(0, slash), `${kind}/${key.slice(slash + 1)}`];
  const own = timeline.remarks.filter((remark) => remark.workload === workload && remark.namespace === namespace);
  const valid = own.filter(
    ({ isOfOldPods, at }) =>
      !isOfOldPods ||
      pods.some(({ created, deleting, gone }) => created < at && deleting === undefined && gone === undefined),
  );
  return [...new Set(valid.map(({ text }) => text))];
}
