/**
 * Status and conditions of a Deployment, and its progress deadline. Follows kubernetes@v1.35.4
 * pkg/controller/deployment/progress.go and sync.go (`calculateStatus`).
 */

import { isGateOn } from '../../../kube/gates.js';
import type { Steps } from '../../action.js';
import { type Condition, conditionOf, withCondition, withoutCondition } from '../../objects/condition.js';
import type { Deployment, DeploymentStatus } from '../../objects/deployment.js';
import { wholeSeconds } from '../../objects/metadata.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import { isSame } from '../../same.js';
import { current, keyOf, type World } from '../../world.js';
import { hasProgressDeadline, progressing } from './new-set.js';
import { maxUnavailable, totalAvailable, totalReplicas } from './size.js';

/** The sets of a Deployment. */
export interface Sets {
  readonly newSet: ReplicaSet | undefined;
  readonly oldSets: readonly ReplicaSet[];
}

function all({ newSet, oldSets }: Sets): ReplicaSet[] {
  return newSet === undefined ? [...oldSets] : [...oldSets, newSet];
}

/**
 * Updates the status without looking at progress: while paused or scaling (`syncDeploymentStatus`). The sets are as they were
 * before this sync scaled them.
 */
export function* syncStatus(deployment: Deployment, sets: Sets, world: World): Steps<undefined> {
  const status = calculateStatus(deployment, sets, world);
  if (isOutdated(deployment, world)) return undefined;
  yield { do: 'status', object: { ...deployment, status }, because: 'the status of its ReplicaSets' };
  return undefined;
}

/**
 * Has this sync written the Deployment before? Then the API server refuses the update, and the next sync comes at once,
 * because of the first.
 */
function isOutdated(deployment: Deployment, world: World): boolean {
  return current(world, deployment) !== deployment;
}

/** Updates the status and judges progress (`syncRolloutStatus`). The sets are as they were before this sync scaled them. */
export function* syncRolloutStatus(deployment: Deployment, sets: Sets, world: World): Steps<undefined> {
  let status = calculateStatus(deployment, sets, world);
  status = { ...status, conditions: progressConditions(deployment, status, { sets, world }) };
  const failure = replicaFailure(sets);
  const conditions =
    failure === undefined
      ? withoutIfThere(status.conditions, 'ReplicaFailure')
      : withCondition(status.conditions, { ...failure, lastUpdateTime: failure.lastTransitionTime });
  status = { ...status, conditions };
  if (!isSame(deployment.status, status)) {
    if (isOutdated(deployment, world)) return undefined;
    yield { do: 'status', object: { ...deployment, status }, because: 'the status of its ReplicaSets' };
    return undefined;
  }
  yield* requeueStuck(deployment, world);
  return undefined;
}

function withoutIfThere(conditions: readonly Condition[], type: string): readonly Condition[] {
  return conditionOf(conditions, type) === undefined ? conditions : withoutCondition(conditions, type);
}

/** New set's failure first, then any other's. */
function replicaFailure(sets: Sets): Condition | undefined {
  const ordered = sets.newSet === undefined ? sets.oldSets : [sets.newSet, ...sets.oldSets];
  for (const set of ordered) {
    const failure = conditionOf(set.status.conditions, 'ReplicaFailure');
    if (failure !== undefined) return failure;
  }
  return undefined;
}

function calculateStatus(deployment: Deployment, sets: Sets, world: World): DeploymentStatus {
  const everything = all(sets);
  const available = totalAvailable(everything);
  const sum = (pick: (set: ReplicaSet) => number) => everything.reduce((total, set) => total + pick(set), 0);
  return {
    observedGeneration: deployment.metadata.generation,
    replicas: sum((set) => set.status.replicas),
    updatedReplicas: sets.newSet?.status.replicas ?? 0,
    readyReplicas: sum((set) => set.status.readyReplicas),
    availableReplicas: available,
    unavailableReplicas: Math.max(0, totalReplicas(everything) - available),
    terminatingReplicas: isGateOn('DeploymentReplicaSetTerminatingReplicas', world.settings.version)
      ? sum((set) => set.status.terminatingReplicas ?? 0)
      : undefined,
    collisionCount: deployment.status.collisionCount,
    conditions: withCondition(deployment.status.conditions, availability(deployment, available, world)),
  };
}

function availability(deployment: Deployment, available: number, world: World): Condition {
  const isAvailable = available >= deployment.spec.replicas - maxUnavailable(deployment);
  const at = wholeSeconds(world.now);
  return {
    type: 'Available',
    status: isAvailable ? 'True' : 'False',
    reason: isAvailable ? 'MinimumReplicasAvailable' : 'MinimumReplicasUnavailable',
    message: `Deployment ${isAvailable ? 'has' : 'does not have'} minimum availability.`,
    lastUpdateTime: at,
    lastTransitionTime: at,
  };
}

function progressConditions(
  deployment: Deployment,
  status: DeploymentStatus,
  { sets, world }: { readonly sets: Sets; readonly world: World },
): readonly Condition[] {
  const { conditions } = status;
  if (!hasProgressDeadline(deployment)) return withoutIfThere(conditions, 'Progressing');
  const currentCondition = conditionOf(deployment.status.conditions, 'Progressing');
  const isDone = status.replicas === status.updatedReplicas && currentCondition?.reason === 'NewReplicaSetAvailable';
  if (isDone) return conditions;
  const name =
    sets.newSet === undefined
      ? `Deployment "${deployment.metadata.name}"`
      : `ReplicaSet "${sets.newSet.metadata.name}"`;
  if (isComplete(deployment, status)) {
    const message = `${name} has successfully progressed.`;
    return withCondition(conditions, progressing('True', { reason: 'NewReplicaSetAvailable', message }, world));
  }
  if (hasProgressed(deployment.status, status)) {
    const message = `${name} is progressing.`;
    const condition = progressing('True', { reason: 'ReplicaSetUpdated', message }, world);
    const kept =
      currentCondition?.status === 'True' ? currentCondition.lastTransitionTime : condition.lastTransitionTime;
    // Progress renews lastUpdateTime even when nothing else changes: the deadline counts from it.
    return [...withoutCondition(conditions, 'Progressing'), { ...condition, lastTransitionTime: kept }];
  }
  if (hasTimedOut(deployment, conditions, world)) {
    const message = `${name} has timed out progressing.`;
    return withCondition(conditions, progressing('False', { reason: 'ProgressDeadlineExceeded', message }, world));
  }
  return conditions;
}

/** All replicas are updated and available, and no old pods are left (`DeploymentComplete`). */
export function isComplete(deployment: Deployment, status: DeploymentStatus): boolean {
  const { replicas } = deployment.spec;
  return (
    status.updatedReplicas === replicas &&
    status.replicas === replicas &&
    status.availableReplicas === replicas &&
    status.observedGeneration >= deployment.metadata.generation
  );
}

function hasProgressed(before: DeploymentStatus, after: DeploymentStatus): boolean {
  return (
    after.updatedReplicas > before.updatedReplicas ||
    after.replicas - after.updatedReplicas < before.replicas - before.updatedReplicas ||
    after.readyReplicas > before.readyReplicas ||
    after.availableReplicas > before.availableReplicas
  );
}

function hasTimedOut(deployment: Deployment, conditions: readonly Condition[], world: World): boolean {
  const condition = conditionOf(conditions, 'Progressing');
  if (condition === undefined || condition.reason === 'NewReplicaSetAvailable') return false;
  if (condition.reason === 'ProgressDeadlineExceeded') return true;
  return condition.lastUpdateTime + deployment.spec.progressDeadlineSeconds * 1000 < world.now;
}

/** Looks again when the deadline will have passed, a second later (`requeueStuckDeployment`). */
function* requeueStuck(deployment: Deployment, world: World): Steps {
  const condition = conditionOf(deployment.status.conditions, 'Progressing');
  if (!hasProgressDeadline(deployment) || condition === undefined) return;
  if (isComplete(deployment, deployment.status) || condition.reason === 'ProgressDeadlineExceeded') return;
  const left = condition.lastUpdateTime + deployment.spec.progressDeadlineSeconds * 1000 - world.now;
  // Past the deadline and yet not timed out: Progressing still says NewReplicaSetAvailable, of an earlier rollout to the same
  // set, and upstream never reports that deadline. It goes on looking, with growing delays.
  if (left < 0) {
    yield { do: 'wake', controller: 'deployment', key: keyOf(deployment), at: world.now + 1_000_000, patience: 'idle' };
    return;
  }
  const at = world.now + left + 1000;
  yield { do: 'wake', controller: 'deployment', key: keyOf(deployment), at, patience: 'deadline' };
}
