// Twin of validateDeviceClaim: pkg/apis/resource/validation/validation.go, and of AuthorizedForAdmin:
// pkg/registry/resource/utils.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';
import type {
  DeviceClaim,
  DeviceClaimConfiguration,
  DeviceConstraint,
  DeviceRequest,
  DeviceSubRequest,
  ExactDeviceRequest,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { validateDeviceConfiguration } from './device-configuration.js';
import { validateSelectors } from './device-selector.js';
import { validateDeviceToleration } from './device-taint.js';
import { validateItems, validateSet } from './limits.js';
import { validateFullName, validateLabelLike } from './names.js';

const MAX_ITEMS = 32;
const MAX_ALTERNATIVES = 8;
const MODES = ['All', 'ExactCount'];

/** The names of requests, and of the alternatives of each. */
type RequestNames = ReadonlyMap<string, ReadonlySet<string>>;

/** The devices that a claim wants. */
export function validateDeviceClaim(
  claim: DeviceClaim,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { requests = [], constraints = [], config = [] } = claim;
  const names: RequestNames = new Map(
    requests.map(({ name = '', firstAvailable = [] }) => [name, new Set(firstAvailable.map((sub) => sub.name ?? ''))]),
  );
  const nameOf = ({ name = '' }: DeviceRequest): string => name;
  validateSet(requests, MAX_ITEMS, child(path, 'requests'), errors, nameOf, (request, at) =>
    validateRequest(request, at, context, errors),
  );
  validateItems(constraints, MAX_ITEMS, child(path, 'constraints'), errors, (constraint, at) =>
    validateConstraint(constraint, names, at, context, errors),
  );
  validateItems(config, MAX_ITEMS, child(path, 'config'), errors, (configuration, at) =>
    validateConfiguration(configuration, names, at, context, errors),
  );
}

/** Devices that others use as well are for namespaces that say so, which the assumed one does not. Asked on create only. */
export function validateAdminAccess(requests: readonly DeviceRequest[], errors: FieldErrors): void {
  const at = requests.findIndex(({ exactly }) => exactly?.adminAccess === true);
  if (at < 0) return;
  // The path is the same for a template, and leaves `exactly` out.
  const path = child(index(child(undefined, 'spec', 'devices', 'requests'), at), 'adminAccess');
  errors.push(forbidden(path, 'needs the label resource.kubernetes.io/admin-access: "true" on the namespace'));
}

function validateRequest(request: DeviceRequest, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  const { name, exactly, firstAvailable = [] } = request;
  validateLabelLike(name, child(path, 'name'), errors);
  const what = 'exactly one of `exactly` or `firstAvailable` is required';
  if (exactly === undefined && firstAvailable.length === 0) errors.push(required(path, what));
  else if (exactly !== undefined && firstAvailable.length > 0) {
    errors.push(invalid(path, undefined, `${what}, but multiple fields are set`));
  } else if (exactly !== undefined) validateWanted(exactly, child(path, 'exactly'), context, errors);
  else {
    const nameOf = (sub: DeviceSubRequest): string => sub.name ?? '';
    validateSet(firstAvailable, MAX_ALTERNATIVES, child(path, 'firstAvailable'), errors, nameOf, (sub, at) => {
      validateLabelLike(sub.name, child(at, 'name'), errors);
      validateWanted(sub, at, context, errors);
    });
  }
}

function validateWanted(
  wanted: ExactDeviceRequest | DeviceSubRequest,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { deviceClassName = '', selectors = [], allocationMode = '', count = 0, tolerations = [] } = wanted;
  const classPath = child(path, 'deviceClassName');
  if (deviceClassName === '') errors.push(required(classPath));
  else pushInvalid(isDns1123Subdomain(deviceClassName), deviceClassName, classPath, errors);
  validateSelectors(selectors, child(path, 'selectors'), context, errors);
  const countPath = child(path, 'count');
  if (!MODES.includes(allocationMode)) {
    errors.push(notSupported(child(path, 'allocationMode'), allocationMode, MODES));
  } else if (allocationMode === 'All' && Number(count) !== 0) {
    errors.push(invalid(countPath, count, "must not be specified when allocationMode is 'All'"));
  } else if (allocationMode === 'ExactCount' && count <= 0) {
    errors.push(invalid(countPath, count, 'must be greater than zero'));
  }
  for (const [at, toleration] of tolerations.entries()) {
    validateDeviceToleration(toleration, index(child(path, 'tolerations'), at), errors);
  }
}

function validateConstraint(
  constraint: DeviceConstraint,
  names: RequestNames,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { requests = [], matchAttribute, distinctAttribute } = constraint;
  validateReferences(requests, names, child(path, 'requests'), errors);
  if (matchAttribute !== undefined) validateFullName(matchAttribute, child(path, 'matchAttribute'), context, errors);
  else if (distinctAttribute !== undefined) {
    validateFullName(distinctAttribute, child(path, 'distinctAttribute'), context, errors);
  } else if (isGateOn('DRAConsumableCapacity', context.version)) {
    errors.push(required(path, 'exactly one of "matchAttribute" or "distinctAttribute" is required'));
  } else errors.push(required(child(path, 'matchAttribute')));
}

function validateConfiguration(
  configuration: DeviceClaimConfiguration,
  names: RequestNames,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateReferences(configuration.requests ?? [], names, child(path, 'requests'), errors);
  validateDeviceConfiguration(configuration.opaque, path, context, errors);
}

function validateReferences(
  references: readonly string[],
  names: RequestNames,
  path: FieldPath,
  errors: FieldErrors,
): void {
  validateSet(
    references,
    MAX_ITEMS,
    path,
    errors,
    (name) => name,
    (name, at) => validateReference(name, names, at, errors),
  );
}

function validateReference(name: string, names: RequestNames, path: FieldPath, errors: FieldErrors): void {
  const detail =
    "must be the name of a request in the claim or the name of a request and a subrequest separated by '/'";
  const parts = name.split('/');
  if (parts.length > 2) {
    errors.push(invalid(path, name, detail));
    return;
  }
  for (const part of parts) pushInvalid(isDns1123Label(part), part, path, errors);
  const [request = '', sub] = parts;
  const known = sub === undefined ? names.has(request) : names.get(request)?.has(sub) === true;
  if (!known) errors.push(invalid(path, name, detail));
}
