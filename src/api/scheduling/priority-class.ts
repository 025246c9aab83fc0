// Twin of ValidatePriorityClass: pkg/apis/scheduling/validation/validation.go and pkg/apis/scheduling/v1/helpers.go,
// Kubernetes v1.35.4.
import { type FieldErrors, forbidden, notSupported, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { PriorityClass } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateObjectMeta } from '../meta/object-meta.js';

const HIGHEST_USER_PRIORITY = 1_000_000_000;
const SYSTEM_CLASSES: ReadonlyMap<string, number> = new Map([
  ['system-node-critical', 2_000_001_000],
  ['system-cluster-critical', 2_000_000_000],
]);

/** A PriorityClass on create. */
export function validatePriorityClass(priorityClass: PriorityClass, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(priorityClass.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  const name = priorityClass.metadata?.name ?? '';
  const { value = 0, preemptionPolicy } = priorityClass;
  if (name.startsWith('system-')) {
    const why = systemClassError(priorityClass, name);
    const detail = `priority class names with 'system-' prefix are reserved for system use only: ${why}`;
    if (why !== undefined) errors.push(forbidden(child(undefined, 'metadata', 'name'), detail));
  } else if (value > HIGHEST_USER_PRIORITY) {
    const detail = `maximum allowed value of a user defined priority is ${HIGHEST_USER_PRIORITY}`;
    errors.push(forbidden(child(undefined, 'value'), detail));
  }
  const policyPath = child(undefined, 'preemptionPolicy');
  if (preemptionPolicy === '') errors.push(required(policyPath));
  else if (
    preemptionPolicy !== undefined &&
    preemptionPolicy !== 'PreemptLowerPriority' &&
    preemptionPolicy !== 'Never'
  ) {
    errors.push(notSupported(policyPath, preemptionPolicy, ['PreemptLowerPriority', 'Never']));
  }
}

function systemClassError(priorityClass: PriorityClass, name: string): string | undefined {
  const value = SYSTEM_CLASSES.get(name);
  if (value === undefined) return `${name} is not a known system priority class`;
  if (priorityClass.value !== value) return `value of ${name} must be ${value}`;
  return priorityClass.globalDefault === true ? `globalDefault of ${name} must be false` : undefined;
}

/** A PriorityClass with the server's defaults. */
export function withPriorityClassDefaults(priorityClass: PriorityClass): PriorityClass {
  return { ...priorityClass, preemptionPolicy: priorityClass.preemptionPolicy ?? 'PreemptLowerPriority' };
}
