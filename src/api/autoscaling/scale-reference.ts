// References from autoscalers to what they scale or watch: kubernetes@v1.35.4 pkg/apis/autoscaling/validation/validation.go.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import type { CrossVersionObjectReference } from '../../kube/types.generated.js';
import { pathSegmentErrors } from '../meta/path-segment.js';

/** What a reference may leave out, and what an update leaves unchecked. */
export interface ReferenceAllowances {
  readonly invalidApiVersion?: boolean;
  readonly emptyGroup?: boolean;
}

/** A reference to an object by kind, name and apiVersion. */
export function validateReference(
  reference: CrossVersionObjectReference,
  allowances: ReferenceAllowances,
  path: FieldPath,
  errors: FieldErrors,
): void {
  for (const name of ['kind', 'name'] as const) {
    const value = reference[name] ?? '';
    if (value === '') errors.push(required(child(path, name)));
    else for (const detail of pathSegmentErrors(value)) errors.push(invalid(child(path, name), value, detail));
  }
  if (allowances.invalidApiVersion === true) return;
  const { apiVersion = '' } = reference;
  const parts = apiVersion.split('/');
  // Twin of schema.ParseGroupVersion: `v1` has no group, `/v1` an empty one.
  if (parts.length > 2) {
    errors.push(invalid(child(path, 'apiVersion'), apiVersion, `unexpected GroupVersion string: ${apiVersion}`));
  } else if (allowances.emptyGroup !== true && (parts.length === 1 || parts[0] === '')) {
    errors.push(invalid(child(path, 'apiVersion'), apiVersion, 'apiVersion must specify API group'));
  }
}
