// Twin of ValidateLimitRange: pkg/apis/core/validation/validation.go and pkg/apis/core/v1/defaults.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, forbidden, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index, key } from '../../kube/field-path.js';
import { isDns1123Subdomain, isQualifiedName } from '../../kube/names.js';
import {
  compareQuantities,
  formatQuantity,
  type ParsedQuantity,
  parseQuantity,
  quantityMilliValue,
  quantityValue,
} from '../../kube/quantity.js';
import type { LimitRange, LimitRangeItem } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isOvercommitAllowed, validateContainerResourceName, validateResourceName } from './resource-names.js';
import { parsedAmounts } from './resource-requirements.js';

const LIMITS = child(undefined, 'spec', 'limits');
const TYPES = new Set(['Pod', 'Container', 'PersistentVolumeClaim']);

/** A LimitRange with its defaults: for containers, a maximum is the default limit, a default limit the default request. */
export function withLimitRangeDefaults(limitRange: LimitRange): LimitRange {
  const limits = limitRange.spec?.limits?.map((item) => {
    if (item.type !== 'Container') return item;
    const limit = { ...item.max, ...item.default };
    return { ...item, default: limit, defaultRequest: { ...item.min, ...limit, ...item.defaultRequest } };
  });
  return limits === undefined ? limitRange : { ...limitRange, spec: { ...limitRange.spec, limits } };
}

/** Storage gives a LimitRange without a name one. */
export function withLimitRangeName(limitRange: LimitRange): LimitRange {
  if ((limitRange.metadata?.name ?? '') !== '') return limitRange;
  return { ...limitRange, metadata: { ...limitRange.metadata, name: '00000000-0000-0000-0000-000000000000' } };
}

/** A LimitRange on create. */
export function validateLimitRange(limitRange: LimitRange, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(limitRange.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  const types = new Set<string>();
  for (const [at, item] of (limitRange.spec?.limits ?? []).entries()) {
    const path = index(LIMITS, at);
    const type = item.type ?? '';
    const typePath = child(path, 'type');
    validateType(type, typePath, errors);
    if (types.has(type)) errors.push(duplicate(typePath, type));
    types.add(type);
    validateItem(item, path, errors);
  }
}

function validateType(type: string, path: FieldPath, errors: FieldErrors): void {
  const details = isQualifiedName(type);
  pushInvalid(details, type, path, errors);
  if (details.length > 0 || type.includes('/') || TYPES.has(type)) return;
  errors.push(invalid(path, type, 'must be a standard limit type or fully qualified'));
}

type Amounts = ReadonlyMap<string, ParsedQuantity>;

interface Bounds {
  readonly min: Amounts;
  readonly max: Amounts;
  readonly default: Amounts;
  readonly defaultRequest: Amounts;
  readonly maxLimitRequestRatio: Amounts;
}

const FIELDS = ['max', 'min', 'default', 'defaultRequest', 'maxLimitRequestRatio'] as const;

function validateItem(item: LimitRangeItem, path: FieldPath, errors: FieldErrors): void {
  const type = item.type ?? '';
  const validateName = type === 'Pod' || type === 'Container' ? validateContainerResourceName : validateResourceName;
  const bounds: Record<(typeof FIELDS)[number], Amounts> = {
    max: parsedAmounts(item.max),
    min: parsedAmounts(item.min),
    default: parsedAmounts(item.default),
    defaultRequest: parsedAmounts(item.defaultRequest),
    maxLimitRequestRatio: parsedAmounts(item.maxLimitRequestRatio),
  };
  for (const field of FIELDS) {
    if (type === 'Pod' && (field === 'default' || field === 'defaultRequest')) {
      const detail = "may not be specified when `type` is 'Pod'";
      if (bounds[field].size > 0) errors.push(forbidden(child(path, field), detail));
      bounds[field] = new Map();
    }
    for (const name of bounds[field].keys()) validateName(name, key(child(path, field), name), errors);
  }
  if (type === 'PersistentVolumeClaim' && !bounds.min.has('storage') && !bounds.max.has('storage')) {
    const detail = 'either minimum or maximum storage value is required, but neither was provided';
    errors.push(required(child(path, 'limits'), detail));
  }
  for (const name of new Set(FIELDS.flatMap((field) => [...bounds[field].keys()]))) {
    validateBounds(name, bounds, path, errors);
  }
}

// Pairs of which the first may not be greater, and where upstream reports it.
const ORDERED = [
  ['min', 'max', 'min'],
  ['min', 'defaultRequest', 'defaultRequest'],
  ['defaultRequest', 'max', 'defaultRequest'],
  ['defaultRequest', 'default', 'defaultRequest'],
  ['min', 'default', 'default'],
  ['default', 'max', 'default'],
] as const;

function validateBounds(name: string, bounds: Bounds, path: FieldPath, errors: FieldErrors): void {
  for (const [lower, upper, at] of ORDERED) {
    const low = bounds[lower].get(name);
    const high = bounds[upper].get(name);
    if (low === undefined || high === undefined || compareQuantities(low, high) <= 0) continue;
    const detail = `${lower} value ${formatQuantity(low)} is greater than ${upper} value ${formatQuantity(high)}`;
    errors.push(invalid(key(child(path, at), name), formatQuantity(low), detail));
  }
  validateRatio(name, bounds, key(child(path, 'maxLimitRequestRatio'), name), errors);
  const limit = bounds.default.get(name);
  const request = bounds.defaultRequest.get(name);
  if (isOvercommitAllowed(name) || limit === undefined || request === undefined) return;
  if (compareQuantities(limit, request) === 0) return;
  const detail = `default value ${formatQuantity(limit)} must equal to defaultRequest value ${formatQuantity(request)}`;
  errors.push(invalid(key(child(path, 'defaultRequest'), name), formatQuantity(request), detail));
}

const ONE = parseQuantity('1');
const MAX_MILLI = (2n ** 63n - 1n) / 1000n;

function validateRatio(name: string, bounds: Bounds, path: FieldPath, errors: FieldErrors): void {
  const ratio = bounds.maxLimitRequestRatio.get(name);
  if (ratio === undefined || ONE === undefined) return;
  if (compareQuantities(ratio, ONE) < 0) errors.push(invalid(path, formatQuantity(ratio), 'ratio is less than 1'));
  const min = bounds.min.get(name);
  const max = bounds.max.get(name);
  if (min === undefined || max === undefined) return;
  const isSmall = [ratio, min, max].every((quantity) => quantityValue(quantity) < MAX_MILLI);
  const amountOf = isSmall ? quantityMilliValue : quantityValue;
  const given = isSmall ? Number(quantityMilliValue(ratio)) / 1000 : Number(quantityValue(ratio));
  const largest = Number(amountOf(max)) / Number(amountOf(min));
  if (given > largest) errors.push(invalid(path, formatQuantity(ratio), `ratio is greater than max/min = ${largest}`));
}
