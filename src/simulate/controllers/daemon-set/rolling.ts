/** From old pods to new ones, within the limits. Follows kubernetes@v1.35.4 pkg/controller/daemon/update.go. */

import { isGateOn } from '../../../kube/gates.js';
import type { Steps } from '../../action.js';
import type { DaemonSet } from '../../objects/daemon-set.js';
import type { Pod } from '../../objects/pod.js';
import { randomOf } from '../../random.js';
import type { World } from '../../world.js';
import { placementOn } from './placement.js';
import { isAvailable, isUpdated, podsByNode, syncNodes } from './pods.js';
import { type Limits, limitsOf } from './size.js';

/** One step of a rolling update; `manage` has put every node in order before. Gives a refusal. */
export function* rollOut(set: DaemonSet, hash: string, world: World): Steps<string | undefined> {
  const limits = limitsOf(set, world);
  const nodes = nodeStates(set, hash, world);
  return limits.maxSurge === 0
    ? yield* replace(set, hash, { limits, nodes, world })
    : yield* surge(set, hash, { limits, nodes, world });
}

/** At most one pod of each template on a node, or `excess`. */
interface NodeState {
  readonly node: string;
  readonly isExcess: boolean;
  readonly fresh: Pod | undefined;
  readonly old: Pod | undefined;
}

/** In the order of the nodes, those that are gone first or last by lot: the real one has them in no order (a Go map). */
function nodeStates(set: DaemonSet, hash: string, world: World): NodeState[] {
  const pods = podsByNode(set, world);
  const names = new Set<string>();
  for (const node of world.objects.Node.values()) {
    const { name } = node.metadata;
    if (pods.has(name) || placementOn(node, set).shouldRun) names.add(name);
  }
  const gone = [...pods.keys()].filter((name) => !names.has(name));
  const isGoneFirst = gone.length > 0 && randomOf(world.settings.seed, gone.length) < 0.5;
  return [...(isGoneFirst ? gone : []), ...names, ...(isGoneFirst ? [] : gone)].map((node) => {
    const alive = (pods.get(node) ?? []).filter((pod) => pod.metadata.deletionTimestamp === undefined);
    const fresh = alive.filter((pod) => isUpdated(pod, hash));
    const old = alive.filter((pod) => !isUpdated(pod, hash));
    return { node, isExcess: fresh.length > 1 || old.length > 1, fresh: fresh[0], old: old[0] };
  });
}

interface Scene {
  readonly limits: Limits;
  readonly nodes: readonly NodeState[];
  readonly world: World;
}

/** Without surge: deletes old pods; those that are not available at once, others while maxUnavailable allows it. */
function* replace(set: DaemonSet, hash: string, { limits, nodes, world }: Scene): Steps<string | undefined> {
  let unavailable = 0;
  const replaceable: Pod[] = [];
  const candidates: Pod[] = [];
  for (const { isExcess, fresh, old } of nodes) {
    if (isExcess || (fresh === undefined) === (old === undefined)) unavailable++;
    else if (fresh !== undefined) unavailable += isAvailable(fresh, set, world) ? 0 : 1;
    else if (old !== undefined && !isAvailable(old, set, world)) {
      replaceable.push(old);
      if (isGateOn('DaemonSetCountsUnavailableOldPods', world.settings.version)) unavailable++;
    } else if (old !== undefined) candidates.push(old);
  }
  const remaining = Math.max(0, limits.maxUnavailable - unavailable);
  const remove = [...replaceable, ...candidates.slice(0, remaining)];
  const because = `updateStrategy.rollingUpdate.maxUnavailable: ${limits.maxUnavailable}`;
  return yield* syncNodes(set, hash, { create: [], remove, because });
}

/** With surge: makes a new pod beside an old one and deletes the old one when the new one is available. */
function* surge(set: DaemonSet, hash: string, { limits, nodes, world }: Scene): Steps<string | undefined> {
  const isUp = (pod: Pod | undefined) => pod !== undefined && isAvailable(pod, set, world);
  let surging = 0;
  let available = 0;
  const remove: Pod[] = [];
  const misplaced: Pod[] = [];
  const replaceable: string[] = [];
  const candidates: string[] = [];
  for (const { node, isExcess, fresh, old } of nodes) {
    if (isExcess) {
      surging++;
      continue;
    }
    if (isUp(old ?? fresh)) available++;
    if (old === undefined) continue;
    if (fresh !== undefined) {
      if (isUp(fresh)) remove.push(old);
      else surging++;
      continue;
    }
    const stored = world.objects.Node.get(`/${node}`);
    // Until the pod of a node that is gone has been collected, nothing is updated anywhere.
    if (stored === undefined) return `couldn't get node for nodeName "${node}": node "${node}" not found`;
    const { shouldRun } = placementOn(stored, set);
    if (isUp(old)) shouldRun ? candidates.push(node) : misplaced.push(old);
    else if (shouldRun) replaceable.push(node);
    else remove.push(old);
  }
  const spare = Math.max(0, available - limits.desired);
  const remaining = Math.max(0, limits.maxSurge - surging);
  return yield* syncNodes(set, hash, {
    create: [...replaceable, ...candidates.slice(0, remaining)],
    remove: [...remove, ...misplaced.slice(0, spare)],
    because: `updateStrategy.rollingUpdate.maxSurge: ${limits.maxSurge}`,
  });
}
