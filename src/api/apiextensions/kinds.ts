import type { CustomResourceDefinition } from '../../kube/types.generated.js';
import { withFirstGeneration } from '../first-generation.js';
import { type Kinds, kindOf } from '../kind.js';
import { validateCustomResourceDefinition } from './custom-resource-definition.js';
import { withCustomResourceDefinitionDefaults } from './defaults.js';

/** The kinds of apiextensions.k8s.io/v1. */
export const apiextensionsKinds: Kinds = new Map([
  [
    'CustomResourceDefinition',
    kindOf<CustomResourceDefinition>({
      namespaced: false,
      defaults: withCustomResourceDefinitionDefaults,
      prepare: withFirstGeneration,
      validate: validateCustomResourceDefinition,
    }),
  ],
]);
