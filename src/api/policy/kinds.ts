import type { PodDisruptionBudget } from '../../kube/types.generated.js';
import { withFirstGeneration } from '../first-generation.js';
import { type Kinds, kindOf } from '../kind.js';
import { validatePodDisruptionBudget } from './pod-disruption-budget.js';

/** The kinds of policy/v1. */
export const policyKinds: Kinds = new Map([
  [
    'PodDisruptionBudget',
    kindOf<PodDisruptionBudget>({
      namespaced: true,
      prepare: withFirstGeneration,
      validate: validatePodDisruptionBudget,
    }),
  ],
]);
