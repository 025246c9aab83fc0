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

import { isGateOn } from '../../kube/gates.js';
import type { Action, Steps, Sync } from '../action.js';
import { type Controller, controllerFor, type Standing, type WorkloadCounts, wakeManager } from '../controller.js';
import { NO_PODS, type PodCounts } from '../indexes.js';
import { conditionOf, withCondition, withoutCondition } from '../objects/condition.js';
import type { Kinds } from '../objects/kinds.js';
import { controllerOf, wholeSeconds } from '../objects/metadata.js';
import { availableAt, isActive, isTerminal, type Pod } from '../objects/pod.js';
import type { ReplicaSetStatus } from '../objects/replica-set.js';
import type { PodSet } from '../objects/replication-controller.js';
import { type Change, controllerReference, keyOf, managed, managerOf, orphans, type World } from '../world.js';
import { labelsMatch, selects } from './claim.js';
import { podFromTemplate } from './pod-from-template.js';
import { podsToDelete } from './scale-down-order.js';
import { podTrouble } from './trouble.js';

/** What the events of each kind say they come from. */
const SOURCES = { ReplicaSet: 'replicaset-controller', ReplicationController: 'replication-controller' };
const BURST_REPLICAS = 500;

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

/** Nobody else writes the status of a set. */
function isStatusOnly({ before, after }: Change): boolean {
  return (
    before !== undefined && after !== undefined && before.metadata === after.metadata && before.spec === after.spec
  );
}

/** Was the pod just made, adopted or released? Its controller does that itself. */
function isOfNewOwner({ before, after }: Change<Pod>): boolean {
  return (
    before === undefined || (after !== undefined && before.metadata.ownerReferences !== after.metadata.ownerReferences)
  );
}

/**
 * Upstream looks at every change of a pod, and mostly finds nothing to do: a sync depends on which pods are active, ready and
 * labelled how. A set that could not create pods tries again at each look.
 */
function isNews(kind: PodSet['kind'], { before, after }: Change<Pod>, world: World): boolean {
  if (before === undefined || after === undefined || before.metadata !== after.metadata) return true;
  if (before.status.ready !== after.status.ready || isTerminal(before) !== isTerminal(after)) return true;
  const set = managerOf(world, kind, after);
  return set !== undefined && set.status.conditions.length > 0;
}

interface Wakening {
  readonly world: World;
  readonly wake: (key: string) => void;
}

function wakeAdopters(kind: PodSet['kind'], change: Change<Pod>, { world, wake }: Wakening): void {
  const { before, after } = change;
  if (after === undefined || controllerOf(after.metadata) !== undefined) return;
  const isSame =
    before?.metadata.labels === after.metadata.labels &&
    before.metadata.ownerReferences === after.metadata.ownerReferences;
  if (isSame) return;
  // A pod that nobody manages: whoever selects it may adopt it.
  for (const set of world.objects[kind].values()) {
    const isHere = set.metadata.namespace === after.metadata.namespace;
    if (isHere && selects(set.spec.selector, after.metadata.labels)) wake(keyOf(set));
  }
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

/** What the sync saw before it created or deleted anything: upstream reports that. */
interface Snapshot {
  readonly counts: PodCounts;
  readonly fullyLabeled: number;
  readonly available: number;
}

function snapshot(set: PodSet, world: World): Snapshot {
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

/** Adopts matching pods that nobody manages and lets go of own pods that match no longer (controller_ref_manager.go). */
function* claimPods(set: PodSet, world: World): Steps {
  const { selector } = set.spec;
  const strangers = [...(world.indexes.podCounts.get(set.metadata.uid)?.labels.keys() ?? [])].filter(
    (labels) => !selects(selector, labels),
  );
  if (strangers.length > 0) {
    const pods = managed(world, set.metadata.uid, 'Pod').filter(isActive);
    for (const pod of pods.filter((own) => strangers.includes(own.metadata.labels))) {
      const ownerReferences = pod.metadata.ownerReferences.filter((owner) => owner.uid !== set.metadata.uid);
      yield withOwners(pod, ownerReferences, 'its labels do not match spec.selector any more');
    }
  }
  if (set.metadata.deletionTimestamp !== undefined) return;
  const adoptable = orphans(world, 'Pod', set.metadata.namespace).filter(
    (pod) => isActive(pod) && selects(selector, pod.metadata.labels),
  );
  for (const pod of adoptable) {
    const ownerReferences = [...pod.metadata.ownerReferences, controllerReference(set)];
    yield withOwners(pod, ownerReferences, 'its labels match spec.selector and nobody manages it');
  }
}

function withOwners(pod: Pod, ownerReferences: Pod['metadata']['ownerReferences'], because: string): Action {
  return { do: 'update', object: { ...pod, metadata: { ...pod.metadata, ownerReferences } }, because };
}

/** Creates or deletes pods. Gives the first refusal in the API server's words. */
function* manageReplicas(set: PodSet, world: World): Steps<string | undefined> {
  const active = world.indexes.podCounts.get(set.metadata.uid)?.active ?? 0;
  const missing = set.spec.replicas - active;
  if (missing > 0) return yield* slowStart(set, Math.min(missing, BURST_REPLICAS));
  if (missing < 0) yield* deletePods(set, world, Math.min(-missing, BURST_REPLICAS));
  return undefined;
}

/** Creates pods in batches of 1, 2, 4, …; a batch with a failure is the last (`slowStartBatch`). */
function* slowStart(set: PodSet, count: number): Steps<string | undefined> {
  let remaining = count;
  for (let batch = 1; remaining > 0; batch = Math.min(2 * batch, remaining)) {
    let failure: string | undefined;
    for (let place = 0; place < batch; place++) failure = (yield* createPod(set)) ?? failure;
    if (failure !== undefined) return failure;
    remaining -= batch;
  }
  return undefined;
}

function eventOf(
  set: PodSet,
  type: 'Normal' | 'Warning',
  said: { readonly reason: string; readonly message: string; readonly because: string },
): Action {
  return { do: 'event', object: set, source: SOURCES[set.kind], type, ...said };
}

function* createPod(set: PodSet): Steps<string | undefined> {
  const because = `spec.replicas: ${set.spec.replicas}`;
  const outcome = yield { do: 'create', object: podFromTemplate(set.spec.template, set), because };
  if (outcome.kind === 'refused') {
    const message = `Error creating: ${outcome.message}`;
    yield eventOf(set, 'Warning', { reason: 'FailedCreate', message, because });
    return outcome.message;
  }
  const message = `Created pod: ${outcome.object?.metadata.name ?? ''}`;
  yield eventOf(set, 'Normal', { reason: 'SuccessfulCreate', message, because });
  return undefined;
}

function* deletePods(set: PodSet, world: World, count: number): Steps {
  const { pods, rule, alike } = podsToDelete(set, world, count);
  const because = `spec.replicas: ${set.spec.replicas}${rule === '' ? '' : `; ${rule}`}`;
  for (const pod of pods) {
    yield { do: 'delete', object: pod, because, ...(alike.length > 0 && { alike }) };
    const message = `Deleted pod: ${pod.metadata.name}`;
    yield eventOf(set, 'Normal', { reason: 'SuccessfulDelete', message, because });
  }
}

function calculateStatus(
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
