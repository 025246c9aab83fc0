import type { PodDisruptionBudget } from '../../kube/types.generated.js';
import { anyValidOf, type UpdateKinds } from '../update-kind.js';
import { validatePodDisruptionBudget } from './pod-disruption-budget.js';

/** What may change in the kinds of policy/v1. */
export const policyUpdates: UpdateKinds = new Map([
  ['PodDisruptionBudget', anyValidOf<PodDisruptionBudget>(validatePodDisruptionBudget, 'any')],
]);
