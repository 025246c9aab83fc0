// Which names resources may have where: pkg/apis/core/validation/validation.go and pkg/apis/core/helper/helpers.go,
// Kubernetes v1.35.4.
import { type FieldErrors, invalid, notSupported } from '../../kube/field-error.js';
import type { FieldPath } from '../../kube/field-path.js';
import { isQualifiedName } from '../../kube/names.js';
import { pushInvalid } from '../meta/fields.js';

const CONTAINER = new Set(['cpu', 'memory', 'ephemeral-storage']);
const COUNTS = [
  'pods',
  'resourcequotas',
  'services',
  'replicationcontrollers',
  'secrets',
  'configmaps',
  'persistentvolumeclaims',
  'services.nodeports',
  'services.loadbalancers',
];
const QUOTA = new Set([
  ...CONTAINER,
  ...COUNTS,
  'requests.cpu',
  'requests.memory',
  'requests.storage',
  'requests.ephemeral-storage',
  'limits.cpu',
  'limits.memory',
  'limits.ephemeral-storage',
]);
const STANDARD = new Set([...QUOTA, 'storage']);
const INTEGER = new Set(COUNTS);

/** `hugepages-2Mi` and the like. */
export function isHugePageName(name: string): boolean {
  return name.startsWith('hugepages-');
}

function isQuotaHugePageName(name: string): boolean {
  return isHugePageName(name) || name.startsWith('requests.hugepages-');
}

/** Kubernetes' own: without a domain, or of kubernetes.io. */
function isNativeResource(name: string): boolean {
  return !name.includes('/') || name.includes('kubernetes.io/');
}

/** Somebody else's: `nvidia.com/gpu`, short enough for a quota to be put on it. */
export function isExtendedResource(name: string): boolean {
  if (isNativeResource(name) || name.startsWith('requests.')) return false;
  return isQualifiedName(`requests.${name}`).length === 0;
}

/** May requests be below limits? */
export function isOvercommitAllowed(name: string): boolean {
  return isNativeResource(name) && !isHugePageName(name);
}

/** Is it counted in whole numbers? */
export function isIntegerResource(name: string): boolean {
  return INTEGER.has(name) || isExtendedResource(name);
}

/** Any resource's name. */
export function validateResourceName(name: string, path: FieldPath, errors: FieldErrors): void {
  const details = isQualifiedName(name);
  pushInvalid(details, name, path, errors);
  if (details.length > 0 || name.includes('/') || STANDARD.has(name) || isQuotaHugePageName(name)) return;
  errors.push(invalid(path, name, 'must be a standard resource type or fully qualified'));
}

/** A resource that containers have. */
export function validateContainerResourceName(name: string, path: FieldPath, errors: FieldErrors): void {
  if (CONTAINER.has(name)) return;
  validateResourceName(name, path, errors);
  if (!name.includes('/')) {
    if (!isHugePageName(name)) errors.push(invalid(path, name, 'must be a standard resource for containers'));
  } else if (!isNativeResource(name) && !isExtendedResource(name)) {
    errors.push(invalid(path, name, "doesn't follow extended resource name standard"));
  }
}

/** A resource that a Pod as a whole may have. */
export function validatePodResourceName(name: string, path: FieldPath, errors: FieldErrors): void {
  const before = errors.length;
  validateResourceName(name, path, errors);
  if (errors.length > before || name === 'cpu' || name === 'memory' || isHugePageName(name)) return;
  errors.push(notSupported(path, name, ['cpu', 'hugepages-', 'memory']));
}

/** A resource of Kubernetes that a quota may be put on. */
export function isStandardQuotaResource(name: string): boolean {
  return QUOTA.has(name) || isQuotaHugePageName(name);
}

/** A resource that a quota may be put on. */
export function validateQuotaResourceName(name: string, path: FieldPath, errors: FieldErrors): void {
  validateResourceName(name, path, errors);
  if (!name.includes('/') && !isStandardQuotaResource(name)) {
    errors.push(invalid(path, name, 'must be a standard resource for quota'));
  }
}
