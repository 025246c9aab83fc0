/**
 * Which pods a ReplicaSet deletes first. Follows kubernetes@v1.35.4 pkg/controller/controller_utils.go
 * `ActivePodsWithRanks` and pkg/controller/replicaset `getPodsRankedByRelatedPodsOnSameNode`.
 */

import { controllerOf } from '../objects/metadata.js';
import { isActive, type Pod } from '../objects/pod.js';
import type { PodSet } from '../objects/replication-controller.js';
import { managed, type World } from '../world.js';

const PHASES = { Pending: 0, Running: 2, Succeeded: 3, Failed: 3 };
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** The `count` active pods of the set that go first. */
export function podsToDelete(set: PodSet, world: World, count: number): Pod[] {
  const pods = [...managed(world, set.metadata.uid, 'Pod')].filter(isActive);
  if (count >= pods.length) return pods;
  const neighbours = relatedPodsByNode(set, world);
  const ranked = pods.map((pod) => ({ pod, rank: neighbours.get(pod.node ?? '') ?? 0, cost: deletionCost(pod) }));
  ranked.sort((one, other) => compare(one, other, world.now));
  return ranked.slice(0, count).map(({ pod }) => pod);
}

interface Ranked {
  readonly pod: Pod;
  readonly rank: number;
  readonly cost: number;
}

/** Active pods per node, of all sets with the same owner. */
function relatedPodsByNode(set: PodSet, world: World): Map<string, number> {
  const owner = controllerOf(set.metadata);
  const sets = owner === undefined ? [] : managed(world, owner.uid, 'ReplicaSet');
  const onNode = new Map<string, number>();
  for (const related of sets) {
    for (const pod of managed(world, related.metadata.uid, 'Pod')) {
      if (isActive(pod)) onNode.set(pod.node ?? '', (onNode.get(pod.node ?? '') ?? 0) + 1);
    }
  }
  return onNode;
}

function deletionCost(pod: Pod): number {
  const { annotations } = pod.metadata;
  if (!Object.hasOwn(annotations, DELETION_COST)) return 0;
  const cost = Number(annotations[DELETION_COST]);
  return Number.isInteger(cost) ? cost : 0;
}

/** Negative if `one` goes before `other`. */
function compare(one: Ranked, other: Ranked, now: number): number {
  const a = one.pod;
  const b = other.pod;
  // 1. unassigned before assigned, 2. pending before running, 3. not ready before ready
  if ((a.node === undefined) !== (b.node === undefined)) return a.node === undefined ? -1 : 1;
  const phases = PHASES[a.status.phase] - PHASES[b.status.phase];
  if (phases !== 0) return phases;
  if (a.status.ready !== b.status.ready) return a.status.ready ? 1 : -1;
  // 4. lower deletion cost first, 5. more related pods on its node first
  if (one.cost !== other.cost) return one.cost - other.cost;
  if (one.rank !== other.rank) return other.rank - one.rank;
  // 6. ready for less time first, 7. more restarts first, 8. newer first
  return (
    (a.status.ready ? byAge(a, b, { times: [a.status.readySince, b.status.readySince], now }) : 0) ||
    b.status.restarts - a.status.restarts ||
    byAge(a, b, { times: [a.metadata.creationTimestamp, b.metadata.creationTimestamp], now })
  );
}

/** Younger first, by powers of two of the age; equals in that sense by uid, which is random (LogarithmicScaleDown). */
function byAge(
  a: Pod,
  b: Pod,
  { times, now }: { readonly times: readonly [number, number]; readonly now: number },
): number {
  const [first, second] = times.map((time) => Math.floor(time / 1000));
  if (first === undefined || second === undefined || first === second) return 0;
  const ranks = magnitude(now - first * 1000) - magnitude(now - second * 1000);
  if (ranks !== 0) return ranks;
  return a.metadata.uid < b.metadata.uid ? -1 : 1;
}

function magnitude(ageMs: number): number {
  // Upstream takes the logarithm of nanoseconds.
  return ageMs > 0 ? Math.trunc(Math.log2(ageMs * 1e6)) : -1;
}
