/**
 * Which pods a ReplicaSet deletes first. Follows kubernetes@v1.35.4 pkg/controller/replicaset
 * `getPodsRankedByRelatedPodsOnSameNode`; `scale-down-criteria.ts` is what tells them apart.
 */

import { firstInOrder } from '../first-in-order.js';
import type { Indexes } from '../indexes.js';
import { controllerOf } from '../objects/metadata.js';
import { isActive, type Pod } from '../objects/pod.js';
import type { PodSet } from '../objects/replication-controller.js';
import { managed, type World } from '../world.js';
import { deletionCost, difference, orderOf, type Ranked, stateOf } from './scale-down-criteria.js';

/** The pods that go, and what decided between the last of them and the first that stays. */
export interface Victims {
  readonly pods: readonly Pod[];
  /** The other active pods of the set. */
  readonly left: readonly Pod[];
  /** In words; '' where all go. */
  readonly rule: string;
  /** The pods that nothing but chance tells from the last one that goes; empty where a rule decided. */
  readonly alike: readonly string[];
}

/** The `count` active pods of the set that go first. */
export function podsToDelete(set: PodSet, world: World, count: number): Victims {
  const pods = activePods(set, world);
  if (count >= pods.length) return { pods, left: [], rule: '', alike: [] };
  const ties = tiesOf(pods, relatedSets(set, world), world);
  const ordered = inOrder(ties, world.now);
  const cut = { count, now: world.now };
  return ordered === undefined ? byLot(ties, cut) : firstOf(pods, ordered, cut);
}

// Pods go in bursts that follow each other at once: who is left after one is known until another pod of the set changes.
const memo = new WeakMap<Indexes, { readonly uid: string; readonly changes: number; readonly pods: readonly Pod[] }>();

function activePods({ metadata: { uid } }: PodSet, world: World): readonly Pod[] {
  const known = memo.get(world.indexes);
  const isCurrent = known?.uid === uid && known.changes === world.indexes.podChanges.get(uid);
  return isCurrent ? known.pods : managed(world, uid, 'Pod').filter(isActive);
}

/** Takes note of the active pods that a set has now. */
export function noteLeft({ metadata: { uid } }: PodSet, left: readonly Pod[], { indexes }: World): void {
  memo.set(indexes, { uid, changes: indexes.podChanges.get(uid) ?? 0, pods: left });
}

/** Pods that nothing tells apart but their places. */
interface Tie {
  /** One of them. */
  readonly sample: Ranked;
  readonly pods: Pod[];
  /** Their places among all, in order. */
  readonly places: number[];
}

/** The pods by what decides about them: thousands of pods are a few ties. */
function tiesOf(pods: readonly Pod[], related: readonly string[], world: World): readonly Tie[] {
  const ranks = new Map<string | undefined, number>();
  const ties: Tie[] = [];
  // Ties of pods that share status, annotations and age, by rank.
  let byRank = new Map<number, Tie>();
  const families: { readonly pod: Pod; readonly byRank: Map<number, Tie> }[] = [];
  let last: Pod | undefined;
  for (const [place, pod] of pods.entries()) {
    if (last === undefined || !areFamily(last, pod)) {
      const known = families.find((family) => areFamily(family.pod, pod));
      byRank = known?.byRank ?? new Map<number, Tie>();
      if (known === undefined) families.push({ pod, byRank });
    }
    last = pod;
    const rank = ranks.get(pod.node) ?? neighbours(pod, related, world);
    ranks.set(pod.node, rank);
    const tie = byRank.get(rank);
    if (tie !== undefined) {
      tie.pods.push(pod);
      tie.places.push(place);
      continue;
    }
    const cost = deletionCost(pod);
    const sample: Ranked = { pod, rank, cost, state: stateOf(pod, { rank, cost }), place };
    const fresh = { sample, pods: [pod], places: [place] };
    byRank.set(rank, fresh);
    ties.push(fresh);
  }
  return ties;
}

function areFamily(one: Pod, other: Pod): boolean {
  return (
    one.status === other.status &&
    (one.node === undefined) === (other.node === undefined) &&
    one.metadata.annotations === other.metadata.annotations &&
    one.metadata.creationTimestamp === other.metadata.creationTimestamp
  );
}

/** The ties in the order in which they go; `undefined` where the uids of single pods decide. */
function inOrder(ties: readonly Tie[], now: number): readonly Tie[] | undefined {
  let isByLot = false;
  const compare = (one: Tie, other: Tie) => {
    const order = orderOf(one.sample, other.sample, now);
    isByLot ||= order === 'chance';
    return order === 'chance' ? 0 : order;
  };
  const sorted = [...ties].sort(compare);
  if (isByLot) return undefined;
  const ordered: Tie[] = [];
  for (const tie of sorted) {
    const before = ordered.at(-1);
    if (before !== undefined && compare(before, tie) === 0) ordered[ordered.length - 1] = together(before, tie);
    else ordered.push(tie);
  }
  return ordered;
}

/** Two ties that are one. */
function together(one: Tie, other: Tie): Tie {
  const members = [one, other].flatMap(({ pods, places }) => pods.map((pod, at) => ({ pod, place: places[at] ?? 0 })));
  members.sort((first, second) => first.place - second.place);
  return { sample: one.sample, pods: members.map(({ pod }) => pod), places: members.map(({ place }) => place) };
}

function firstOf(all: readonly Pod[], ties: readonly Tie[], { count, now }: Cut): Victims {
  const pods: Pod[] = [];
  const isGone = new Uint8Array(all.length);
  let last: Tie | undefined;
  let next: Tie | undefined;
  for (const tie of ties) {
    const taken = Math.min(count - pods.length, tie.pods.length);
    if (taken > 0) last = tie;
    for (const pod of tie.pods.slice(0, taken)) pods.push(pod);
    for (const place of tie.places.slice(0, taken)) isGone[place] = 1;
    if (taken < tie.pods.length) next ??= tie;
  }
  const left = all.filter((_pod, place) => isGone[place] === 0);
  if (last === undefined || next === undefined) return { pods, left, rule: '', alike: [] };
  if (last === next) return { pods, left, rule: NOTHING, alike: last.pods.map(({ metadata }) => metadata.name) };
  return { pods, left, rule: difference(last.sample, next.sample, now)?.rule ?? '', alike: [] };
}

/** So many go, now. */
interface Cut {
  readonly count: number;
  readonly now: number;
}

const NOTHING = 'nothing tells them apart';

/** Where uids decide, which are random, each pod is compared by itself. */
function byLot(ties: readonly Tie[], { count, now }: Cut): Victims {
  const all = ties.flatMap(({ sample, pods, places }) =>
    pods.map((pod, at): Ranked => ({ ...sample, pod, place: places[at] ?? 0 })),
  );
  all.sort((one, other) => one.place - other.place);
  const first = firstInOrder(all, count + 1, (one, other) => {
    const order = orderOf(one, other, now);
    return order === 'chance' ? byUid(one, other) : order || one.place - other.place;
  });
  const pods = first.slice(0, count).map(({ pod }) => pod);
  const gone = new Set(pods);
  const left = all.flatMap(({ pod }) => (gone.has(pod) ? [] : [pod]));
  const [last, next] = [first[count - 1], first[count]];
  if (last === undefined || next === undefined) return { pods, left, rule: '', alike: [] };
  const decided = difference(last, next, now);
  if (decided !== undefined) return { pods, left, rule: decided.rule, alike: [] };
  const alike = all.filter((one) => one.state === last.state && difference(one, last, now) === undefined);
  return { pods, left, rule: NOTHING, alike: alike.map(({ pod }) => pod.metadata.name) };
}

function byUid({ pod: a }: Ranked, { pod: b }: Ranked): number {
  return a.metadata.uid < b.metadata.uid ? -1 : 1;
}

/** The uids of all sets with the same owner. */
function relatedSets(set: PodSet, world: World): readonly string[] {
  const owner = controllerOf(set.metadata);
  return owner === undefined ? [] : managed(world, owner.uid, 'ReplicaSet').map(({ metadata }) => metadata.uid);
}

/** How many active pods of these sets are on the pod's node; among those without a node, all without one. */
function neighbours({ node }: Pod, sets: readonly string[], { indexes }: World): number {
  // Nothing but a node tells the unscheduled ones apart: any number that is the same for all will do.
  if (node === undefined) return 0;
  const siblings = indexes.nodeContents.get(node)?.siblings;
  return sets.reduce((sum, uid) => sum + (siblings?.get(uid) ?? 0), 0);
}
