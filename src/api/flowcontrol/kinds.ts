import type { FlowSchema, PriorityLevelConfiguration } from '../../kube/types.generated.js';
import { withFirstGeneration } from '../first-generation.js';
import { type Kinds, kindOf } from '../kind.js';
import { withFlowSchemaDefaults, withPriorityLevelDefaults } from './defaults.js';
import { validateFlowSchema } from './flow-schema.js';
import { validatePriorityLevel } from './priority-level.js';

/** The kinds of flowcontrol.apiserver.k8s.io/v1 and v1beta3. */
export const flowcontrolKinds: Kinds = new Map([
  [
    'FlowSchema',
    kindOf<FlowSchema>({
      namespaced: false,
      defaults: withFlowSchemaDefaults,
      prepare: withFirstGeneration,
      validate: validateFlowSchema,
    }),
  ],
  [
    'PriorityLevelConfiguration',
    kindOf<PriorityLevelConfiguration>({
      namespaced: false,
      defaults: withPriorityLevelDefaults,
      prepare: withFirstGeneration,
      validate: validatePriorityLevel,
    }),
  ],
]);
