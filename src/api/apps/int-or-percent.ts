// Twins of ValidatePositiveIntOrPercent, IsNotMoreThan100Percent and getIntOrPercentValue:
// pkg/apis/apps/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import type { FieldPath } from '../../kube/field-path.js';
import { isPercent } from '../../kube/names.js';
import type { IntOrString } from '../../kube/types.generated.js';
import { validateNonnegative } from '../meta/fields.js';

/** A count that is not negative, or a percentage such as `5%`. */
export function validateIntOrPercent(value: IntOrString, path: FieldPath | undefined, errors: FieldErrors): void {
  if (typeof value === 'number') {
    validateNonnegative(value, path, errors);
    return;
  }
  for (const detail of isPercent(value)) errors.push(invalid(path, value, detail));
}

/** A percentage of at most 100; counts pass. */
export function validateAtMost100Percent(value: IntOrString, path: FieldPath | undefined, errors: FieldErrors): void {
  const percentage = percentOf(value);
  if (percentage !== undefined && percentage > 100) {
    errors.push(invalid(path, value, 'must not be greater than 100%'));
  }
}

/**
 * The number in a count or percentage, as Go reads it: `25%` → 25, `"7"` → 7, text that is neither → 0. An absent value
 * is Go's zero, 0.
 */
export function intOrPercentNumber(value: IntOrString | undefined): number {
  if (value === undefined) return 0;
  if (typeof value === 'number') return value;
  return percentOf(value) ?? (/^[+-]?[0-9]+$/.test(value) ? Number(value) : 0);
}

function percentOf(value: IntOrString): number | undefined {
  if (typeof value === 'number' || isPercent(value).length > 0) return undefined;
  return Number(value.slice(0, -1));
}
