import type { Lease, LeaseCandidate } from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import { validateLease, validateLeaseCandidate } from './lease.js';

/** The kinds of coordination.k8s.io/v1. */
export const coordinationKinds: Kinds = new Map([
  ['Lease', kindOf<Lease>({ namespaced: true, validate: validateLease })],
]);

/** The kinds of coordination.k8s.io/v1alpha2 and v1beta1. */
export const coordinationBetaKinds: Kinds = new Map([
  ['LeaseCandidate', kindOf<LeaseCandidate>({ namespaced: true, validate: validateLeaseCandidate })],
]);
