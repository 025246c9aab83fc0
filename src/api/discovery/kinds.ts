import type { EndpointSlice } from '../../kube/types.generated.js';
import { withFirstGeneration } from '../first-generation.js';
import { type Kinds, kindOf } from '../kind.js';
import { validateEndpointSlice, withEndpointSliceDefaults } from './endpoint-slice.js';

/** The kinds of discovery.k8s.io/v1. */
export const discoveryKinds: Kinds = new Map([
  [
    'EndpointSlice',
    kindOf<EndpointSlice>({
      namespaced: true,
      defaults: withEndpointSliceDefaults,
      prepare: withFirstGeneration,
      validate: validateEndpointSlice,
    }),
  ],
]);
