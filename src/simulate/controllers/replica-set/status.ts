// What a ReplicaSet says of itself: pkg/controller/replicaset/replica_set_utils.go, Kubernetes v1.35.4.
import { isGateOn } from '../../../kube/gates.js';
import { conditionOf, withCondition, withoutCondition } from '../../objects/condition.js';
import { wholeSeconds } from '../../objects/metadata.js';
import { availableAt, isActive } from '../../objects/pod.js';
import type { ReplicaSetStatus } from '../../objects/replica-set.js';
import type { PodSet } from '../../objects/replication-controller.js';
import { NO_PODS, type PodCounts } from '../../pod-counts.js';
import { managed, type World } from '../../world.js';
import { labelsMatch } from '../claim.js';

/** What the sync saw before it created or deleted anything: upstream reports that. */
export interface Snapshot {
  readonly counts: PodCounts;
  readonly fullyLabeled: number;
  readonly available: number;
}

/** The set as it stands now. */
export function snapshot(set: PodSet, world: World): Snapshot {
  const { active, ready, terminating, alive, labels } = world.indexes.podCounts.get(set.metadata.uid) ?? NO_PODS;
  const templateLabels = set.spec.template.metadata?.labels ?? {};
  let fullyLabeled = 0;
  for (const [own, count] of labels) if (labelsMatch(templateLabels, own)) fullyLabeled += count;
  return { counts: { active, ready, terminating, alive, labels }, fullyLabeled, available: availablePods(set, world) };
}

/** Active pods of the set that are available now. */
export function availablePods(set: PodSet, world: World): number {
  const { minReadySeconds } = set.spec;
  if (minReadySeconds <= 0) return world.indexes.podCounts.get(set.metadata.uid)?.ready ?? 0;
  let available = 0;
  for (const pod of managed(world, set.metadata.uid, 'Pod')) {
    if (isActive(pod) && (availableAt(pod, minReadySeconds) ?? Infinity) <= world.now) available++;
  }
  return available;
}

/** The status after a sync; `failure` is the first refusal, in the API server's words. */
export function calculateStatus(
  set: PodSet,
  seen: Snapshot,
  { failure, world }: { readonly failure: string | undefined; readonly world: World },
): ReplicaSetStatus {
  // The older API has no such field.
  const tellsTerminating =
    set.kind === 'ReplicaSet' && isGateOn('DeploymentReplicaSetTerminatingReplicas', world.settings.version);
  return {
    observedGeneration: set.metadata.generation,
    replicas: seen.counts.active,
    fullyLabeledReplicas: seen.fullyLabeled,
    readyReplicas: seen.counts.ready,
    availableReplicas: seen.available,
    terminatingReplicas: tellsTerminating ? seen.counts.terminating : undefined,
    conditions: conditions(set, seen, { failure, world }),
  };
}

function conditions(
  set: PodSet,
  seen: Snapshot,
  { failure, world }: { readonly failure: string | undefined; readonly world: World },
): ReplicaSetStatus['conditions'] {
  const has = conditionOf(set.status.conditions, 'ReplicaFailure') !== undefined;
  if (failure === undefined)
    return has ? withoutCondition(set.status.conditions, 'ReplicaFailure') : set.status.conditions;
  if (has) return set.status.conditions;
  const reason = seen.counts.active < set.spec.replicas ? 'FailedCreate' : 'FailedDelete';
  const at = wholeSeconds(world.now);
  return withCondition(set.status.conditions, {
    type: 'ReplicaFailure',
    status: 'True',
    reason,
    message: failure,
    lastUpdateTime: at,
    lastTransitionTime: at,
  });
}
