/**
 * kube-scheduler: gives each pod a node, or says why none fits.
 *
 * Docs: https://kubernetes.io/docs/concepts/scheduling-eviction/kube-scheduler/
 * Follows kubernetes@v1.35.4 pkg/scheduler/schedule_one.go.
 *
 * Not modelled: preemption, the exact scores (a node with few pods of the same workload and much room is preferred; real
 * clusters choose among equals at random), volumes, several profiles, back-off between attempts (a pod is tried again
 * when something changed that may help).
 */

import type { Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import { type Change, keyOf, type World } from '../world.js';
import { bestNode } from './candidates.js';
import { noFitMessage } from './filters.js';

/** The scheduler. */
export const scheduler = controllerFor({
  name: 'scheduler',
  kind: 'Pod',
  watch: { Pod: watchPod, Node: (_change, world, wake) => wakeUnschedulable(world, wake) },
  sync,
});

function watchPod({ type, before, after, object }: Change<Pod>, world: World, wake: (key: string) => void): void {
  if (type === 'added' && object.node === undefined) wake(keyOf(object));
  // A pod that gives back its place may help others.
  const isFreed =
    before !== undefined &&
    before.node !== undefined &&
    !isTerminal(before) &&
    (after === undefined || isTerminal(after));
  if (isFreed) wakeUnschedulable(world, wake);
}

function wakeUnschedulable(world: World, wake: (key: string) => void): void {
  for (const key of world.indexes.unbound) {
    const pod = world.objects.Pod.get(key);
    if (pod !== undefined && pod.status.unschedulable !== '') wake(key);
  }
}

function* sync(pod: Pod, world: World): Sync {
  if (pod.node !== undefined || pod.metadata.deletionTimestamp !== undefined) return undefined;
  if ((pod.spec.schedulingGates ?? []).length > 0) return undefined;
  const choice = bestNode(pod, world);
  if (typeof choice === 'string') {
    const message = `Successfully assigned ${pod.metadata.namespace}/${pod.metadata.name} to ${choice}`;
    yield { do: 'bind', pod, node: choice, because: 'it has room and the pod accepts it' };
    yield event(pod, 'Normal', { reason: 'Scheduled', message });
    return undefined;
  }
  const message = noFitMessage(choice, world);
  if (message === pod.status.unschedulable) return undefined;
  yield event(pod, 'Warning', { reason: 'FailedScheduling', message });
  yield { do: 'status', object: { ...pod, status: { ...pod.status, unschedulable: message } }, because: message };
  return undefined;
}

function event(
  pod: Pod,
  type: 'Normal' | 'Warning',
  { reason, message }: { readonly reason: string; readonly message: string },
) {
  return { do: 'event', object: pod, source: 'default-scheduler', type, reason, message, because: message } as const;
}
