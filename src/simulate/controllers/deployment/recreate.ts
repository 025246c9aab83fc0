/**
 * Recreate: all old pods go, then all new ones come. Follows kubernetes@v1.35.4 pkg/controller/deployment/recreate.go.
 */

import type { Steps } from '../../action.js';
import type { Deployment } from '../../objects/deployment.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import { NO_PODS } from '../../pod-counts.js';
import type { World } from '../../world.js';
import { cleanUpHistory } from './history.js';
import { splitSets } from './new-set.js';
import { isComplete, syncRolloutStatus } from './progress.js';
import { scaleSet } from './scaling.js';

/** One step of a recreation. */
export function* recreate(given: Deployment, sets: readonly ReplicaSet[], world: World): Steps<'retry' | undefined> {
  // The new set is not made yet, or its pods would come before the old ones are gone.
  const split = yield* splitSets(given, sets, { world, create: false });
  if (split === 'retry') return split;
  const cause = { deployment: split.deployment, because: 'strategy Recreate: old pods go first' };
  const scaled: ReplicaSet[] = [];
  for (const set of split.oldSets) scaled.push(yield* scaleSet(set, 0, cause));
  const isScaledDown = scaled.some((set, place) => set !== split.oldSets[place]);
  const isWaiting = isScaledDown || areOldPodsRunning(split.oldSets, world);
  if (isWaiting) return yield* syncRolloutStatus(split.deployment, split, world);
  return yield* bringUp(split.deployment, sets, world);
}

function* bringUp(given: Deployment, sets: readonly ReplicaSet[], world: World): Steps<'retry' | undefined> {
  const split = yield* splitSets(given, sets, { world, create: true });
  if (split === 'retry' || split.newSet === undefined) return 'retry';
  const { deployment, oldSets } = split;
  const { replicas } = deployment.spec;
  yield* scaleSet(split.newSet, replicas, { deployment, because: `spec.replicas: ${replicas}` });
  if (isComplete(deployment, deployment.status)) yield* cleanUpHistory(deployment, oldSets);
  return yield* syncRolloutStatus(deployment, split, world);
}

/** Pods of old sets that have not ended, or that their sets still count. */
function areOldPodsRunning(oldSets: readonly ReplicaSet[], world: World): boolean {
  return oldSets.some((set) => {
    const { alive } = world.indexes.podCounts.get(set.metadata.uid) ?? NO_PODS;
    return set.status.replicas > 0 || alive > 0;
  });
}
