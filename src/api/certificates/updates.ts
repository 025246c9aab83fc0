// What may change in the kinds of certificates.k8s.io: pkg/apis/certificates/validation/validation.go and
// pkg/registry/certificates/certificates/strategy.go, Kubernetes v1.35.4.
import { child } from '../../kube/field-path.js';
import type { CertificateSigningRequest, ClusterTrustBundle } from '../../kube/types.generated.js';
import { validateImmutable } from '../meta/immutable.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateCertificateSigningRequest, validateClusterTrustBundle } from './certificate-signing-request.js';

/** What may change in the kinds of certificates.k8s.io/v1: the spec of a request silently stays what it was. */
export const certificatesUpdates: UpdateKinds = new Map([
  [
    'CertificateSigningRequest',
    updateKindOf<CertificateSigningRequest>({
      prepare: (to, live) => ({ ...to, spec: live.spec }),
      validate: (to, _from, context, errors) => validateCertificateSigningRequest(to, context, errors),
    }),
  ],
]);

/** What may change in the kinds of certificates.k8s.io/v1alpha1 and v1beta1. */
export const certificatesBetaUpdates: UpdateKinds = new Map([
  [
    'ClusterTrustBundle',
    updateKindOf<ClusterTrustBundle>({
      validate: (to, from, context, errors) => {
        validateClusterTrustBundle(to, context, errors);
        const signer = { signerName: to.spec?.signerName ?? '' };
        const oldSigner = { signerName: from.spec?.signerName ?? '' };
        validateImmutable(signer, oldSigner, 'signerName', child(undefined, 'spec', 'signerName'), errors);
      },
    }),
  ],
]);
