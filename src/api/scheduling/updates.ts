// Twin of ValidatePriorityClassUpdate: pkg/apis/scheduling/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import type { PriorityClass } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateImmutable } from '../meta/immutable.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';

// The rest is not looked at again.
function validateUpdate(to: PriorityClass, from: PriorityClass, _context: ApiContext, errors: FieldErrors): void {
  if ((to.value ?? 0) !== (from.value ?? 0)) {
    errors.push(forbidden(child(undefined, 'value'), 'may not be changed in an update'));
  }
  validateImmutable(to, from, 'preemptionPolicy', child(undefined, 'preemptionPolicy'), errors);
}

/** What may change in the kinds of scheduling.k8s.io/v1. */
export const schedulingUpdates: UpdateKinds = new Map([
  ['PriorityClass', updateKindOf<PriorityClass>({ validate: validateUpdate })],
]);
