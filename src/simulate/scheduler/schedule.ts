/**
 * kube-scheduler: gives each pod a node, or says why none fits.
 *
 * Docs: https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
 * Follows kubernetes@v1.35.4 pkg/scheduler/schedule_one.go and backend/queue.
 *
 * Not modelled: several profiles, back-off between attempts (a pod is tried again when something changed that may help,
 * the most important first; in a real cluster one that failed a moment ago may have to let others go first).
 */

import type { Action, EventAction, Steps, Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import { isAlike } from '../objects/alike.js';
import type { Node } from '../objects/node.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import { claimKeysOf } from '../volumes/pod-claims.js';
import { type Change, current, keyOf, type World } from '../world.js';
import { choose, chooserFor } from './candidates.js';
import { noFitMessage, refusedMessage } from './no-fit.js';
import { failedLike, GATED, priorityOf } from './placements.js';
import { type Candidate, PREEMPTED, preempt } from './preemption.js';
import { bindVolumes } from './volumes.js';

/** The scheduler. */
export const scheduler = controllerFor({
  name: 'scheduler',
  kind: 'Pod',
  watch: {
    Pod: watchPod,
    Node: watchNode,
    PersistentVolumeClaim: wakeAll,
    PersistentVolume: wakeAll,
    StorageClass: wakeAll,
    CSINode: wakeAll,
  },
  sync,
  syncAll,
});

function watchPod({ type, before, after, object }: Change<Pod>, world: World, wake: (key: string) => void): void {
  if (object.node === undefined) {
    if (after !== undefined && before?.status.unschedulable !== after.status.unschedulable)
      wakeFollowers(after, world, wake);
    const isOpened = before?.spec !== after?.spec || before?.metadata.labels !== after?.metadata.labels;
    if (type === 'added' || (type === 'modified' && isOpened)) wake(keyOf(object));
    // Who made room and goes leaves it to others.
    if (type === 'deleted' && object.status.nominatedNode !== undefined) wakeUnschedulable(world, wake);
    return;
  }
  // Where one of a template fits there may be room for the next.
  if (before !== undefined && before.node === undefined && before.status.unschedulable !== '')
    wakeFirst(failedLike(before, world.indexes.placements), wake);
  // A pod that gives back its place may help others; so may one that others want to be with.
  const isFreed =
    before !== undefined &&
    before.node !== undefined &&
    !isTerminal(before) &&
    (after === undefined || isTerminal(after));
  const isPlaced = before?.node === undefined || before.metadata.labels !== after?.metadata.labels;
  const isGoing = before?.metadata.deletionTimestamp === undefined && object.metadata.deletionTimestamp !== undefined;
  if (isFreed) wakeUnschedulable(world, wake);
  else if (isPlaced || isGoing) for (const key of world.indexes.placements.watchful) wake(key);
}

function watchNode({ before, after }: Change<Node>, world: World, wake: (key: string) => void): void {
  const isNews =
    before?.spec !== after?.spec ||
    before?.metadata.labels !== after?.metadata.labels ||
    before?.status.allocatable !== after?.status.allocatable;
  if (isNews) wakeUnschedulable(world, wake);
}

function wakeAll(_change: Change, world: World, wake: (key: string) => void): void {
  wakeUnschedulable(world, wake);
}

/** The most important first, as in the scheduler's queue. */
function wakeUnschedulable(world: World, wake: (key: string) => void): void {
  const { failed, nominated } = world.indexes.placements;
  for (const keys of nominated.values()) for (const key of keys) wake(key);
  for (const priority of downwards(failed))
    for (const keys of failed.get(priority)?.values() ?? []) wakeFirst(keys, wake);
}

/** One of a template speaks for all: the others are looked at when it fits, or when its reasons are others than before. */
function wakeFirst(keys: ReadonlySet<string> | undefined, wake: (key: string) => void): void {
  for (const key of keys ?? []) {
    wake(key);
    return;
  }
}

function wakeFollowers(pod: Pod, { indexes, objects }: World, wake: (key: string) => void): void {
  // Those that just learned something are last: the first knows the least.
  for (const key of failedLike(pod, indexes.placements) ?? []) {
    if (objects.Pod.get(key)?.status.unschedulable !== pod.status.unschedulable) wake(key);
    return;
  }
}

function downwards(byPriority: ReadonlyMap<number, unknown>): number[] {
  return [...byPriority.keys()].sort((one, other) => other - one);
}

/** One pod after the other, as long as nobody else has to act in between. */
function* syncAll(keys: readonly string[], world: World): Sync {
  for (let place = 0; place < keys.length; place++) {
    place += yield* bindAlike(keys, place, world);
    const key = keys[place] ?? '';
    const pod = world.objects.Pod.get(key);
    if (pod === undefined) continue;
    yield* sync(pod, world);
    const after = world.objects.Pod.get(key);
    const isDone = after === undefined || after.node !== undefined || after.status.nominatedNode === undefined;
    if ((isDone && claimKeysOf(pod).length === 0) || place + 1 === keys.length) continue;
    // Volumes are made, or pods have to go: the others see what comes of it.
    yield { do: 'wake', controller: 'scheduler', key: keys.slice(place + 1), at: world.now, patience: 'work' };
    return undefined;
  }
  return undefined;
}

/** Binds pods that are alike from the place on, as long as nodes take them. Gives how many these are. */
function* bindAlike(keys: readonly string[], place: number, world: World): Steps<number> {
  const first = world.objects.Pod.get(keys[place] ?? '');
  const nodeFor = first && nodesFor(first, world);
  if (first === undefined || nodeFor === undefined || moreUrgent(first, world).length > 0) return 0;
  const pods = [first];
  for (let next = place + 1; next < keys.length; next++) {
    const pod = world.objects.Pod.get(keys[next] ?? '');
    if (pod === undefined || !isAlike(first, pod)) break;
    pods.push(pod);
  }
  if (pods.length === 1) return 0;
  const { pods: bound = [] } = yield { do: 'bindings', pods, nodeFor, because: BOUND };
  yield { do: 'events', pods: bound, of: scheduled };
  return bound.length;
}

/** Chooses nodes for pods like this one that wait for nothing else; `undefined` if each has to be looked at by itself. */
function nodesFor(pod: Pod, world: World): ((pod: Pod) => string | undefined) | undefined {
  const { node, metadata, spec, status } = pod;
  const isWaiting = node === undefined && metadata.deletionTimestamp === undefined;
  const isFree = (spec.schedulingGates ?? []).length === 0 && status.nominatedNode === undefined;
  return isWaiting && isFree ? chooserFor(pod, world) : undefined;
}

function* sync(pod: Pod, world: World): Sync {
  for (const urgent of moreUrgent(pod, world)) yield* schedule(urgent, world);
  const own = current(world, pod);
  if (own !== undefined) yield* schedule(own, world);
  return undefined;
}

/** Pods that came at the same moment and are more important. */
function moreUrgent(pod: Pod, world: World): Pod[] {
  const { untried } = world.indexes.placements;
  if (untried.size === 0) return [];
  const higher = downwards(untried).filter((priority) => priority > priorityOf(pod));
  return higher.flatMap((priority) =>
    [...(untried.get(priority) ?? [])].flatMap((key) => world.objects.Pod.get(key) ?? []),
  );
}

function* schedule(pod: Pod, world: World): Steps {
  if (pod.node !== undefined || pod.metadata.deletionTimestamp !== undefined) return;
  if ((pod.spec.schedulingGates ?? []).length > 0) {
    yield withStatus(pod, { unschedulable: GATED }, 'spec.schedulingGates');
    return;
  }
  const choice = choose(pod, world);
  if (choice.kind === 'node') {
    yield* bindVolumes(pod, choice.node, world);
    yield { do: 'bind', pod, node: choice.node, because: BOUND };
    yield scheduled({ ...pod, node: choice.node });
    return;
  }
  if (choice.kind === 'refused') {
    const total = world.objects.Node.size;
    yield* failed(pod, { message: refusedMessage(choice.reason, total, world), nominatedNode: undefined });
    return;
  }
  const refusals = [...choice.refusals.values()];
  const found = preempt(pod, { ...choice, world });
  const isFound = 'victims' in found;
  const message = noFitMessage(refusals, isFound ? { kind: 'victims' } : found, world);
  const keeps = !isFound && found.kind === 'not-eligible' ? pod.status.nominatedNode : undefined;
  yield* failed(pod, { message, nominatedNode: isFound ? found.node : keeps });
  if (isFound) yield* makeRoom(pod, found, world);
}

const BOUND = 'it has room and the pod accepts it';

function scheduled(pod: Pod): EventAction {
  const message = `Successfully assigned ${pod.metadata.key} to ${pod.node}`;
  return event(pod, 'Normal', { reason: 'Scheduled', message });
}

function* failed(
  pod: Pod,
  { message, nominatedNode }: { readonly message: string; readonly nominatedNode: string | undefined },
): Steps {
  if (message === pod.status.unschedulable && nominatedNode === pod.status.nominatedNode) return;
  yield event(pod, 'Warning', { reason: 'FailedScheduling', message });
  yield withStatus(pod, { unschedulable: message, nominatedNode }, message);
}

function* makeRoom(pod: Pod, { node, victims }: Candidate, world: World): Steps {
  const because = `pod ${pod.metadata.name} is more important (priority ${priorityOf(pod)}) and needs its place`;
  for (const key of world.indexes.placements.nominated.get(node) ?? []) {
    const other = world.objects.Pod.get(key);
    if (other !== undefined && priorityOf(other) < priorityOf(pod))
      yield withStatus(other, { nominatedNode: undefined }, because);
  }
  for (const victim of victims) {
    if (victim.metadata.deletionTimestamp !== undefined) continue;
    yield withStatus(victim, { disruption: PREEMPTED }, because);
    const marked = current(world, victim) ?? victim;
    yield { do: 'delete', object: marked, because };
    const message = `Preempted by pod ${pod.metadata.uid} on node ${node}`;
    yield event(marked, 'Normal', { reason: 'Preempted', message });
  }
}

function withStatus(pod: Pod, status: Partial<Pod['status']>, because: string): Action {
  return { do: 'status', object: { ...pod, status: { ...pod.status, ...status } }, because };
}

function event(
  pod: Pod,
  type: 'Normal' | 'Warning',
  { reason, message }: { readonly reason: string; readonly message: string },
): EventAction {
  return { do: 'event', object: pod, source: 'default-scheduler', type, reason, message, because: message } as const;
}
