import type { PriorityClass } from '../../kube/types.generated.js';
import { withFirstGeneration } from '../first-generation.js';
import { type Kinds, kindOf } from '../kind.js';
import { validatePriorityClass, withPriorityClassDefaults } from './priority-class.js';

/** The kinds of scheduling.k8s.io/v1. */
export const schedulingKinds: Kinds = new Map([
  [
    'PriorityClass',
    kindOf<PriorityClass>({
      namespaced: false,
      defaults: withPriorityClassDefaults,
      prepare: withFirstGeneration,
      validate: validatePriorityClass,
    }),
  ],
]);
