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
import { controllerOf } from '../objects/metadata.js';
import type { Node } from '../objects/node.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import { randomOf } from '../random.js';
import { type Change, keyOf, type World } from '../world.js';
import { noFitMessage, type Refusal, refusalOf } from './filters.js';
import { podRequests } from './resources.js';

/** The scheduler. */
export const scheduler = controllerFor({ name: 'scheduler', kind: 'Pod', watch, sync });

function* watch(change: Change, world: World): Iterable<string> {
  const { object } = change;
  if (object.kind === 'Pod' && change.type === 'added' && object.node === undefined) yield keyOf(object);
  if (!mayHelp(change)) return;
  for (const pod of world.indexes.unbound.values()) if (pod.status.unschedulable !== '') yield keyOf(pod);
}

/** A node that changed, or a pod that gave back its place. */
function mayHelp({ object, before, after }: Change): boolean {
  if (object.kind === 'Node') return true;
  if (object.kind !== 'Pod' || before?.kind !== 'Pod' || before.node === undefined) return false;
  return !isTerminal(before) && (after === undefined || isTerminal(object));
}

function* sync(pod: Pod, world: World): Sync {
  if (pod.node !== undefined || pod.metadata.deletionTimestamp !== undefined) return undefined;
  if ((pod.spec.schedulingGates ?? []).length > 0) return undefined;
  const choice = chooseNode(pod, world);
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

/** The best node that fits, or why each does not. */
function chooseNode(pod: Pod, world: World): string | readonly Refusal[] {
  const refusals: Refusal[] = [];
  let best: { readonly name: string; readonly score: number } | undefined;
  for (const node of world.objects.Node.values()) {
    const refusal = refusalOf(pod, node, world);
    if (refusal !== undefined) {
      refusals.push(refusal);
      continue;
    }
    const score = scoreOf(pod, node, world);
    if (best === undefined || score > best.score) best = { name: node.metadata.name, score };
  }
  return best?.name ?? refusals;
}

// Spread first, room second, chance last: the parts do not reach into each other.
function scoreOf(pod: Pod, node: Node, world: World): number {
  const owner = controllerOf(pod.metadata)?.uid ?? '';
  const siblings = world.indexes.siblings.get(node.metadata.name)?.get(owner) ?? 0;
  const used = world.indexes.usage.get(node.metadata.name);
  let room = 1;
  for (const [resource, amount] of podRequests(pod.spec)) {
    const total = node.status.allocatable.get(resource) ?? 0;
    if (total > 0) room = Math.min(room, 1 - ((used?.get(resource) ?? 0) + amount) / total);
  }
  room -= (used?.get('pods') ?? 0) / 10_000;
  const serial = Number(pod.metadata.uid.split('-')[1] ?? 0);
  const chance = randomOf(world.settings.seed, serial * 1009 + node.metadata.resourceVersion);
  return -siblings + room / 4 + chance / 1e6;
}
