/**
 * Taint eviction: deletes pods that do not tolerate a NoExecute taint of their node, at once or after tolerationSeconds.
 * No PodDisruptionBudget is asked.
 *
 * Docs: https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/#taint-based-evictions
 * Follows kubernetes@v1.35.4 pkg/controller/tainteviction/taint_eviction.go and the admission plugin
 * plugin/pkg/admission/defaulttolerationseconds: pods tolerate not-ready and unreachable nodes for 300 s by default.
 *
 * Not modelled: the Gt and Lt operators of tolerations.
 */

import type { Taint, Toleration } from '../../kube/types.generated.js';
import type { Steps, Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import type { Node } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import { isTolerated } from '../scheduler/taints.js';
import { type Change, current, keyOf, podsOn, type World } from '../world.js';

const SOURCE = 'taint-eviction-controller';
const DEFAULTS: readonly Toleration[] = ['node.kubernetes.io/not-ready', 'node.kubernetes.io/unreachable'].map(
  (key) => ({
    key,
    operator: 'Exists',
    effect: 'NoExecute',
    tolerationSeconds: 300,
  }),
);

/** The taint eviction controller. */
export const taintEviction = controllerFor({
  name: 'taint-eviction',
  kind: 'Node',
  watch: { Node: watchNode, Pod: watchPod },
  sync,
});

function watchNode({ before, after }: Change<Node>, _world: World, wake: (key: string) => void): void {
  if (after !== undefined && before?.spec.taints !== after.spec.taints) wake(keyOf(after));
}

function watchPod({ before, after }: Change<Pod>, world: World, wake: (key: string) => void): void {
  if (after?.node === undefined || before?.node === after.node) return;
  const node = world.objects.Node.get(`/${after.node}`);
  if (node?.spec.taints.some(evicts)) wake(keyOf(node));
}

function evicts(taint: Taint): boolean {
  return taint.effect === 'NoExecute';
}

function* sync(node: Node, world: World): Sync {
  const taints = node.spec.taints.filter(evicts);
  if (taints.length === 0) return undefined;
  if (taints.some((taint) => taint.timeAdded === undefined)) {
    yield* stamp(node, world);
    return undefined;
  }
  let next = Infinity;
  for (const pod of podsOn(world, node.metadata.name)) {
    if (pod.metadata.deletionTimestamp !== undefined) continue;
    const at = evictionAt(pod, taints);
    if (at <= world.now) yield* evictPod(pod, { taints, world });
    else next = Math.min(next, at);
  }
  if (next < Infinity) yield { do: 'wake', controller: 'taint-eviction', key: keyOf(node), at: next, patience: 'work' };
  return undefined;
}

/** Notes since when the taints have been there: virtual milliseconds. */
function* stamp(node: Node, world: World): Steps {
  const taints = node.spec.taints.map((taint) =>
    evicts(taint) && taint.timeAdded === undefined ? { ...taint, timeAdded: String(world.now) } : taint,
  );
  const now = current(world, node) ?? node;
  yield { do: 'update', object: { ...now, spec: { ...now.spec, taints } }, because: 'a NoExecute taint' };
}

/** When the pod has to go: at once if a taint is not tolerated, else after the shortest tolerationSeconds. */
function evictionAt(pod: Pod, taints: readonly Taint[]): number {
  let at = Infinity;
  for (const taint of taints) {
    // A pod that comes to a node with the taint has its time from then on.
    const since = Math.max(Number(taint.timeAdded ?? 0), pod.status.scheduledAt ?? 0);
    const used = tolerationsOf(pod).filter((toleration) => isTolerated(taint, [toleration]));
    const seconds = used.map(({ tolerationSeconds }) => Number(tolerationSeconds ?? Infinity));
    at = Math.min(at, since + (used.length === 0 ? 0 : Math.max(0, Math.min(...seconds)) * 1000));
  }
  return at;
}

/** The pod's tolerations, with those that admission adds. */
function tolerationsOf(pod: Pod): readonly Toleration[] {
  const { tolerations = [] } = pod.spec;
  const missing = DEFAULTS.filter(
    ({ key = '', effect = '' }) =>
      !tolerations.some((own) => (!own.key || own.key === key) && (!own.effect || own.effect === effect)),
  );
  return missing.length === 0 ? tolerations : [...tolerations, ...missing];
}

function* evictPod(pod: Pod, { taints, world }: { readonly taints: readonly Taint[]; readonly world: World }): Steps {
  const { name, namespace } = pod.metadata;
  const because = `taint ${taints.map((taint) => `${taint.key ?? ''}:${taint.effect ?? ''}`).join(', ')}`;
  const message = `Marking for deletion Pod ${namespace}/${name}`;
  const reason = 'TaintManagerEviction';
  yield { do: 'event', object: pod, source: SOURCE, type: 'Normal', reason, message, because };
  const status = { ...pod.status, disruption: 'DeletionByTaintManager' };
  yield { do: 'status', object: { ...pod, status }, because };
  yield { do: 'delete', object: current(world, pod) ?? pod, because };
}
