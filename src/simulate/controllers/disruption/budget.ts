/** Which budgets guard which pods, and when they let one go. */

import { matchesSelector } from '../../../kube/selector.js';
import { withCondition } from '../../objects/condition.js';
import { wholeSeconds } from '../../objects/metadata.js';
import type { Pod } from '../../objects/pod.js';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../objects/pod-disruption-budget.js';
import type { World } from '../../world.js';

/** The budgets that select a pod. The API server evicts no pod that several select. */
export function budgetsOf(pod: Pod, world: World): PodDisruptionBudget[] {
  return [...world.objects.PodDisruptionBudget.values()].filter((budget) => isGuarded(pod, budget));
}

/** Does the budget select the pod? */
export function isGuarded(pod: Pod, budget: PodDisruptionBudget): boolean {
  return (
    budget.metadata.namespace === pod.metadata.namespace && matchesSelector(budget.spec.selector, pod.metadata.labels)
  );
}

/** The pods that a budget selects, those that have ended or are being deleted included. */
export function guardedPods(budget: PodDisruptionBudget, world: World): Pod[] {
  return [...world.objects.Pod.values()].filter((pod) => isGuarded(pod, budget));
}

/** The conditions that say whether the budget lets a pod go (`UpdateDisruptionAllowedCondition`). */
export function disruptionConditions(
  conditions: PodDisruptionBudgetStatus['conditions'],
  disruptionsAllowed: number,
  now: number,
): PodDisruptionBudgetStatus['conditions'] {
  const at = wholeSeconds(now);
  const isAllowed = disruptionsAllowed > 0;
  return withCondition(conditions, {
    type: 'DisruptionAllowed',
    status: isAllowed ? 'True' : 'False',
    reason: isAllowed ? 'SufficientPods' : 'InsufficientPods',
    message: '',
    lastUpdateTime: at,
    lastTransitionTime: at,
  });
}
