// Twin of ValidateCSIDriver, ValidateCSINode and ValidateCSIStorageCapacity: pkg/apis/storage/validation/validation.go,
// Kubernetes v1.35.4.
import { byteLength } from '../../kube/byte-length.js';
import { duplicate, type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Subdomain, isQualifiedName } from '../../kube/names.js';
import { parseQuantity, signOf } from '../../kube/quantity.js';
import type {
  CSIDriver,
  CSIDriverSpec,
  CSINode,
  CSINodeDriver,
  CSIStorageCapacity,
  TokenRequest,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateCsiDriverName } from '../core/volume-kinds.js';
import { pushInvalid, validateNonnegative } from '../meta/fields.js';
import { validateLabelSelector } from '../meta/label-selector.js';
import { validateObjectMeta } from '../meta/object-meta.js';

const SPEC = child(undefined, 'spec');
const FS_GROUP_POLICIES = ['File', 'None', 'ReadWriteOnceWithFSType'];
const LIFECYCLE_MODES = ['Persistent', 'Ephemeral'];
const MIN_EXPIRATION_SECONDS = 600;
const MAX_EXPIRATION_SECONDS = 2 ** 32;
const MIN_UPDATE_PERIOD_SECONDS = 10;
const MAX_NODE_ID = 256;

/** A CSIDriver on create. */
export function validateCsiDriver(driver: CSIDriver, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(driver.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  validateCsiDriverSpec(driver.spec ?? {}, context, errors);
}

/** The spec of a CSIDriver with its defaults, on create and on update. */
export function validateCsiDriverSpec(spec: CSIDriverSpec, context: ApiContext, errors: FieldErrors): void {
  // The server's path for attachRequired is spelt `attachedRequired`.
  if (spec.attachRequired === undefined) errors.push(required(child(SPEC, 'attachedRequired')));
  if (spec.podInfoOnMount === undefined) errors.push(required(child(SPEC, 'podInfoOnMount')));
  if (spec.storageCapacity === undefined) errors.push(required(child(SPEC, 'storageCapacity')));
  const { fsGroupPolicy, tokenRequests = [], volumeLifecycleModes = [] } = spec;
  if (fsGroupPolicy !== undefined && !FS_GROUP_POLICIES.includes(fsGroupPolicy)) {
    errors.push(notSupported(child(SPEC, 'fsGroupPolicy'), fsGroupPolicy, FS_GROUP_POLICIES));
  }
  validateTokenRequests(tokenRequests, child(SPEC, 'tokenRequests'), errors);
  for (const mode of volumeLifecycleModes) {
    if (LIFECYCLE_MODES.includes(mode)) continue;
    errors.push(notSupported(child(SPEC, 'volumeLifecycleModes'), mode, LIFECYCLE_MODES));
  }
  const period = spec.nodeAllocatableUpdatePeriodSeconds;
  if (period !== undefined && period < MIN_UPDATE_PERIOD_SECONDS) {
    const detail = `must be greater than or equal to ${MIN_UPDATE_PERIOD_SECONDS} seconds`;
    errors.push(invalid(child(SPEC, 'nodeAllocatableUpdatePeriodSeconds'), period, detail));
  }
  if (spec.serviceAccountTokenInSecrets !== undefined && tokenRequests.length === 0) {
    const detail = 'serviceAccountTokenInSecrets is set but no tokenRequests are specified';
    errors.push(invalid(child(SPEC, 'serviceAccountTokenInSecrets'), spec.serviceAccountTokenInSecrets, detail));
  }
  if (spec.seLinuxMount === undefined && isGateOn('SELinuxMountReadWriteOncePod', context.version)) {
    errors.push(required(child(SPEC, 'seLinuxMount')));
  }
}

function validateTokenRequests(requests: readonly TokenRequest[], path: FieldPath, errors: FieldErrors): void {
  const audiences = new Set<string>();
  for (const [at, { audience = '', expirationSeconds }] of requests.entries()) {
    if (audiences.has(audience)) {
      errors.push(duplicate(child(index(path, at), 'audience'), audience));
      continue;
    }
    audiences.add(audience);
    if (expirationSeconds === undefined) continue;
    const secondsPath = child(index(path, at), 'expirationSeconds');
    if (expirationSeconds < MIN_EXPIRATION_SECONDS) {
      errors.push(invalid(secondsPath, expirationSeconds, 'may not specify a duration less than 10 minutes'));
    }
    if (expirationSeconds > MAX_EXPIRATION_SECONDS) {
      errors.push(invalid(secondsPath, expirationSeconds, 'may not specify a duration larger than 2^32 seconds'));
    }
  }
}

/** A CSIDriver without the fields whose gate is off: twin of its PrepareForCreate. */
export function withoutGatedFields(driver: CSIDriver, context: ApiContext): CSIDriver {
  const gates = [
    ['SELinuxMountReadWriteOncePod', 'seLinuxMount'],
    ['MutableCSINodeAllocatableCount', 'nodeAllocatableUpdatePeriodSeconds'],
    ['CSIServiceAccountTokenSecrets', 'serviceAccountTokenInSecrets'],
  ] as const;
  const off = gates.filter(([gate]) => !isGateOn(gate, context.version));
  if (off.length === 0) return driver;
  return { ...driver, spec: { ...driver.spec, ...Object.fromEntries(off.map(([, field]) => [field, undefined])) } };
}

/** A CSINode on create. */
export function validateCsiNode(node: CSINode, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(node.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  const names = new Set<string>();
  for (const [at, driver] of (node.spec?.drivers ?? []).entries()) {
    validateNodeDriver(driver, names, index(child(SPEC, 'drivers'), at), context, errors);
  }
}

function validateNodeDriver(
  driver: CSINodeDriver,
  names: Set<string>,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { name = '', nodeID = '', topologyKeys = [] } = driver;
  validateCsiDriverName(name, child(path, 'name'), context, errors);
  const idPath = child(path, 'nodeID');
  if (nodeID === '') errors.push(required(idPath));
  if (byteLength(nodeID) > MAX_NODE_ID)
    errors.push(invalid(idPath, nodeID, `must be ${MAX_NODE_ID} characters or less`));
  validateNonnegative(driver.allocatable?.count, child(path, 'allocatable', 'count'), errors);
  if (names.has(name)) errors.push(duplicate(child(path, 'name'), name));
  names.add(name);
  for (const [at, key] of topologyKeys.entries()) {
    if (key === '') errors.push(required(path));
    if (topologyKeys.indexOf(key) < at) errors.push(duplicate(path, key));
    pushInvalid(isQualifiedName(key), key, path, errors);
  }
}

/** A CSIStorageCapacity on create. */
export function validateCsiStorageCapacity(
  capacity: CSIStorageCapacity,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(capacity.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  if (capacity.nodeTopology !== undefined) {
    validateLabelSelector(capacity.nodeTopology, child(undefined, 'nodeTopology'), errors);
  }
  const { storageClassName = '' } = capacity;
  pushInvalid(isDns1123Subdomain(storageClassName), storageClassName, child(undefined, 'storageClassName'), errors);
  const amount = capacity.capacity === undefined ? undefined : parseQuantity(capacity.capacity);
  if (amount !== undefined && signOf(amount) < 0) {
    errors.push(invalid(child(undefined, 'capacity'), capacity.capacity, 'must be greater than or equal to 0'));
  }
}
