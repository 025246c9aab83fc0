/**
 * ReplicaSet and ReplicationController: keep the number of pods that match their selector at `spec.replicas`.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/controllers/replicaset/ and …/replicationcontroller/
 * Follows kubernetes@v1.35.4 pkg/controller/replicaset/replica_set.go and replica_set_utils.go;
 * pkg/controller/replication is the same code for the older kind.
 *
 * Not modelled: the client's rate limit (20 requests a second), expectations (reads here are never stale), the
 * pod-deletion-cost of more than one scheduler profile.
 */

import type { Steps, Sync } from '../../action.js';
import { type Controller, controllerFor, type Standing, type WorkloadCounts, wakeManager } from '../../controller.js';
import type { Kinds } from '../../objects/kinds.js';
import { controllerOf } from '../../objects/metadata.js';
import { availableAt, isActive, type Pod } from '../../objects/pod.js';
import type { PodSet } from '../../objects/replication-controller.js';
import { NO_PODS } from '../../pod-counts.js';
import { type Change, keyOf, managed, managerOf, type World } from '../../world.js';
import { podTrouble } from '../trouble.js';
import { claimPods } from './ownership.js';
import { manageReplicas } from './scaling.js';
import { availablePods, calculateStatus, snapshot } from './status.js';
import { isNews, isOfNewOwner, isStatusOnly, wakeAdopters } from './watch.js';

/** The ReplicaSet controller. */
export const replicaSets = podSetController('ReplicaSet');

/** The ReplicationController controller. */
export const replicationControllers = podSetController('ReplicationController');

/**
 * The same controllers' next look, at the status that they have just written and the pods that they have just made, adopted
 * or released. It comes after the look of who counts the sets (a Deployment): that one sees the status from before, and may
 * take its change for progress.
 */
export const podSetRecounts: readonly Controller[] = (['ReplicaSet', 'ReplicationController'] as const).map((kind) => {
  const wakeOwner = wakeManager(kind);
  return controllerFor({
    name: `${nameOf(kind)}-recount`,
    kind,
    watch: {
      [kind]: (change: Change, _world: World, wake: (key: string) => void) => {
        if (isStatusOnly(change)) wake(keyOf(change.object));
      },
      Pod: (change: Change<Pod>, world: World, wake: (key: string) => void) => {
        if (isOfNewOwner(change)) wakeOwner(change, world, wake);
      },
    },
    sync: lookAgain,
  });
});

function* lookAgain(set: PodSet, { now }: World): Sync {
  yield { do: 'wake', controller: nameOf(set.kind), key: keyOf(set), at: now, patience: 'work' };
  return undefined;
}

function podSetController<K extends PodSet['kind']>(kind: K): Controller {
  const wakeOwner = wakeManager(kind);
  return controllerFor({
    name: nameOf(kind),
    kind,
    watch: {
      [kind]: (change: Change, _world: World, wake: (key: string) => void) => {
        if (!isStatusOnly(change)) wake(keyOf(change.object));
      },
      Pod: (change: Change<Pod>, world: World, wake: (key: string) => void) => {
        if (!isOfNewOwner(change) && isNews(kind, change, world)) wakeOwner(change, world, wake);
        wakeAdopters(kind, change, { world, wake });
      },
    },
    sync,
    workload: { counts, standing, workloadOf: (change, world) => workloadOf(kind, change, world) },
  });
}

function nameOf(kind: PodSet['kind']): string {
  return kind.toLowerCase();
}

function* sync(set: PodSet, world: World): Sync {
  yield* claimPods(set, world);
  const before = snapshot(set, world);
  let failure: string | undefined;
  if (set.metadata.deletionTimestamp === undefined) failure = yield* manageReplicas(set, world);
  const status = calculateStatus(set, before, { failure, world });
  yield { do: 'status', object: { ...set, status }, because: 'the pods it has' };
  if (failure !== undefined) return 'retry';
  yield* planNextCheck(set, world);
  return undefined;
}

/** With minReadySeconds a Ready pod becomes available without any change of its own. */
function* planNextCheck(set: PodSet, world: World): Steps {
  const { minReadySeconds } = set.spec;
  if (minReadySeconds <= 0) return;
  let next = Infinity;
  for (const pod of managed(world, set.metadata.uid, 'Pod')) {
    const at = isActive(pod) ? availableAt(pod, minReadySeconds) : undefined;
    if (at !== undefined && at > world.now) next = Math.min(next, at);
  }
  if (next === Infinity) return;
  yield { do: 'wake', controller: nameOf(set.kind), key: keyOf(set), at: next, patience: 'work' };
}

function counts(set: PodSet, world: World): WorkloadCounts {
  const { active, ready, terminating } = world.indexes.podCounts.get(set.metadata.uid) ?? NO_PODS;
  const available = availablePods(set, world);
  return {
    desired: set.spec.replicas,
    total: active,
    updated: active,
    ready,
    available,
    terminating,
    maxUnavailable: 0,
  };
}

function standing(set: PodSet, world: World): Standing {
  const { available } = counts(set, world);
  if (available === set.spec.replicas) return { outcome: 'complete' };
  const trouble = podTrouble([set], world);
  return {
    outcome: 'stuck',
    reason: `${available} of ${set.spec.replicas} pods are available: ${trouble.reason}`,
    next: trouble.next,
  };
}

function workloadOf<K extends PodSet['kind']>(kind: K, { object }: Change, world: World): Kinds[K] | undefined {
  // An object of this kind: the kind was just compared.
  const own = object.kind === kind ? (object as Kinds[K]) : undefined;
  const set = object.kind === 'Pod' ? managerOf(world, kind, object) : own;
  return set !== undefined && controllerOf(set.metadata) === undefined ? set : undefined;
}
