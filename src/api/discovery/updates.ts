// Twin of ValidateEndpointSliceUpdate: pkg/apis/discovery/validation/validation.go, Kubernetes v1.35.4.
import type { FieldErrors } from '../../kube/field-error.js';
import { child, segments } from '../../kube/field-path.js';
import type { EndpointSlice } from '../../kube/types.generated.js';
import { isSame } from '../equality.js';
import { validateImmutable } from '../meta/immutable.js';
import { isSince } from '../since.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateEndpointSlice } from './endpoint-slice.js';

/** What may change in the kinds of discovery.k8s.io/v1. */
export const discoveryUpdates: UpdateKinds = new Map([
  [
    'EndpointSlice',
    updateKindOf<EndpointSlice>({
      validate: (to, from, context, errors) => {
        const own: FieldErrors = [];
        validateEndpointSlice(to, context, own);
        // Endpoints that did not change are not judged again.
        const isKept =
          isSince('unchangedEndpointsPass', context.version) && isSame(to.endpoints, from.endpoints, 'endpoints');
        errors.push(...own.filter(({ path }) => !isKept || segments(path)[0] !== 'endpoints'));
        validateImmutable(to, from, 'addressType', child(undefined, 'addressType'), errors);
      },
    }),
  ],
]);
