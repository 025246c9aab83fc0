/**
 * Deployment: one ReplicaSet per revision of the template, and a rollout from one to the next.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/controllers/deployment/
 * Follows kubernetes@v1.35.4 pkg/controller/deployment/deployment_controller.go and sync.go.
 *
 * Not modelled: the client's rate limit, stale caches, `spec.podReplacementPolicy` (not before 1.36).
 */

import type { Steps, Sync } from '../../action.js';
import { controllerFor, wakeManager, wakeSelf } from '../../controller.js';
import { conditionOf, withCondition } from '../../objects/condition.js';
import type { Deployment } from '../../objects/deployment.js';
import { controllerOf } from '../../objects/metadata.js';
import type { Pod } from '../../objects/pod.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import { NO_PODS } from '../../pod-counts.js';
import { type Change, controllerReference, keyOf, managed, managerOf, orphans, type World } from '../../world.js';
import { selects } from '../claim.js';
import { cleanUpHistory } from './history.js';
import { hasProgressDeadline, progressing, splitSets } from './new-set.js';
import { syncStatus } from './progress.js';
import { recreate } from './recreate.js';
import { rollBack, rollbackRevision } from './rollback.js';
import { rollOut } from './rolling.js';
import { isScalingEvent, scale } from './scaling.js';
import { counts, standing, workloadOf } from './verdict.js';

/** The Deployment controller. */
export const deployments = controllerFor({
  name: 'deployment',
  kind: 'Deployment',
  watch: { Deployment: wakeSelf, ReplicaSet: watchSet, Pod: watchPod },
  sync,
  workload: { counts, standing, workloadOf },
});

const wakeOwner = wakeManager('Deployment');

function watchSet(change: Change<ReplicaSet>, world: World, wake: (key: string) => void): void {
  wakeOwner(change, world, wake);
  if (change.after === undefined || controllerOf(change.after.metadata) !== undefined) return;
  for (const deployment of world.objects.Deployment.values()) {
    const isHere = deployment.metadata.namespace === change.after.metadata.namespace;
    if (isHere && selects(deployment.spec.selector, change.after.metadata.labels)) wake(keyOf(deployment));
  }
}

/** Recreate waits for the last pod to go; a pod that ends first wakes it by its set's status. */
function watchPod(change: Change<Pod>, world: World, wake: (key: string) => void): void {
  if (change.type !== 'deleted') return;
  const set = managerOf(world, 'ReplicaSet', change.object);
  const deployment = set && managerOf(world, 'Deployment', set);
  if (deployment?.spec.strategy.type !== 'Recreate') return;
  const sets = managed(world, deployment.metadata.uid, 'ReplicaSet');
  const hasPods = sets.some((own) => (world.indexes.podCounts.get(own.metadata.uid) ?? NO_PODS).alive > 0);
  if (!hasPods) wake(keyOf(deployment));
}

function* sync(given: Deployment, world: World): Sync {
  yield* claimSets(given, world);
  const sets = managed(world, given.metadata.uid, 'ReplicaSet');
  if (given.metadata.deletionTimestamp !== undefined) return yield* statusOnly(given, sets, world);
  const deployment = yield* checkPaused(given, world);
  if (deployment.spec.paused) return yield* syncScale(deployment, sets, world);
  if (rollbackRevision(deployment) !== undefined) return yield* rollBack(deployment, sets, world);
  const split = yield* splitSets(deployment, sets, { world, create: false });
  if (split === 'retry') return split;
  const fresh = managed(world, given.metadata.uid, 'ReplicaSet');
  if (isScalingEvent(split.deployment, fresh)) return yield* syncScale(split.deployment, fresh, world);
  if (deployment.spec.strategy.type === 'Recreate') return yield* recreate(split.deployment, fresh, world);
  return yield* rollOut(split.deployment, fresh, world);
}

/** Adopts matching ReplicaSets that nobody manages and lets go of those that match no longer. */
function* claimSets(deployment: Deployment, world: World): Steps {
  const { selector } = deployment.spec;
  for (const set of managed(world, deployment.metadata.uid, 'ReplicaSet')) {
    if (selects(selector, set.metadata.labels)) continue;
    const ownerReferences = set.metadata.ownerReferences.filter((owner) => owner.uid !== deployment.metadata.uid);
    const object = { ...set, metadata: { ...set.metadata, ownerReferences } };
    yield { do: 'update', object, because: 'its labels do not match spec.selector any more' };
  }
  if (deployment.metadata.deletionTimestamp !== undefined) return;
  for (const set of orphans(world, 'ReplicaSet', deployment.metadata.namespace)) {
    if (!selects(selector, set.metadata.labels) || set.metadata.deletionTimestamp !== undefined) continue;
    const ownerReferences = [...set.metadata.ownerReferences, controllerReference(deployment)];
    const object = { ...set, metadata: { ...set.metadata, ownerReferences } };
    yield { do: 'update', object, because: 'its labels match spec.selector and nobody manages it' };
  }
}

function* statusOnly(deployment: Deployment, sets: readonly ReplicaSet[], world: World): Sync {
  const split = yield* splitSets(deployment, sets, { world, create: false });
  return split === 'retry' ? split : yield* syncStatus(split.deployment, split, world);
}

/** While paused, or after a change of `spec.replicas`: scale, no rollout (`sync`). */
function* syncScale(given: Deployment, sets: readonly ReplicaSet[], world: World): Sync {
  const split = yield* splitSets(given, sets, { world, create: false });
  if (split === 'retry') return split;
  const { deployment, newSet, oldSets } = split;
  yield* scale(deployment, newSet, oldSets);
  if (deployment.spec.paused && rollbackRevision(deployment) === undefined) yield* cleanUpHistory(deployment, oldSets);
  return yield* syncStatus(deployment, { newSet, oldSets }, world);
}

/** Says that it is paused or resumed, so that the deadline does not count meanwhile (`checkPausedConditions`). */
function* checkPaused(deployment: Deployment, world: World): Steps<Deployment> {
  const condition = conditionOf(deployment.status.conditions, 'Progressing');
  if (!hasProgressDeadline(deployment) || condition?.reason === 'ProgressDeadlineExceeded') return deployment;
  const { paused } = deployment.spec;
  const isSaid = condition?.reason === 'DeploymentPaused';
  if (paused === isSaid) return deployment;
  const reason = paused ? 'DeploymentPaused' : 'DeploymentResumed';
  const message = `Deployment is ${paused ? 'paused' : 'resumed'}`;
  const conditions = withCondition(deployment.status.conditions, progressing('Unknown', { reason, message }, world));
  const object = { ...deployment, status: { ...deployment.status, conditions } };
  yield { do: 'status', object, because: `spec.paused: ${paused}` };
  return object;
}
