/**
 * Which pods a ReplicaSet deletes first. Follows kubernetes@v1.35.4 pkg/controller/controller_utils.go
 * `ActivePodsWithRanks` and pkg/controller/replicaset `getPodsRankedByRelatedPodsOnSameNode`.
 */

import { firstInOrder } from '../first-in-order.js';
import { controllerOf } from '../objects/metadata.js';
import { isActive, type Pod } from '../objects/pod.js';
import type { PodSet } from '../objects/replication-controller.js';
import { managed, type World } from '../world.js';

const PHASES = { Pending: 0, Running: 2, Succeeded: 3, Failed: 3 };
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';

/** The pods that go, and what decided between the last of them and the first that stays. */
export interface Victims {
  readonly pods: readonly Pod[];
  /** In words; '' where all go. */
  readonly rule: string;
  /** The pods that nothing but chance tells from the last one that goes; empty where a rule decided. */
  readonly alike: readonly string[];
}

/** The `count` active pods of the set that go first. */
export function podsToDelete(set: PodSet, world: World, count: number): Victims {
  const pods = managed(world, set.metadata.uid, 'Pod').filter(isActive);
  if (count >= pods.length) return { pods, rule: '', alike: [] };
  const { now } = world;
  const all = ranked(pods, relatedSets(set, world), world);
  const first = firstInOrder(all, count + 1, (one, other) => orderOf(one, other, now));
  const chosen = first.slice(0, count).map(({ pod }) => pod);
  const [last, next] = [first[count - 1], first[count]];
  if (last === undefined || next === undefined) return { pods: chosen, rule: '', alike: [] };
  const decided = difference(last, next, now);
  if (decided !== undefined) return { pods: chosen, rule: decided.rule, alike: [] };
  // What is shared is the same: only what tells states and ages apart is compared.
  const { state, pod } = last;
  const alike = all.filter(
    (one) => one.state === state && (isOfOneAge(one.pod, pod) || difference(one, last, now) === undefined),
  );
  return { pods: chosen, rule: 'nothing tells them apart', alike: alike.map(({ pod: own }) => own.metadata.name) };
}

/** Is all that decides about ages the same? */
function isOfOneAge(one: Pod, other: Pod): boolean {
  return one.status === other.status && one.metadata.creationTimestamp === other.metadata.creationTimestamp;
}

interface Ranked {
  readonly pod: Pod;
  readonly rank: number;
  readonly cost: number;
  /** One number for all criteria but those that look at ages. */
  readonly state: number;
  readonly place: number;
}

const MOST_NEIGHBOURS = 2 ** 15 - 1;

function ranked(pods: readonly Pod[], related: readonly string[], world: World): Ranked[] {
  const ranks = new Map<string, number>();
  // Pods come in runs of those that share their annotations and their status.
  let last: Pod | undefined;
  let cost = 0;
  let head = 0;
  return pods.map((pod, place): Ranked => {
    if (last?.metadata.annotations !== pod.metadata.annotations) cost = deletionCost(pod);
    if (last?.status !== pod.status || (last.node === undefined) !== (pod.node === undefined)) head = headOf(pod);
    last = pod;
    const rank = ranks.get(pod.node ?? '') ?? neighbours(pod, related, world);
    ranks.set(pod.node ?? '', rank);
    // A cost is a 32-bit number.
    const costly = head * 2 ** 32 + cost + 2 ** 31;
    const state = costly * (MOST_NEIGHBOURS + 1) + MOST_NEIGHBOURS - Math.min(rank, MOST_NEIGHBOURS);
    return { pod, rank, cost, state, place };
  });
}

function headOf({ node, status }: Pod): number {
  return (node === undefined ? 0 : 8) + 2 * PHASES[status.phase] + (status.ready ? 1 : 0);
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

function deletionCost(pod: Pod): number {
  const { annotations } = pod.metadata;
  if (!Object.hasOwn(annotations, DELETION_COST)) return 0;
  const cost = Number(annotations[DELETION_COST]);
  return Number.isInteger(cost) && cost >= -(2 ** 31) && cost < 2 ** 31 ? cost : 0;
}

/** Which of two goes first, and why. */
interface Difference {
  /** Negative if the first goes before the second. */
  readonly order: number;
  readonly rule: string;
}

/** Negative if the first goes before the second, 0 if the next criterion decides, `chance` if the uids do. */
type Order = (one: Ranked, other: Ranked, now: number) => number | 'chance';

interface Criterion {
  readonly rule: string;
  readonly order: Order;
}

const BY_STATE: readonly Criterion[] = [
  {
    rule: 'without a node first',
    order: ({ pod: a }, { pod: b }) => yesFirst(a.node === undefined, b.node === undefined),
  },
  { rule: 'pending first', order: ({ pod: a }, { pod: b }) => PHASES[a.status.phase] - PHASES[b.status.phase] },
  { rule: 'not ready first', order: ({ pod: a }, { pod: b }) => yesFirst(!a.status.ready, !b.status.ready) },
  { rule: 'lower pod-deletion-cost first', order: (one, other) => one.cost - other.cost },
  { rule: 'more pods of the workload on its node first', order: (one, other) => other.rank - one.rank },
];

const BY_AGE: readonly Criterion[] = [
  {
    rule: 'ready for less time first',
    order: ({ pod: a }, { pod: b }, now) => (a.status.ready ? byAge(a.status.readySince, b.status.readySince, now) : 0),
  },
  { rule: 'more restarts first', order: ({ pod: a }, { pod: b }) => b.status.restarts - a.status.restarts },
  {
    rule: 'newer first',
    order: ({ pod: a }, { pod: b }, now) => byAge(a.metadata.creationTimestamp, b.metadata.creationTimestamp, now),
  },
];

/** What tells two pods apart; `undefined` if nothing does but their uids, which are random. */
function difference(one: Ranked, other: Ranked, now: number): Difference | undefined {
  for (const { rule, order: compare } of one.state === other.state ? BY_AGE : BY_STATE) {
    const order = compare(one, other, now);
    if (order === 'chance') return undefined;
    if (order !== 0) return { order, rule };
  }
  return undefined;
}

function orderOf(one: Ranked, other: Ranked, now: number): number {
  if (one.state !== other.state) return one.state - other.state;
  for (const { order: compare } of BY_AGE) {
    const order = compare(one, other, now);
    if (order === 'chance') return byUid(one, other);
    if (order !== 0) return order;
  }
  return one.place - other.place;
}

function yesFirst(one: boolean, other: boolean): number {
  return Number(other) - Number(one);
}

/** Younger first, by powers of two of the age; chance among equals in that sense (LogarithmicScaleDown). */
function byAge(one: number, other: number, now: number): number | 'chance' {
  const [first, second] = [Math.floor(one / 1000), Math.floor(other / 1000)];
  if (first === second) return 0;
  return magnitude(now - first * 1000) - magnitude(now - second * 1000) || 'chance';
}

function byUid({ pod: a }: Ranked, { pod: b }: Ranked): number {
  return a.metadata.uid < b.metadata.uid ? -1 : 1;
}

function magnitude(ageMs: number): number {
  // Upstream takes the logarithm of nanoseconds.
  return ageMs > 0 ? Math.trunc(Math.log2(ageMs * 1e6)) : -1;
}
