/**
 * Node life cycle: a node whose kubelet is silent becomes NotReady, is tainted, and its pods count as not ready.
 *
 * Docs: https://kubernetes.io/docs/concepts/architecture/nodes/#node-controller
 * Follows kubernetes@v1.35.4 pkg/controller/nodelifecycle/node_lifecycle_controller.go.
 *
 * Not modelled: the exact moment (the last lease may be up to 10 s old, nodes are looked at every 5 s, silence is allowed
 * for 40 s, from 1.32 on 50 s: 45 s is in the middle), rate limits when a whole zone fails, pressure conditions.
 */

import type { Taint } from '../../kube/types.generated.js';
import type { Steps, Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import type { Node } from '../objects/node.js';
import { isTerminal } from '../objects/pod.js';
import { type Change, current, keyOf, podsOn, type World } from '../world.js';

/** From the death of a machine until its node is NotReady. */
const NOT_READY_MS = 45_000;

const UNREACHABLE = 'node.kubernetes.io/unreachable';
const SOURCE = 'node-controller';

/** The node life cycle controller. */
export const nodeLifecycle = controllerFor({
  name: 'node-lifecycle',
  kind: 'Node',
  watch: { Node: watchNode },
  sync,
});

function watchNode({ before, after }: Change<Node>, _world: World, wake: (key: string) => void): void {
  if (after !== undefined && before?.status.failure !== after.status.failure) wake(keyOf(after));
}

function* sync(node: Node, world: World): Sync {
  const { failure, ready } = node.status;
  if (failure === undefined) {
    if (!ready) yield* recover(node);
    return undefined;
  }
  if (failure.until !== undefined && world.now >= failure.until) {
    const status = { ...node.status, failure: undefined };
    yield { do: 'status', object: { ...node, status }, because: 'the machine is back' };
    return undefined;
  }
  const wakeAt = (at: number) =>
    ({ do: 'wake', controller: 'node-lifecycle', key: keyOf(node), at, patience: 'work' }) as const;
  if (failure.until !== undefined) yield wakeAt(failure.until);
  if (!ready) return undefined;
  const notReadyAt = failure.since + NOT_READY_MS;
  if (world.now < notReadyAt) yield wakeAt(notReadyAt);
  else yield* loseTouch(node, world);
  return undefined;
}

function* loseTouch(node: Node, world: World): Steps {
  const { name } = node.metadata;
  const because = `its kubelet has not been heard of for ${NOT_READY_MS / 1000} s`;
  yield { do: 'status', object: { ...node, status: { ...node.status, ready: false } }, because };
  const message = `Node ${name} status is now: NodeNotReady`;
  yield { do: 'event', object: node, source: SOURCE, type: 'Normal', reason: 'NodeNotReady', message, because };
  for (const pod of podsOn(world, name)) {
    if (isTerminal(pod) || !pod.status.ready) continue;
    const status = { ...pod.status, ready: false, readySince: world.now };
    yield { do: 'status', object: { ...pod, status }, because: 'Node is not ready' };
  }
  const now = current(world, node) ?? node;
  const taints: Taint[] = (['NoSchedule', 'NoExecute'] as const).map((effect) => ({ key: UNREACHABLE, effect }));
  yield { do: 'update', object: { ...now, spec: { ...now.spec, taints: [...now.spec.taints, ...taints] } }, because };
}

function* recover(node: Node): Steps {
  const because = 'its kubelet reports again';
  const taints = node.spec.taints.filter((taint) => taint.key !== UNREACHABLE);
  const tidy = { ...node, spec: { ...node.spec, taints } };
  yield { do: 'update', object: tidy, because };
  yield { do: 'status', object: { ...tidy, status: { ...node.status, ready: true } }, because };
  const message = `Node ${node.metadata.name} status is now: NodeReady`;
  yield { do: 'event', object: node, source: 'kubelet', type: 'Normal', reason: 'NodeReady', message, because };
}
