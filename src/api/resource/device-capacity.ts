// Twin of validateRequestPolicy: pkg/apis/resource/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import {
  addQuantities,
  compareQuantities,
  formatQuantity,
  type ParsedQuantity,
  parseQuantity,
  quantityValue,
} from '../../kube/quantity.js';
import type { CapacityRequestPolicy, CapacityRequestPolicyRange, DeviceCapacity } from '../../kube/types.generated.js';
import { validateSet } from './limits.js';

const MAX_VALUES = 10;

/** How much of something a device has, and how it may be shared. */
export function validateCapacity(
  capacity: DeviceCapacity,
  shared: boolean,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { requestPolicy: policy } = capacity;
  if (policy === undefined) return;
  const policyPath = child(path, 'requestPolicy');
  if (!shared) errors.push(forbidden(policyPath, 'allowMultipleAllocations must be true'));
  else validatePolicy(policy, amountOf(capacity.value), policyPath, errors);
}

function amountOf(value: string | number | undefined): ParsedQuantity {
  const amount = parseQuantity(value ?? 0);
  if (amount === undefined) throw new Error(`decoding let a quantity pass that is none: ${value}`);
  return amount;
}

function validatePolicy(
  policy: CapacityRequestPolicy,
  most: ParsedQuantity,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { validValues = [], validRange, default: written } = policy;
  if (validValues.length > 0 && validRange !== undefined) {
    errors.push(forbidden(path, 'cannot specify "validValues" and "validRange" at the same time'));
    return;
  }
  const field = validValues.length > 0 ? 'validValues' : 'validRange';
  if (validValues.length === 0 && validRange === undefined) return;
  if (written === undefined) {
    errors.push(required(child(path, 'default'), `required when ${field} is defined`));
  } else if (validRange !== undefined) {
    validateRange(validRange, amountOf(written), most, child(path, field), errors);
  } else validateValues(validValues.map(amountOf), amountOf(written), most, child(path, field), errors);
}

function validateValues(
  values: readonly ParsedQuantity[],
  chosen: ParsedQuantity,
  most: ParsedQuantity,
  path: FieldPath,
  errors: FieldErrors,
): void {
  for (const [at, value] of values.entries()) {
    const next = values[at + 1];
    if (next === undefined || compareQuantities(value, next) <= 0) continue;
    errors.push(invalid(index(path, at + 1), formatQuantity(next), 'values must be sorted in ascending order'));
  }
  validateSet(
    values,
    MAX_VALUES,
    path,
    errors,
    (value) => String(quantityValue(value)),
    (value, at) => {
      if (compareQuantities(value, most) <= 0) return;
      const detail = `option is larger than capacity value: ${formatQuantity(most)}`;
      errors.push(invalid(at, formatQuantity(value), detail));
    },
  );
  const isFound = values.length <= MAX_VALUES && values.some((value) => compareQuantities(value, chosen) === 0);
  if (!isFound) {
    errors.push(invalid(path, formatQuantity(chosen), 'default value is not valid according to the requestPolicy'));
  }
}

function validateRange(
  range: CapacityRequestPolicyRange,
  chosen: ParsedQuantity,
  most: ParsedQuantity,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (range.min === undefined) {
    errors.push(required(child(path, 'min'), 'required when validRange is defined'));
    return;
  }
  const min = amountOf(range.min);
  const max = range.max === undefined ? undefined : amountOf(range.max);
  const below = (left: ParsedQuantity, right: ParsedQuantity, field: string, detail: string): void => {
    if (compareQuantities(left, right) > 0) errors.push(invalid(child(path, field), formatQuantity(left), detail));
  };
  below(min, most, 'min', `min is larger than capacity value: ${formatQuantity(most)}`);
  below(min, chosen, 'min', `default is less than min: ${formatQuantity(min)}`);
  if (max !== undefined) {
    below(min, max, 'max', `min is larger than max: ${formatQuantity(max)}`);
    below(max, most, 'max', `max is larger than capacity value: ${formatQuantity(most)}`);
    below(chosen, max, 'max', `default is more than max: ${formatQuantity(max)}`);
  }
  if (range.step === undefined) return;
  const step = amountOf(range.step);
  below(addQuantities(min, step), most, 'step', `one step is larger than capacity value: ${formatQuantity(most)}`);
  for (const value of max === undefined ? [chosen] : [chosen, max]) {
    const width = quantityValue(step);
    // The server divides by the step without looking: with zero it has no answer at all.
    if (width === 0n || (quantityValue(value) - quantityValue(min)) % width === 0n) continue;
    const detail = `value is not a multiple of the step ${formatQuantity(step)} from ${formatQuantity(min)}`;
    errors.push(invalid(child(path, 'step'), formatQuantity(value), detail));
  }
}
