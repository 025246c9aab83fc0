/**
 * Pod garbage collection: removes pods whose node is gone, 40 s later.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-garbage-collection
 * Follows kubernetes@v1.35.4 pkg/controller/podgc/gc_controller.go.
 *
 * Not modelled: its rounds every 20 s (the real one takes 40 to 80 s), the limit on terminated pods (12,500 of a cluster),
 * pods without a node that are being deleted, the out-of-service taint.
 */

import type { Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import type { Node } from '../objects/node.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import { type Change, current, keyOf, podsOn, type World } from '../world.js';

const QUARANTINE_MS = 40_000;

/** The pod garbage collector. */
export const podGarbageCollector = controllerFor({
  name: 'pod-garbage-collector',
  kind: 'Pod',
  watch: { Node: watchNode, Pod: watchPod },
  sync,
});

function watchNode({ after, object }: Change<Node>, world: World, wake: (key: string) => void): void {
  if (after !== undefined) return;
  for (const pod of podsOn(world, object.metadata.name)) wake(keyOf(pod));
}

/** A pod that names a node which does not exist. */
function watchPod({ before, after }: Change<Pod>, world: World, wake: (key: string) => void): void {
  if (after?.node === undefined || before?.node === after.node) return;
  if (!world.objects.Node.has(`/${after.node}`)) wake(keyOf(after));
}

function* sync(pod: Pod, world: World): Sync {
  const { node, status } = pod;
  if (node === undefined || world.objects.Node.has(`/${node}`)) return undefined;
  const because = `node ${node} is gone`;
  if (status.nodeGoneAt === undefined) {
    yield { do: 'status', object: { ...pod, status: { ...status, nodeGoneAt: world.now } }, because };
    const at = world.now + QUARANTINE_MS;
    yield { do: 'wake', controller: 'pod-garbage-collector', key: keyOf(pod), at, patience: 'work' };
    return undefined;
  }
  if (world.now < status.nodeGoneAt + QUARANTINE_MS) return undefined;
  if (!isTerminal(pod)) {
    const ended = { ...status, phase: 'Failed', ready: false, disruption: 'DeletionByPodGC' } as const;
    yield { do: 'status', object: { ...pod, status: ended }, because };
  }
  yield { do: 'delete', object: current(world, pod) ?? pod, graceMs: 0, because };
  return undefined;
}
