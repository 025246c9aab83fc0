// The versions of reviews that a webhook understands: validateAdmissionReviewVersions in
// pkg/apis/admissionregistration/validation/validation.go (Kubernetes v1.35.4) and the same for conversion webhooks in
// k8s.io/apiextensions-apiserver v0.35.4 pkg/apis/apiextensions/validation/validation.go.
import { type FieldErrors, invalid } from '../kube/field-error.js';
import { type FieldPath, index } from '../kube/field-path.js';
import { isDns1035Label } from '../kube/names.js';
import { pushInvalid } from './meta/fields.js';

/** The versions that the API server sends, of AdmissionReview as of ConversionReview. */
export const REVIEW_VERSIONS: readonly string[] = ['v1', 'v1beta1'];

/** Versions that are listed: named like versions, each once, and one that the server sends among them. */
export function validateReviewVersions(versions: readonly string[], path: FieldPath, errors: FieldErrors): void {
  for (const [at, version] of versions.entries()) {
    if (versions.indexOf(version) < at) errors.push(invalid(index(path, at), version, 'duplicate version'));
    else pushInvalid(isDns1035Label(version), version, index(path, at), errors);
  }
  if (!versions.some((version) => REVIEW_VERSIONS.includes(version))) {
    errors.push(invalid(path, versions, `must include at least one of ${REVIEW_VERSIONS.join(', ')}`));
  }
}
