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
import type { Controller } from '../controller.js';
import type { Node } from '../objects/node.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import { type Change, current, podsOn, type World } from '../world.js';

const NAME = 'pod-garbage-collector';
const QUARANTINE_MS = 40_000;
/** Marks the key of a node whose quarantine is over. */
const OVER = 'over ';

/** The pod garbage collector. Its keys are those of nodes: upstream, too, keeps gone nodes in a queue for a while. */
export const podGarbageCollector: Controller = {
  name: NAME,
  kind: 'Node',
  watch: { Node: watchNode, Pod: watchPod },
  needs: undefined,
  sync: (key, world) => {
    const isOver = key.startsWith(OVER);
    const node = isOver ? key.slice(OVER.length) : key;
    if (world.objects.Node.has(node)) return undefined;
    return isOver ? collect(node.slice(1), world) : quarantine(node, world);
  },
  workload: undefined,
};

function watchNode({ after, object }: Change<Node>, _world: World, wake: (key: string) => void): void {
  if (after === undefined) wake(object.metadata.key);
}

/** A pod that names a node which does not exist. */
function watchPod({ before, after }: Change<Pod>, world: World, wake: (key: string) => void): void {
  if (after?.node === undefined || before?.node === after.node) return;
  if (!world.objects.Node.has(`/${after.node}`)) wake(`/${after.node}`);
}

function* quarantine(node: string, world: World): Sync {
  const at = world.now + QUARANTINE_MS;
  yield { do: 'wake', controller: NAME, key: OVER + node, at, patience: 'work' };
  return undefined;
}

function* collect(node: string, world: World): Sync {
  const because = `node ${node} is gone`;
  for (const pod of podsOn(world, node)) {
    if (!isTerminal(pod)) {
      const status = { ...pod.status, phase: 'Failed', disruption: 'DeletionByPodGC' } as const;
      yield { do: 'status', object: { ...pod, status }, because };
    }
    yield { do: 'delete', object: current(world, pod) ?? pod, graceMs: 0, because };
  }
  return undefined;
}
