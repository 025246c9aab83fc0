/**
 * Node pressure: a node that runs short of memory, disk or process ids says so, is tainted, and its kubelet evicts pods one
 * after the other until the pressure is over.
 *
 * Docs: https://kubernetes.io/docs/concepts/scheduling-eviction/node-pressure-eviction/
 * Follows kubernetes@v1.35.4 pkg/kubelet/eviction/eviction_manager.go with the default settings: a look every 10 s, hard
 * thresholds (1 s of grace), the condition stays for 5 min; pkg/controller/nodelifecycle taints the node.
 *
 * Not modelled: soft thresholds, images and dead containers that are collected first, pods that the kubelet refuses while
 * the condition holds (the taint keeps them away), local storage limits.
 */

import type { Taint } from '../../kube/types.generated.js';
import type { Steps, Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import type { Node, PressedResource, Pressure } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import { type Change, current, keyOf, podsOn, type World } from '../world.js';
import { podEvent } from './events.js';
import { evictionOrder, REQUESTED, usageOf } from './eviction-order.js';

const NAME = 'eviction-manager';
const LOOK_MS = 10_000;
const TRANSITION_MS = 300_000;
const GRACE_MS = 1000;

const WORDS: Readonly<
  Record<PressedResource, { readonly taint: string; readonly bad: string; readonly good: string }>
> = {
  memory: { taint: 'memory-pressure', bad: 'NodeHasInsufficientMemory', good: 'NodeHasSufficientMemory' },
  disk: { taint: 'disk-pressure', bad: 'NodeHasDiskPressure', good: 'NodeHasNoDiskPressure' },
  pid: { taint: 'pid-pressure', bad: 'NodeHasInsufficientPID', good: 'NodeHasSufficientPID' },
};

/** The eviction managers of all kubelets. */
export const evictionManager = controllerFor({ name: NAME, kind: 'Node', watch: { Node: watchNode }, sync });

function watchNode({ before, after }: Change<Node>, _world: World, wake: (key: string) => void): void {
  const { pressure } = after?.status ?? {};
  if (after !== undefined && pressure !== undefined && before?.status.pressure?.since !== pressure.since)
    wake(keyOf(after));
}

function* sync(node: Node, world: World): Sync {
  const { pressure, ready, failure } = node.status;
  if (pressure === undefined || !ready || failure !== undefined) return undefined;
  if (pressure.lastSeen !== undefined && pressure.isOver) {
    if (world.now >= pressure.lastSeen + TRANSITION_MS) yield* relieve(node, pressure);
    return undefined;
  }
  const isFirst = pressure.lastSeen === undefined;
  if (isFirst) yield* press(node, pressure);
  const freed = isOver(pressure, world.now) ? undefined : yield* evictOne(node, pressure, world);
  const reclaimed = pressure.reclaimed + (freed ?? 0);
  const next = { ...pressure, lastSeen: world.now, reclaimed };
  const isDone = freed === undefined || isOver(next, world.now);
  const now = current(world, node) ?? node;
  const because = `${pressure.resource} is short`;
  yield { do: 'status', object: { ...now, status: { ...now.status, pressure: { ...next, isOver: isDone } } }, because };
  const at = world.now + (isDone ? TRANSITION_MS : LOOK_MS);
  yield { do: 'wake', controller: NAME, key: keyOf(node), at, patience: 'work' };
  return undefined;
}

/** Has enough been freed, or has the time passed? */
function isOver({ reclaim, reclaimed, until }: Pressure, now: number): boolean {
  if (until !== undefined && now >= until) return true;
  if (reclaim !== undefined) return reclaimed >= reclaim;
  return until === undefined && reclaimed > 0;
}

function* press(node: Node, { resource }: Pressure): Steps {
  const { taint, bad } = WORDS[resource];
  const because = `${resource} is short`;
  yield* say(node, bad, because);
  const taints: Taint[] = [...node.spec.taints, { key: `node.kubernetes.io/${taint}`, effect: 'NoSchedule' }];
  yield { do: 'update', object: { ...node, spec: { ...node.spec, taints } }, because };
}

function* relieve(node: Node, { resource }: Pressure): Steps {
  const { taint, good } = WORDS[resource];
  const because = `${resource} has not been short for ${TRANSITION_MS / 60_000} min`;
  const taints = node.spec.taints.filter(({ key }) => key !== `node.kubernetes.io/${taint}`);
  const tidy = { ...node, spec: { ...node.spec, taints } };
  yield { do: 'update', object: tidy, because };
  const { pressure: _over, ...status } = node.status;
  yield { do: 'status', object: { ...tidy, status }, because };
  yield* say(node, good, because);
}

function* say(node: Node, reason: string, because: string): Steps {
  const message = `Node ${node.metadata.name} status is now: ${reason}`;
  yield { do: 'event', object: node, source: 'kubelet', type: 'Normal', reason, message, because };
}

/** Evicts the first in order; gives what it used, `undefined` if there is none. */
function* evictOne(node: Node, { resource }: Pressure, world: World): Steps<number | undefined> {
  const because = `node ${node.metadata.name} is short of ${resource}`;
  const object = current(world, node) ?? node;
  const message = `Attempting to reclaim ${REQUESTED[resource]}`;
  yield { do: 'event', object, source: 'kubelet', type: 'Warning', reason: 'EvictionThresholdMet', message, because };
  const [victim] = evictionOrder(podsOn(world, node.metadata.name), resource);
  if (victim === undefined) return undefined;
  yield* evict(victim, { resource, because, now: world.now });
  return usageOf(victim, resource).used;
}

function* evict(
  pod: Pod,
  { resource, because, now }: { readonly resource: PressedResource; readonly because: string; readonly now: number },
): Steps {
  const message = `The node was low on resource: ${REQUESTED[resource]}. `;
  const ending = { since: now, graceMs: GRACE_MS, reason: 'Evicted', message };
  const status = { ...pod.status, ending, disruption: 'TerminationByKubelet' };
  yield { do: 'status', object: { ...pod, status }, because };
  yield podEvent(pod, { type: 'Warning', reason: 'Evicted', message, because });
}
