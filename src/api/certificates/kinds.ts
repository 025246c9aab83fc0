import type { CertificateSigningRequest, ClusterTrustBundle } from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import { validateCertificateSigningRequest, validateClusterTrustBundle } from './certificate-signing-request.js';

/** The kinds of certificates.k8s.io/v1. */
export const certificatesKinds: Kinds = new Map([
  [
    'CertificateSigningRequest',
    kindOf<CertificateSigningRequest>({ namespaced: false, validate: validateCertificateSigningRequest }),
  ],
]);

/** The kinds of certificates.k8s.io/v1alpha1 and v1beta1. */
export const certificatesBetaKinds: Kinds = new Map([
  ['ClusterTrustBundle', kindOf<ClusterTrustBundle>({ namespaced: false, validate: validateClusterTrustBundle })],
]);
