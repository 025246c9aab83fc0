// Twin of ValidatePodDisruptionBudget: pkg/apis/policy/validation/validation.go, Kubernetes v1.35.4.
// Its metadata is checked by what the registry checks of every object, and only when the spec has no error.
import { type FieldErrors, invalid, notSupported } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import type { PodDisruptionBudget } from '../../kube/types.generated.js';
import { validateAtMost100Percent, validateIntOrPercent } from '../apps/int-or-percent.js';
import type { ApiContext } from '../context.js';
import { validateLabelSelector } from '../meta/label-selector.js';

const SPEC = child(undefined, 'spec');

/** A PodDisruptionBudget on create and on update. */
export function validatePodDisruptionBudget(
  budget: PodDisruptionBudget,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  const spec = budget.spec ?? {};
  if (spec.minAvailable !== undefined && spec.maxUnavailable !== undefined) {
    errors.push(invalid(SPEC, undefined, 'minAvailable and maxUnavailable cannot be both set'));
  }
  for (const name of ['minAvailable', 'maxUnavailable'] as const) {
    const value = spec[name];
    if (value === undefined) continue;
    validateIntOrPercent(value, child(SPEC, name), errors);
    validateAtMost100Percent(value, child(SPEC, name), errors);
  }
  if (spec.selector !== undefined) validateLabelSelector(spec.selector, child(SPEC, 'selector'), errors);
  const eviction = spec.unhealthyPodEvictionPolicy;
  if (eviction !== undefined && eviction !== 'AlwaysAllow' && eviction !== 'IfHealthyBudget') {
    const path = child(SPEC, 'unhealthyPodEvictionPolicy');
    errors.push(notSupported(path, eviction, ['AlwaysAllow', 'IfHealthyBudget']));
  }
}
