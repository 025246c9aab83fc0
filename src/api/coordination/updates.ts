// What may change in the kinds of coordination.k8s.io: pkg/apis/coordination/validation/validation.go, Kubernetes v1.35.4.
import { child } from '../../kube/field-path.js';
import type { Lease, LeaseCandidate } from '../../kube/types.generated.js';
import { validateImmutable } from '../meta/immutable.js';
import { anyValidOf, type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateLease, validateLeaseCandidate } from './lease.js';

/** What may change in the kinds of coordination.k8s.io/v1. */
export const coordinationUpdates: UpdateKinds = new Map([['Lease', anyValidOf<Lease>(validateLease, 'any')]]);

/** What may change in the kinds of coordination.k8s.io/v1alpha2 and v1beta1. */
export const coordinationBetaUpdates: UpdateKinds = new Map([
  [
    'LeaseCandidate',
    updateKindOf<LeaseCandidate>({
      finalizers: 'any',
      validate: (to, from, context, errors) => {
        validateLeaseCandidate(to, context, errors);
        validateImmutable(to.spec, from.spec, 'leaseName', child(undefined, 'spec', 'leaseName'), errors);
      },
    }),
  ],
]);
