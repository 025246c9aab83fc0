/**
 * RollingUpdate: new pods come as surge allows, old pods go as availability allows. Follows kubernetes@v1.35.4
 * pkg/controller/deployment/rolling.go: one step per sync, up before down.
 */

import type { Steps } from '../../action.js';
import type { Deployment } from '../../objects/deployment.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import type { World } from '../../world.js';
import { byCreation } from './annotations.js';
import { cleanUpHistory } from './history.js';
import { splitSets } from './new-set.js';
import { isComplete, syncRolloutStatus } from './progress.js';
import { scaleSet } from './scaling.js';
import { maxSurge, maxUnavailable, newSetSize, totalAvailable, totalReplicas } from './size.js';

/** One step of a rolling update. */
export function* rollOut(given: Deployment, sets: readonly ReplicaSet[], world: World): Steps<'retry' | undefined> {
  const split = yield* splitSets(given, sets, { world, create: true });
  if (split === 'retry' || split.newSet === undefined) return 'retry';
  const { deployment, newSet, oldSets } = split;
  const up = yield* scaleUp(deployment, newSet, oldSets);
  if (up !== newSet) return yield* syncRolloutStatus(deployment, split, world);
  const isDown = yield* scaleDown(deployment, newSet, oldSets);
  if (!isDown && isComplete(deployment, deployment.status)) yield* cleanUpHistory(deployment, oldSets);
  return yield* syncRolloutStatus(deployment, split, world);
}

/** The new set as large as surge allows, or no larger than `spec.replicas`. */
function* scaleUp(deployment: Deployment, newSet: ReplicaSet, oldSets: readonly ReplicaSet[]): Steps<ReplicaSet> {
  const { replicas } = deployment.spec;
  if (newSet.spec.replicas === replicas) return newSet;
  if (newSet.spec.replicas > replicas) {
    return yield* scaleSet(newSet, replicas, { deployment, because: `spec.replicas: ${replicas}` });
  }
  const size = newSetSize(deployment, [...oldSets, newSet], newSet.spec.replicas);
  const because = `maxSurge ${maxSurge(deployment)}: at most ${replicas + maxSurge(deployment)} pods at once`;
  return yield* scaleSet(newSet, size, { deployment, because });
}

/** One step down of the old sets. Gives whether one was possible. */
function* scaleDown(deployment: Deployment, newSet: ReplicaSet, oldSets: readonly ReplicaSet[]): Steps<boolean> {
  if (totalReplicas(oldSets) === 0) return false;
  const minAvailable = deployment.spec.replicas - maxUnavailable(deployment);
  const newUnavailable = newSet.spec.replicas - newSet.status.availableReplicas;
  const maxScaledDown = totalReplicas([...oldSets, newSet]) - minAvailable - newUnavailable;
  if (maxScaledDown <= 0) return false;
  const cleaned = yield* cleanUpUnhealthy(deployment, oldSets, maxScaledDown);
  const scaled = yield* scaleDownAvailable(deployment, newSet, cleaned);
  return totalReplicas(scaled) !== totalReplicas(oldSets);
}

/** Old pods that are not available go first: that costs no availability. Oldest set first. */
function* cleanUpUnhealthy(
  deployment: Deployment,
  oldSets: readonly ReplicaSet[],
  maxCleanup: number,
): Steps<readonly ReplicaSet[]> {
  const because = 'old pods that are not available go first';
  const after: ReplicaSet[] = [];
  let left = maxCleanup;
  for (const set of byCreation(oldSets)) {
    const unhealthy = Math.max(0, set.spec.replicas - set.status.availableReplicas);
    const count = Math.min(left, unhealthy);
    left -= count;
    after.push(yield* scaleSet(set, set.spec.replicas - count, { deployment, because }));
  }
  return after;
}

/** Available old pods go as long as enough pods stay available. Oldest set first. */
function* scaleDownAvailable(
  deployment: Deployment,
  newSet: ReplicaSet,
  oldSets: readonly ReplicaSet[],
): Steps<readonly ReplicaSet[]> {
  const minAvailable = deployment.spec.replicas - maxUnavailable(deployment);
  const available = totalAvailable([...oldSets, newSet]);
  const because = `maxUnavailable ${maxUnavailable(deployment)}: ${minAvailable} stay available of ${available}`;
  const after: ReplicaSet[] = [];
  let left = Math.max(0, available - minAvailable);
  for (const set of oldSets) {
    const count = Math.min(left, set.spec.replicas);
    left -= count;
    after.push(yield* scaleSet(set, set.spec.replicas - count, { deployment, because }));
  }
  return after;
}
