// Twins of ValidateContainerResourceRequirements, validatePodResources and ValidateResourceQuantityValue:
// pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, forbidden, invalid, notFound, required } from '../../kube/field-error.js';
import { child, type FieldPath, index, key } from '../../kube/field-path.js';
import { isDns1123Label } from '../../kube/names.js';
import {
  compareQuantities,
  formatQuantity,
  type ParsedQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityValue,
  signOf,
} from '../../kube/quantity.js';
import type { Quantity, ResourceClaim, ResourceRequirements } from '../../kube/types.generated.js';
import { pushInvalid } from '../meta/fields.js';
import {
  isHugePageName,
  isIntegerResource,
  isOvercommitAllowed,
  validateContainerResourceName,
} from './resource-names.js';

/** Amounts by resource, as written. */
export type ResourceAmounts = { readonly [name: string]: Quantity } | undefined;

/** Amounts by resource, parsed; what cannot be parsed never gets here (decoding refuses it). */
export function parsedAmounts(amounts: ResourceAmounts): ReadonlyMap<string, ParsedQuantity> {
  const parsed = new Map<string, ParsedQuantity>();
  for (const [name, value] of Object.entries(amounts ?? {})) {
    const quantity = parseQuantity(value);
    if (quantity !== undefined) parsed.set(name, roundedToMilli(quantity));
  }
  return parsed;
}

// SetDefaults_ResourceList: nothing is finer than a thousandth.
function roundedToMilli(quantity: ParsedQuantity): ParsedQuantity {
  if (quantity.scale >= -3 || !quantity.isInt64) return quantity;
  return { ...quantity, unscaled: quantityMilliValue(quantity), scale: -3, text: undefined };
}

/** An amount is not negative, and whole where the resource is counted. */
export function validateResourceAmount(
  name: string,
  amount: ParsedQuantity,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (signOf(amount) < 0) errors.push(invalid(path, formatQuantity(amount), 'must be greater than or equal to 0'));
  if (isIntegerResource(name) && quantityMilliValue(amount) % 1000n !== 0n) {
    errors.push(invalid(path, formatQuantity(amount), 'must be an integer'));
  }
}

/** What a container asks for and may have at most; `validateName` knows which resources may be there. */
export function validateResourceRequirements(
  requirements: ResourceRequirements,
  claimNames: ReadonlySet<string>,
  path: FieldPath,
  errors: FieldErrors,
  validateName = validateContainerResourceName,
): void {
  const limits = parsedAmounts(requirements.limits);
  const requests = parsedAmounts(requirements.requests);
  for (const [name, amount] of limits)
    validateAmount(name, amount, key(child(path, 'limits'), name), errors, validateName);
  for (const [name, amount] of requests) {
    const amountPath = key(child(path, 'requests'), name);
    validateAmount(name, amount, amountPath, errors, validateName);
    validateRequest(name, amount, limits.get(name), path, errors);
  }
  const names = [...limits.keys(), ...requests.keys()];
  if (names.some(isHugePageName) && !names.some((name) => name === 'cpu' || name === 'memory')) {
    errors.push(forbidden(path, 'HugePages require cpu or memory'));
  }
  validateClaims(requirements.claims ?? [], claimNames, child(path, 'claims'), errors);
}

function validateAmount(
  name: string,
  amount: ParsedQuantity,
  path: FieldPath,
  errors: FieldErrors,
  validateName: typeof validateContainerResourceName,
): void {
  validateName(name, path, errors);
  validateResourceAmount(name, amount, path, errors);
  if (isHugePageName(name) && !isPagesOf(name, amount)) {
    errors.push(invalid(path, formatQuantity(amount), `is not positive integer multiple of ${name}`));
  }
}

function isPagesOf(name: string, amount: ParsedQuantity): boolean {
  const size = parseQuantity(name.slice('hugepages-'.length));
  if (size === undefined || signOf(size) <= 0 || quantityMilliValue(size) % 1000n !== 0n) return false;
  const bytes = quantityValue(size);
  return bytes !== 0n && quantityValue(amount) % bytes === 0n;
}

// Upstream reports the map, not the key.
function validateRequest(
  name: string,
  request: ParsedQuantity,
  limit: ParsedQuantity | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const mayOvercommit = isOvercommitAllowed(name);
  if (limit === undefined) {
    if (!mayOvercommit) {
      errors.push(required(child(path, 'limits'), `limit must be set for non overcommitable resources: ${name}`));
    }
    return;
  }
  const difference = compareQuantities(request, limit);
  const ofLimit = `${name} limit of ${formatQuantity(limit)}`;
  if (difference !== 0 && !mayOvercommit) {
    errors.push(invalid(child(path, 'requests'), formatQuantity(request), `must be equal to ${ofLimit}`));
  } else if (difference > 0) {
    errors.push(invalid(child(path, 'requests'), formatQuantity(request), `must be less than or equal to ${ofLimit}`));
  }
}

function validateClaims(
  claims: readonly ResourceClaim[],
  claimNames: ReadonlySet<string>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const seen = new Set<string>();
  for (const [at, { name = '', request = '' }] of claims.entries()) {
    const claimPath = index(path, at);
    if (name === '') {
      errors.push(required(claimPath));
      continue;
    }
    if (seen.has(name)) errors.push(duplicate(claimPath, name));
    else {
      if (request !== '') pushInvalid(isDns1123Label(request), request, child(claimPath, 'request'), errors);
      const claimed = request === '' ? name : `${name}/${request}`;
      if (seen.has(claimed)) errors.push(duplicate(claimPath, claimed));
      else if (request === '') {
        for (const other of seen) if (other.startsWith(`${name}/`)) errors.push(duplicate(claimPath, name));
      }
      seen.add(claimed);
    }
    if (!claimNames.has(name)) {
      const names = [...claimNames].join(', ') || 'none';
      errors.push(notFound(claimPath, name, `spec.resourceClaims has ${names}`));
    }
  }
}
