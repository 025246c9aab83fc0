// What Deployment, ReplicaSet and StatefulSet ask of their `spec.selector`: pkg/apis/apps/validation/validation.go,
// Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import type { FieldPath } from '../../kube/field-path.js';
import type { LabelSelector } from '../../kube/types.generated.js';
import { isUsableSelector, validateLabelSelector } from '../meta/label-selector.js';

/**
 * The selector is there, well formed and not empty. Returns whether it can be compared with labels: upstream's
 * LabelSelectorAsSelector succeeds for an absent one too.
 */
export function validateRequiredSelector(
  selector: LabelSelector | undefined,
  owner: string,
  path: FieldPath,
  errors: FieldErrors,
): 'usable' | 'unusable' {
  if (selector === undefined) {
    errors.push(required(path));
    return 'usable';
  }
  validateLabelSelector(selector, path, errors);
  if (isEmptySelector(selector)) errors.push(invalid(path, selector, `empty selector is invalid for ${owner}`));
  return isUsableSelector(selector) ? 'usable' : 'unusable';
}

/** Neither labels nor expressions: it would select everything. */
export function isEmptySelector(selector: LabelSelector): boolean {
  return Object.keys(selector.matchLabels ?? {}).length + (selector.matchExpressions ?? []).length === 0;
}
