/**
 * Preemption: which pods make room for a more important one.
 *
 * Docs: https://kubernetes.io/docs/concepts/scheduling-eviction/pod-priority-preemption/
 * Follows kubernetes@v1.35.4 pkg/scheduler/framework/preemption/preemption.go and plugins/defaultpreemption.
 *
 * Not modelled: beyond 100 candidates real clusters look at a part of them, from a random one on; among equal candidates
 * the first node is taken.
 */

import { budgetsSelecting } from '../label-index.js';
import { wholeSeconds } from '../objects/metadata.js';
import type { Node } from '../objects/node.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import { podsOn, type World } from '../world.js';
import { comingTo, type Filters, refusalAt } from './filters.js';
import type { Preemption } from './no-fit.js';
import { priorityOf } from './placements.js';
import type { Refusal } from './plugin.js';

/** Reason of the DisruptionTarget condition of a pod that was preempted. */
export const PREEMPTED = 'PreemptionByScheduler';

/** A node where pods can make room. */
export interface Candidate {
  readonly node: string;
  /** The pods that go, the most important first. */
  readonly victims: readonly Pod[];
  /** How many of them a budget would keep. */
  readonly violations: number;
}

interface Attempt {
  readonly filters: Filters;
  readonly refusals: ReadonlyMap<string, Refusal>;
  readonly world: World;
}

/** The best candidate, or why there is none. */
export function preempt(pod: Pod, attempt: Attempt): Candidate | Exclude<Preemption, { kind: 'victims' }> {
  const reason = whyNotEligible(pod, attempt);
  if (reason !== undefined) return { kind: 'not-eligible', reason };
  const candidates: Candidate[] = [];
  const none: Refusal[] = [];
  const total = attempt.refusals.size;
  const isHopeless = !hasLessImportant(pod, attempt.world);
  for (const [name, refusal] of attempt.refusals) {
    if (refusal.isFinal) continue;
    const node = attempt.world.objects.Node.get(`/${name}`);
    if (node === undefined) continue;
    const found = isHopeless ? NO_VICTIMS : victimsOn(node, pod, attempt);
    if ('victims' in found) candidates.push(found);
    else none.push(found);
  }
  return best(candidates) ?? { kind: 'none', refusals: none, total };
}

const NO_VICTIMS: Refusal = { reasons: ['No preemption victims found for incoming pod'], isFinal: true };

function hasLessImportant(pod: Pod, world: World): boolean {
  const own = priorityOf(pod);
  return [...world.indexes.placements.priorities.keys()].some((priority) => priority < own);
}

/** `PodEligibleToPreemptOthers` */
function whyNotEligible(pod: Pod, { refusals, world }: Attempt): string | undefined {
  if (pod.spec.preemptionPolicy === 'Never') return 'not eligible due to preemptionPolicy=Never.';
  const { nominatedNode } = pod.status;
  if (nominatedNode === undefined || refusals.get(nominatedNode)?.isFinal === true) return undefined;
  for (const other of podsOn(world, nominatedNode)) {
    const isGoing = other.metadata.deletionTimestamp !== undefined && other.status.disruption === PREEMPTED;
    if (isGoing && !isTerminal(other) && priorityOf(other) < priorityOf(pod))
      return 'not eligible due to a terminating pod on the nominated node.';
  }
  return undefined;
}

/** The least set of pods of a node that has to go (`SelectVictimsOnNode`): all less important ones, but for those that may stay. */
function victimsOn(node: Node, pod: Pod, { filters, world }: Attempt): Candidate | Refusal {
  const own = priorityOf(pod);
  const less = podsOn(world, node.metadata.name).filter((other) => !isTerminal(other) && priorityOf(other) < own);
  if (less.length === 0) return NO_VICTIMS;
  const gone = new Set(less);
  const more = comingTo(node, pod, world);
  const refusal = () =>
    refusalAt(filters, { node, gone: [...gone], more }) ??
    (more.length > 0 ? refusalAt(filters, { node, gone: [...gone], more: [] }) : undefined);
  const still = refusal();
  if (still !== undefined) return still;
  less.sort(byImportance);
  const { violating, others } = byBudget(less, world);
  const reprieve = (pods: readonly Pod[]) =>
    pods.filter((other) => {
      gone.delete(other);
      if (refusal() === undefined) return false;
      gone.add(other);
      return true;
    });
  const violations = reprieve(violating).length;
  reprieve(others);
  return { node: node.metadata.name, victims: [...gone].sort(byImportance), violations };
}

/** `MoreImportantPod`: higher priority first, then those that have run longer. */
function byImportance(one: Pod, other: Pod): number {
  return priorityOf(other) - priorityOf(one) || startOf(one) - startOf(other);
}

function startOf({ status, metadata }: Pod): number {
  return wholeSeconds(status.scheduledAt ?? metadata.creationTimestamp);
}

/** Those that no budget lets go any more, and the others (`filterPodsWithPDBViolation`). */
function byBudget(
  pods: readonly Pod[],
  world: World,
): { readonly violating: readonly Pod[]; readonly others: readonly Pod[] } {
  const left = new Map<string, number>();
  const violating = pods.filter((pod) => {
    let isViolated = false;
    for (const { metadata, status } of budgetsSelecting(world, pod.metadata.namespace, pod.metadata.labels)) {
      if (status.disruptedPods.some(({ name }) => name === pod.metadata.name)) continue;
      const allowed = (left.get(metadata.key) ?? status.disruptionsAllowed) - 1;
      left.set(metadata.key, allowed);
      if (allowed < 0) isViolated = true;
    }
    return isViolated;
  });
  return { violating, others: pods.filter((pod) => !violating.includes(pod)) };
}

/** `pickOneNodeForPreemption`: each rule decides among those that the one before left. */
function best(candidates: readonly Candidate[]): Candidate | undefined {
  const [first, ...others] = candidates;
  if (first === undefined) return undefined;
  const rules: readonly ((candidate: Candidate) => number)[] = [
    ({ violations }) => violations,
    ({ victims }) => highest(victims),
    // A small negative priority must not make many victims cheaper than few.
    ({ victims }) => victims.reduce((sum, victim) => sum + priorityOf(victim) + 2 ** 31, 0),
    ({ victims }) => victims.length,
    ({ victims }) => -Math.min(...victims.filter((own) => priorityOf(own) === highest(victims)).map(startOf)),
  ];
  let chosen = first;
  for (const candidate of others) {
    const rule = rules.find((costOf) => costOf(candidate) !== costOf(chosen));
    if (rule !== undefined && rule(candidate) < rule(chosen)) chosen = candidate;
  }
  return chosen;
}

function highest(victims: readonly Pod[]): number {
  return Math.max(...victims.map(priorityOf));
}
