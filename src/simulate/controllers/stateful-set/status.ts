/** What a StatefulSet's status counts. Follows kubernetes@v1.35.4 pkg/controller/statefulset/stateful_set_control.go. */

import type { Pod } from '../../objects/pod.js';
import type { StatefulSet, StatefulSetStatus } from '../../objects/stateful-set.js';
import { isAvailable, isBeingDeleted, isReady, revisionOf } from './ordinals.js';
import type { Revisions } from './revisions.js';

/** The status by these pods, as the sync saw them (`updateStatus`). */
export function statusOf(
  set: StatefulSet,
  revisions: Revisions,
  { pods, now }: { readonly pods: readonly Pod[]; readonly now: number },
): StatefulSetStatus {
  const currentRevision = revisions.current.metadata.name;
  const updateRevision = revisions.update.metadata.name;
  const count = (holds: (pod: Pod) => boolean) => pods.filter(holds).length;
  const isAt = (revision: string) => (pod: Pod) => !isBeingDeleted(pod) && revisionOf(pod) === revision;
  return {
    observedGeneration: set.metadata.generation,
    replicas: pods.length,
    readyReplicas: count(isReady),
    availableReplicas: count((pod) => isReady(pod) && isAvailable(pod, set.spec.minReadySeconds, now)),
    currentReplicas: count(isAt(currentRevision)),
    updatedReplicas: count(isAt(updateRevision)),
    currentRevision,
    updateRevision,
    collisionCount: revisions.collisionCount,
  };
}

/** The status at the end of a rolling update: the update revision has become the current one (`completeRollingUpdate`). */
export function completed(set: StatefulSet, status: StatefulSetStatus): StatefulSetStatus {
  const { replicas, updateStrategy } = set.spec;
  const isComplete =
    updateStrategy.type === 'RollingUpdate' &&
    status.updatedReplicas === replicas &&
    status.readyReplicas === replicas &&
    status.replicas === replicas;
  if (!isComplete) return status;
  return { ...status, currentReplicas: status.updatedReplicas, currentRevision: status.updateRevision };
}
