/**
 * Which pods get the traffic of a Service, and what share of it each workload and revision gets: every ready endpoint
 * gets the same.
 *
 * Docs: https://kubernetes.io/docs/concepts/services-networking/endpoint-slices/
 * Follows k8s.io/endpointslice@v0.35.4 reconciler.go and utils.go (`ShouldPodBeInEndpoints`, `IsPodReady`).
 *
 * Not modelled: traffic policies, topology hints and session affinity, which share traffic out differently; endpoints that
 * somebody writes by hand (a Service without a selector has none here).
 */

import type { LabelSelector } from '../../kube/types.generated.js';
import { revisionOf } from '../controllers/deployment/revision.js';
import { selectedPods } from '../label-index.js';
import { controllerOf } from '../objects/metadata.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import type { Service } from '../objects/service.js';
import { objectNamed, type World } from '../world.js';

/** The selector of a Service; `undefined` if it has none and so no endpoints of its own. */
export function selectorOf({ spec }: Service): LabelSelector | undefined {
  const { selector = {}, type } = spec;
  if (type === 'ExternalName' || Object.keys(selector).length === 0) return undefined;
  return { matchLabels: selector };
}

/** Does a pod that the Service selects get traffic: ready and not being deleted, or any with an address if it publishes those? */
export function isServing(pod: Pod, { spec }: Service): boolean {
  if (pod.node === undefined || isTerminal(pod)) return false;
  if (spec.publishNotReadyAddresses === true) return pod.status.phase === 'Running';
  return pod.status.ready && pod.metadata.deletionTimestamp === undefined;
}

/** Ready endpoints of a Service as they are now, by group: pods that `groupOf` gives the same name. */
export function endpointsOf(service: Service, world: World): Map<string, number> {
  const counts = new Map<string, number>();
  const selector = selectorOf(service);
  if (selector === undefined) return counts;
  for (const pod of selectedPods(world, service.metadata.namespace, selector)) {
    if (!isServing(pod, service)) continue;
    const group = groupOf(pod);
    counts.set(group, (counts.get(group) ?? 0) + 1);
  }
  return counts;
}

const REVISION_HASH = 'controller-revision-hash';

/** What tells pods of one workload and revision from others, and stays as it is while the pod lives. */
export function groupOf({ metadata }: Pod): string {
  const owner = controllerOf(metadata);
  if (owner === undefined) return `Pod/${metadata.name}`;
  const hash = Object.hasOwn(metadata.labels, REVISION_HASH) ? `/${metadata.labels[REVISION_HASH]}` : '';
  return `${owner.kind}/${owner.name}${hash}`;
}

/** The part of a Service's traffic that goes to the pods of a workload that have one revision. */
export interface Share {
  /** `Deployment/web`, `Pod/shell` */
  readonly workload: string;
  /** `undefined` for what has no history. */
  readonly revision: number | undefined;
  readonly endpoints: number;
  /** Of 100, with one decimal. */
  readonly percent: number;
}

/** Shares in order of workloads' names and revisions. */
export function shares(counts: ReadonlyMap<string, number>, namespace: string, world: World): Share[] {
  const total = [...counts.values()].reduce((sum, count) => sum + count, 0);
  return [...counts]
    .filter(([, endpoints]) => endpoints > 0)
    .map(([group, endpoints]) => ({
      ...sourceOf(group, namespace, world),
      endpoints,
      percent: Math.round((endpoints * 1000) / total) / 10,
    }))
    .sort(
      (one, other) =>
        (one.workload < other.workload ? -1 : one.workload > other.workload ? 1 : 0) ||
        (one.revision ?? 0) - (other.revision ?? 0),
    );
}

function sourceOf(group: string, namespace: string, world: World): Pick<Share, 'workload' | 'revision'> {
  const [kind = '', name = '', hash = ''] = group.split('/');
  const set = kind === 'ReplicaSet' ? objectNamed(world, 'ReplicaSet', namespace, name) : undefined;
  const above = set && controllerOf(set.metadata);
  if (set !== undefined && above !== undefined)
    return { workload: `${above.kind}/${above.name}`, revision: revisionOf(set) };
  const stored = (revision: string) => objectNamed(world, 'ControllerRevision', namespace, revision);
  // The label is the whole name of the revision for a StatefulSet, its hash for a DaemonSet.
  const revision = (stored(hash) ?? stored(`${name}-${hash}`))?.spec.revision;
  return { workload: `${kind}/${name}`, revision };
}
