import type { DeviceClass, ResourceClaimTemplate, ResourceClaimV1, ResourceSlice } from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import {
  preparedDeviceClass,
  preparedResourceClaim,
  preparedResourceClaimTemplate,
  validateDeviceClass,
  validateNewResourceClaimTemplate,
  validateResourceClaim,
  withResourceClaimDefaults,
  withResourceClaimTemplateDefaults,
} from './resource-claim.js';
import { preparedResourceSlice, validateResourceSlice } from './resource-slice.js';

/** The kinds of resource.k8s.io/v1. */
export const resourceKinds: Kinds = new Map([
  [
    'DeviceClass',
    kindOf<DeviceClass>({ namespaced: false, prepare: preparedDeviceClass, validate: validateDeviceClass }),
  ],
  [
    'ResourceClaim',
    kindOf<ResourceClaimV1>({
      namespaced: true,
      defaults: withResourceClaimDefaults,
      prepare: preparedResourceClaim,
      validate: validateResourceClaim,
    }),
  ],
  [
    'ResourceClaimTemplate',
    kindOf<ResourceClaimTemplate>({
      namespaced: true,
      defaults: withResourceClaimTemplateDefaults,
      prepare: preparedResourceClaimTemplate,
      validate: validateNewResourceClaimTemplate,
    }),
  ],
  [
    'ResourceSlice',
    kindOf<ResourceSlice>({ namespaced: false, prepare: preparedResourceSlice, validate: validateResourceSlice }),
  ],
]);
