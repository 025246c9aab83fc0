// Twin of ValidateEndpointSliceUpdate: pkg/apis/discovery/validation/validation.go, Kubernetes v1.35.4.
import { child } from '../../kube/field-path.js';
import type { EndpointSlice } from '../../kube/types.generated.js';
import { validateImmutable } from '../meta/immutable.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateEndpointSlice } from './endpoint-slice.js';

/** What may change in the kinds of discovery.k8s.io/v1. */
export const discoveryUpdates: UpdateKinds = new Map([
  [
    'EndpointSlice',
    updateKindOf<EndpointSlice>({
      validate: (to, from, context, errors) => {
        validateEndpointSlice(to, context, errors);
        validateImmutable(to, from, 'addressType', child(undefined, 'addressType'), errors);
      },
    }),
  ],
]);
