// References to the Pod's own fields in environment variables and volumes:
// pkg/apis/core/validation/validation.go and pkg/apis/core/pods/helpers.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isQualifiedName } from '../../kube/names.js';
import { formatQuantity, parseQuantity, signOf } from '../../kube/quantity.js';
import type { ObjectFieldSelector, ResourceFieldSelector } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { isSince } from '../since.js';

/** Fields that a volume's file may hold. */
export const VOLUME_FIELD_PATHS: readonly string[] = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

/** Fields that an environment variable may hold. */
export const ENV_FIELD_PATHS: readonly string[] = [
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
  'spec.nodeName',
  'spec.serviceAccountName',
  'status.hostIP',
  'status.hostIPs',
  'status.podIP',
  'status.podIPs',
];

// Labels that the API knows at all, wherever they may be used.
const KNOWN_FIELD_PATHS = new Set([
  ...VOLUME_FIELD_PATHS,
  ...ENV_FIELD_PATHS,
  'spec.restartPolicy',
  'spec.schedulerName',
  'spec.host',
  'status.phase',
]);

/** A `fieldRef`. */
export function validateFieldReference(
  reference: ObjectFieldSelector,
  supported: readonly string[],
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const fieldPath = reference.fieldPath ?? '';
  if ((reference.apiVersion ?? '') === '') {
    errors.push(required(child(path, 'apiVersion')));
    return;
  }
  if (fieldPath === '') {
    errors.push(required(child(path, 'fieldPath')));
    return;
  }
  const subscripted = /^([\s\S]+?)\['([\s\S]*)'\]$/.exec(fieldPath);
  const problem = conversionProblem(
    reference.apiVersion ?? '',
    subscripted?.[1] ?? fieldPath,
    subscripted !== null,
    context,
  );
  if (problem !== undefined) errors.push(invalid(child(path, 'fieldPath'), fieldPath, problem));
  else if (subscripted !== null) {
    const subscript = subscripted[2] ?? '';
    const key = subscripted[1] === 'metadata.annotations' ? subscript.toLowerCase() : subscript;
    pushInvalid(isQualifiedName(key), key, path, errors);
  } else {
    const canonical = fieldPath === 'spec.host' ? 'spec.nodeName' : fieldPath;
    if (!supported.includes(canonical)) errors.push(notSupported(child(path, 'fieldPath'), canonical, supported));
    if (canonical === 'status.hostIPs' && !isGateOn('PodHostIPs', context.version)) {
      errors.push(forbidden(path, "may not be set when feature gate 'PodHostIPs' is not enabled"));
    }
  }
}

function conversionProblem(
  version: string,
  field: string,
  isSubscripted: boolean,
  context: ApiContext,
): string | undefined {
  if (version !== 'v1') return `unsupported pod version: ${version}`;
  if (isSubscripted) {
    return field === 'metadata.annotations' || field === 'metadata.labels'
      ? undefined
      : 'field label does not support subscript';
  }
  const isKnown = field !== 'status.hostIPs' || isSince('hostIpsReference', context.version);
  return isKnown && KNOWN_FIELD_PATHS.has(field) ? undefined : 'field label not supported';
}

const RESOURCES: readonly string[] = [
  'limits.cpu',
  'limits.ephemeral-storage',
  'limits.memory',
  'requests.cpu',
  'requests.ephemeral-storage',
  'requests.memory',
];
const CPU_DIVISORS = new Set(['1m', '1']);
const BYTE_DIVISORS = new Set('1 1k 1M 1G 1T 1P 1E 1Ki 1Mi 1Gi 1Ti 1Pi 1Ei'.split(' '));

/** A `resourceFieldRef`; in a volume it has to name the container. */
export function validateResourceFieldReference(
  reference: ResourceFieldSelector,
  where: 'volume' | 'env',
  path: FieldPath,
  errors: FieldErrors,
): void {
  const resource = reference.resource ?? '';
  const isHugePages = resource.startsWith('requests.hugepages-') || resource.startsWith('limits.hugepages-');
  if (where === 'volume' && (reference.containerName ?? '') === '') {
    errors.push(required(child(path, 'containerName')));
  } else if (resource === '') errors.push(required(child(path, 'resource')));
  else if (!RESOURCES.includes(resource) && !isHugePages) {
    errors.push(notSupported(child(path, 'resource'), resource, RESOURCES));
  }
  const divisor = reference.divisor === undefined ? undefined : parseQuantity(reference.divisor);
  if (divisor === undefined || signOf(divisor) === 0) return;
  if (!isHugePages && !RESOURCES.includes(resource)) return;
  const divisors = resource === 'limits.cpu' || resource === 'requests.cpu' ? CPU_DIVISORS : BYTE_DIVISORS;
  if (divisors.has(formatQuantity(divisor))) return;
  errors.push(
    invalid(child(path, 'divisor'), resource, `the divisor of ${resource} is one of ${[...divisors].join(', ')}`),
  );
}
