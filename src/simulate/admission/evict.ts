/**
 * The eviction API: deletes a pod if its PodDisruptionBudget allows that.
 *
 * Docs: https://kubernetes.io/docs/concepts/scheduling-eviction/api-eviction/
 * Follows kubernetes@v1.35.4 pkg/registry/core/pod/storage/eviction.go.
 */

import type { Steps } from '../action.js';
import { budgetsOf, disruptionConditions } from '../controllers/disruption/budget.js';
import { conditionOf } from '../objects/condition.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import type { PodDisruptionBudget } from '../objects/pod-disruption-budget.js';
import { current, type World } from '../world.js';

/** Why a pod is not evicted, in the API server's words. */
export interface EvictionRefusal {
  readonly code: 429 | 500;
  readonly message: string;
  /** Which budget, and what it needs and has; '' where the message says all. */
  readonly cause: string;
}

const VIOLATES = "Cannot evict pod as it would violate the pod's disruption budget.";
const TOO_MANY = 'This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.';

/** Would an eviction be refused now, and why? */
export function evictionRefusal(pod: Pod, world: World): EvictionRefusal | undefined {
  if (isUnguarded(pod)) return undefined;
  const [budget, ...more] = budgetsOf(pod, world);
  if (budget === undefined) return undefined;
  if (more.length > 0) return { code: 500, message: TOO_MANY, cause: '' };
  if (isFreeToGo(pod, budget)) return undefined;
  const { status, metadata } = budget;
  if (status.observedGeneration < metadata.generation) {
    const cause = `The disruption budget ${metadata.name} is still being processed by the server.`;
    return { code: 429, message: VIOLATES, cause };
  }
  return status.disruptionsAllowed > 0 ? undefined : { code: 429, message: VIOLATES, cause: causeOf(budget) };
}

/** Evicts a pod. Gives the refusal, if there is one. */
export function* evict(pod: Pod, world: World, graceMs?: number): Steps<EvictionRefusal | undefined> {
  const refusal = evictionRefusal(pod, world);
  if (refusal !== undefined) return refusal;
  const [budget] = budgetsOf(pod, world);
  if (budget !== undefined && !isUnguarded(pod) && !isFreeToGo(pod, budget)) yield* decrement(budget, pod, world);
  const because = 'it is evicted';
  const status = { ...pod.status, disruption: 'EvictionByEvictionAPI' };
  if (pod.metadata.deletionTimestamp === undefined) yield { do: 'status', object: { ...pod, status }, because };
  const object = current(world, pod) ?? pod;
  yield { do: 'delete', object, ...(graceMs !== undefined && { graceMs }), because };
  return undefined;
}

/** Pods that have ended, have not started or are on their way out anyway: no budget is asked. */
function isUnguarded(pod: Pod): boolean {
  return isTerminal(pod) || pod.status.phase === 'Pending' || pod.metadata.deletionTimestamp !== undefined;
}

/** A pod that is not ready may go under AlwaysAllow, or while the budget has what it needs without it. */
function isFreeToGo(pod: Pod, { spec, status }: PodDisruptionBudget): boolean {
  if (pod.status.ready) return false;
  const isHealthy = status.currentHealthy >= status.desiredHealthy && status.desiredHealthy > 0;
  return spec.unhealthyPodEvictionPolicy === 'AlwaysAllow' || isHealthy;
}

function causeOf({ metadata, status }: PodDisruptionBudget): string {
  const { name } = metadata;
  const condition = conditionOf(status.conditions, 'DisruptionAllowed');
  if (condition?.reason === 'SyncFailed')
    return `The disruption budget ${name} does not allow evicting pods currently because it failed sync: ${condition.message}`;
  if (status.currentHealthy <= status.desiredHealthy)
    return `The disruption budget ${name} needs ${status.desiredHealthy} healthy pods and has ${status.currentHealthy} currently`;
  return `The disruption budget ${name} does not allow evicting pods currently`;
}

function* decrement(budget: PodDisruptionBudget, pod: Pod, world: World): Steps {
  const disruptionsAllowed = budget.status.disruptionsAllowed - 1;
  const status = {
    ...budget.status,
    disruptionsAllowed,
    disruptedPods: [...budget.status.disruptedPods, { name: pod.metadata.name, at: world.now }],
    conditions: disruptionConditions(budget.status.conditions, disruptionsAllowed, world.now),
  };
  yield { do: 'status', object: { ...budget, status }, because: `pod ${pod.metadata.name} is evicted` };
}
