/**
 * What tells pods of a ReplicaSet apart when some have to go. Follows kubernetes@v1.35.4 pkg/controller/controller_utils.go
 * `ActivePodsWithRanks`.
 */

import type { Pod } from '../objects/pod.js';

const PHASES = { Pending: 0, Running: 2, Succeeded: 3, Failed: 3 };
const DELETION_COST = 'controller.kubernetes.io/pod-deletion-cost';
const MOST_NEIGHBOURS = 2 ** 15 - 1;

/** A pod with what decides about it. */
export interface Ranked {
  readonly pod: Pod;
  /** How many pods of the workload are on its node. */
  readonly rank: number;
  readonly cost: number;
  /** One number for all criteria but those that look at ages. */
  readonly state: number;
  /** Place among the pods of the set, in order of creation. */
  readonly place: number;
}

/** The number for all criteria but those that look at ages: the smaller goes first. */
export function stateOf({ node, status }: Pod, { rank, cost }: Pick<Ranked, 'rank' | 'cost'>): number {
  const head = (node === undefined ? 0 : 8) + 2 * PHASES[status.phase] + (status.ready ? 1 : 0);
  // A cost is a 32-bit number.
  const costly = head * 2 ** 32 + cost + 2 ** 31;
  return costly * (MOST_NEIGHBOURS + 1) + MOST_NEIGHBOURS - Math.min(rank, MOST_NEIGHBOURS);
}

/** The annotation's number, 0 without one. */
export function deletionCost(pod: Pod): number {
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
export function difference(one: Ranked, other: Ranked, now: number): Difference | undefined {
  for (const { rule, order: compare } of one.state === other.state ? BY_AGE : BY_STATE) {
    const order = compare(one, other, now);
    if (order === 'chance') return undefined;
    if (order !== 0) return { order, rule };
  }
  return undefined;
}

/** Negative if the first goes before the second, 0 if only their places tell them apart, `chance` if their uids do. */
export function orderOf(one: Ranked, other: Ranked, now: number): number | 'chance' {
  if (one.state !== other.state) return one.state - other.state;
  for (const { order: compare } of BY_AGE) {
    const order = compare(one, other, now);
    if (order !== 0) return order;
  }
  return 0;
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

function magnitude(ageMs: number): number {
  // Upstream takes the logarithm of nanoseconds.
  return ageMs > 0 ? Math.trunc(Math.log2(ageMs * 1e6)) : -1;
}
