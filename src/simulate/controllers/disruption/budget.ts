/** Which budgets guard which pods, and when they let one go. */

import { budgetsSelecting, selectedPods } from '../../label-index.js';
import { withCondition } from '../../objects/condition.js';
import { wholeSeconds } from '../../objects/metadata.js';
import type { Pod } from '../../objects/pod.js';
import type { PodDisruptionBudget, PodDisruptionBudgetStatus } from '../../objects/pod-disruption-budget.js';
import type { World } from '../../world.js';

/** The budgets that select a pod. The API server evicts no pod that several select. */
export function budgetsOf(pod: Pod, world: World): PodDisruptionBudget[] {
  return budgetsSelecting(world, pod.metadata.namespace, pod.metadata.labels);
}

/** The pods that a budget selects, those that have ended or are being deleted included. */
export function guardedPods(budget: PodDisruptionBudget, world: World): Pod[] {
  return selectedPods(world, budget.metadata.namespace, budget.spec.selector);
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
