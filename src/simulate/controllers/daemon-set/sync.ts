/**
 * DaemonSet: one pod on each node that matches, and a rollout from one template to the next.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/controllers/daemonset/
 * Follows kubernetes@v1.35.4 pkg/controller/daemon/daemon_controller.go and update.go.
 *
 * Not modelled: the client's rate limit, stale caches, the back-off before failed pods are deleted, the label
 * `pod-template-generation`. Nodes are taken in the order in which they joined; real ones in no order.
 */

import type { Steps, Sync } from '../../action.js';
import { controllerFor, wakeManager, wakeSelf } from '../../controller.js';
import type { DaemonSet, DaemonSetStatus } from '../../objects/daemon-set.js';
import { controllerOf } from '../../objects/metadata.js';
import type { Node } from '../../objects/node.js';
import { isActive, type Pod } from '../../objects/pod.js';
import { type Change, controllerReference, current, keyOf, managed, orphans, podsOn, type World } from '../../world.js';
import { selects } from '../claim.js';
import { manage } from './manage.js';
import { placementOn } from './placement.js';
import { byAge, isAvailable, isUpdated, podsByNode } from './pods.js';
import { cleanUpHistory, hashOf, history } from './revisions.js';
import { rollOut } from './rolling.js';
import { counts, standing, workloadOf } from './verdict.js';

/** The DaemonSet controller. */
export const daemonSets = controllerFor({
  name: 'daemonset',
  kind: 'DaemonSet',
  watch: { DaemonSet: wakeSelf, Pod: watchPod, Node: watchNode },
  sync,
  workload: { counts, standing, workloadOf },
});

const wakeOwner = wakeManager('DaemonSet');

function watchPod(change: Change<Pod>, world: World, wake: (key: string) => void): void {
  wakeOwner(change, world, wake);
  const { before, after } = change;
  if (after === undefined || controllerOf(after.metadata) !== undefined) return;
  if (before?.metadata === after.metadata) return;
  for (const set of world.objects.DaemonSet.values()) {
    const isHere = set.metadata.namespace === after.metadata.namespace;
    if (isHere && selects(set.spec.selector, after.metadata.labels)) wake(keyOf(set));
  }
}

/** A node that wants a pod, or has one that it does not want. One that is gone wakes nobody (`syncNodeUpdate`). */
function watchNode({ before, after }: Change<Node>, world: World, wake: (key: string) => void): void {
  if (after === undefined) return;
  const isNews = before?.metadata.labels !== after.metadata.labels || before?.spec.taints !== after.spec.taints;
  if (!isNews) return;
  for (const set of world.objects.DaemonSet.values()) {
    const { shouldRun, shouldContinue } = placementOn(after, set);
    const { uid } = set.metadata;
    const has = podsOn(world, after.metadata.name).some((pod) => controllerOf(pod.metadata)?.uid === uid);
    if (has ? !shouldContinue || set.status.numberMisscheduled > 0 : shouldRun) wake(keyOf(set));
  }
}

function* sync(set: DaemonSet, world: World): Sync {
  if (set.metadata.deletionTimestamp !== undefined) return undefined;
  const past = yield* history(set, world);
  if (past === 'retry') return past;
  yield* claimPods(set, world);
  const hash = hashOf(past.current);
  const { isChanged, refusal } = yield* manage(set, hash, world);
  // Upstream waits until it sees the pods that it has just made or deleted; the next sync comes at once.
  const isRolling = !isChanged && set.spec.updateStrategy.type === 'RollingUpdate';
  const refused = refusal ?? (isRolling ? yield* rollOut(set, hash, world) : undefined);
  if (refused === undefined) yield* cleanUpHistory(set, past.old, world);
  const now = current(world, set) ?? set;
  yield { do: 'status', object: { ...now, status: statusOf(now, hash, world) }, because: 'the nodes and their pods' };
  if (refused !== undefined) return 'retry';
  yield* planNextCheck(set, world);
  return undefined;
}

/** Adopts matching pods that nobody manages and lets go of own pods that match no longer. */
function* claimPods(set: DaemonSet, world: World): Steps {
  const { selector } = set.spec;
  for (const pod of managed(world, set.metadata.uid, 'Pod')) {
    if (selects(selector, pod.metadata.labels)) continue;
    const ownerReferences = pod.metadata.ownerReferences.filter((owner) => owner.uid !== set.metadata.uid);
    const object = { ...pod, metadata: { ...pod.metadata, ownerReferences } };
    yield { do: 'update', object, because: 'its labels do not match spec.selector any more' };
  }
  for (const pod of orphans(world, 'Pod', set.metadata.namespace)) {
    if (!isActive(pod) || !selects(selector, pod.metadata.labels)) continue;
    const ownerReferences = [...pod.metadata.ownerReferences, controllerReference(set)];
    const object = { ...pod, metadata: { ...pod.metadata, ownerReferences } };
    yield { do: 'update', object, because: 'its labels match spec.selector and nobody manages it' };
  }
}

/** Counts nodes; of several pods on one the oldest speaks for it (`updateDaemonSetStatus`). */
function statusOf(set: DaemonSet, hash: string, world: World): DaemonSetStatus {
  const pods = podsByNode(set, world);
  const count = { desired: 0, current: 0, misscheduled: 0, ready: 0, updated: 0, available: 0 };
  for (const node of world.objects.Node.values()) {
    const [oldest] = byAge(pods.get(node.metadata.name) ?? []);
    if (!placementOn(node, set).shouldRun) {
      if (oldest !== undefined) count.misscheduled++;
      continue;
    }
    count.desired++;
    if (oldest === undefined) continue;
    count.current++;
    if (oldest.status.ready) count.ready++;
    if (isAvailable(oldest, set, world)) count.available++;
    if (isUpdated(oldest, hash)) count.updated++;
  }
  return {
    observedGeneration: set.metadata.generation,
    desiredNumberScheduled: count.desired,
    currentNumberScheduled: count.current,
    numberMisscheduled: count.misscheduled,
    numberReady: count.ready,
    updatedNumberScheduled: count.updated,
    numberAvailable: count.available,
    numberUnavailable: count.desired - count.available,
    collisionCount: set.status.collisionCount,
  };
}

/**
 * With minReadySeconds a Ready pod becomes available without any change of its own. Upstream looks again minReadySeconds and
 * a second after Ready; if the oldest pod of a node is ready and not available, minReadySeconds after the present look.
 */
function* planNextCheck(set: DaemonSet, world: World): Steps {
  const delayMs = set.spec.minReadySeconds * 1000;
  if (delayMs <= 0) return;
  const { numberReady, numberAvailable } = (current(world, set) ?? set).status;
  let next = numberReady === numberAvailable ? Infinity : world.now + delayMs;
  for (const pod of managed(world, set.metadata.uid, 'Pod')) {
    const at = pod.status.readySince + delayMs + 1000;
    if (pod.status.ready && at > world.now) next = Math.min(next, at);
  }
  if (next < Infinity) yield { do: 'wake', controller: 'daemonset', key: keyOf(set), at: next, patience: 'work' };
}
