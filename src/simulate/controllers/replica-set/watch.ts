// Which changes a set's controller looks at: the event handlers of pkg/controller/replicaset/replica_set.go, Kubernetes v1.35.4.
import { controllerOf } from '../../objects/metadata.js';
import { isTerminal, type Pod } from '../../objects/pod.js';
import type { PodSet } from '../../objects/replication-controller.js';
import { type Change, keyOf, managerOf, type World } from '../../world.js';
import { selects } from '../claim.js';

/** Nobody else writes the status of a set. */
export function isStatusOnly({ before, after }: Change): boolean {
  return (
    before !== undefined && after !== undefined && before.metadata === after.metadata && before.spec === after.spec
  );
}

/** Was the pod just made, adopted or released? Its controller does that itself. */
export function isOfNewOwner({ before, after }: Change<Pod>): boolean {
  return (
    before === undefined || (after !== undefined && before.metadata.ownerReferences !== after.metadata.ownerReferences)
  );
}

/**
 * Upstream looks at every change of a pod, and mostly finds nothing to do: a sync depends on which pods are active, ready and
 * labelled how. A set that could not create pods tries again at each look.
 */
export function isNews(kind: PodSet['kind'], { before, after }: Change<Pod>, world: World): boolean {
  if (before === undefined || after === undefined || before.metadata !== after.metadata) return true;
  if (before.status.ready !== after.status.ready || isTerminal(before) !== isTerminal(after)) return true;
  const set = managerOf(world, kind, after);
  return set !== undefined && set.status.conditions.length > 0;
}

interface Wakening {
  readonly world: World;
  readonly wake: (key: string) => void;
}

/** Wakes the sets that may adopt a pod. */
export function wakeAdopters(kind: PodSet['kind'], change: Change<Pod>, { world, wake }: Wakening): void {
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
