// Twins of ValidatePersistentVolumeClaim and ValidatePersistentVolumeClaimSpec:
// pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, key } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';
import { formatQuantity, parseQuantity, signOf } from '../../kube/quantity.js';
import type {
  PersistentVolumeClaim,
  PersistentVolumeClaimSpec,
  TypedObjectReference,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid, requireOneOf, requireText } from '../meta/fields.js';
import { validateLabelSelector } from '../meta/label-selector.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';

const ACCESS_MODES = ['ReadOnlyMany', 'ReadWriteMany', 'ReadWriteOnce', 'ReadWriteOncePod'];

/** How a volume may be mounted at the same time, by claims and volumes. */
export function validateAccessModes(
  modes: readonly string[],
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const supported = isGateOn('ReadWriteOncePod', context.version) ? ACCESS_MODES : ACCESS_MODES.slice(0, 3);
  for (const mode of modes) {
    if (!supported.includes(mode)) errors.push(notSupported(path, mode, supported));
  }
  const others = modes.some((mode) => mode !== 'ReadWriteOncePod' && supported.includes(mode));
  if (others && modes.includes('ReadWriteOncePod')) {
    errors.push(forbidden(path, 'may not use ReadWriteOncePod with other access modes'));
  }
}

/** The modes of a volume: files or a raw device. */
export const VOLUME_MODES: readonly string[] = ['Block', 'Filesystem'];

/**
 * The claim as it is when it is validated: a `dataSource` that is neither a claim nor a snapshot is dropped, and the two
 * data source fields are made equal. pkg/api/persistentvolumeclaim/util.go.
 */
export function preparedClaim(
  claim: PersistentVolumeClaim,
  context: ApiContext,
  live?: PersistentVolumeClaim,
): PersistentVolumeClaim {
  const { dataSource, ...rest } = claim.spec ?? {};
  // On an update, a claim that has a source keeps it, whatever it is.
  const hasSource = live?.spec?.dataSource !== undefined || live?.spec?.dataSourceRef !== undefined;
  let reference = rest.dataSourceRef;
  if ((reference?.namespace ?? '') !== '' && !isGateOn('CrossNamespaceVolumeDataSource', context.version)) {
    reference = undefined;
  }
  const isKept = hasSource || reference !== undefined || isClaimOrSnapshot(dataSource);
  const source = isKept ? dataSource : undefined;
  const { namespace = '', ...local } = reference ?? {};
  const { limits, requests } = rest.resources ?? {};
  const spec = {
    ...rest,
    // Up to 1.28 the type has the `claims` of containers; they are dropped.
    ...(rest.resources !== undefined && { resources: { limits, requests } }),
    ...(!isGateOn('VolumeAttributesClass', context.version) && { volumeAttributesClassName: undefined }),
    dataSource: source ?? (reference !== undefined && namespace === '' ? local : undefined),
    dataSourceRef: reference ?? source,
  };
  return { ...claim, spec };
}

function isClaimOrSnapshot(source: TypedObjectReference | undefined): boolean {
  const { kind = '', apiGroup = '' } = source ?? {};
  return (
    (kind === 'PersistentVolumeClaim' && apiGroup === '') ||
    (kind === 'VolumeSnapshot' && apiGroup === 'snapshot.storage.k8s.io')
  );
}

/** A claim on create. */
export function validatePersistentVolumeClaim(
  claim: PersistentVolumeClaim,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateObjectMeta(claim.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validatePersistentVolumeClaimSpec(claim.spec ?? {}, child(undefined, 'spec'), context, errors);
}

/** The spec of a claim or of a claim template. */
export function validatePersistentVolumeClaimSpec(
  spec: PersistentVolumeClaimSpec,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { accessModes = [], storageClassName = '', volumeAttributesClassName = '', volumeMode } = spec;
  const modesPath = child(path, 'accessModes');
  if (accessModes.length === 0) errors.push(required(modesPath, 'at least 1 access mode is required'));
  validateLabelSelector(spec.selector, child(path, 'selector'), errors);
  validateAccessModes(accessModes, modesPath, context, errors);
  validateStorage(spec, key(child(path, 'resources'), 'storage'), errors);
  if (storageClassName !== '') {
    pushInvalid(isDns1123Subdomain(storageClassName), storageClassName, child(path, 'storageClassName'), errors);
  }
  if (volumeMode !== undefined) requireOneOf(volumeMode, VOLUME_MODES, child(path, 'volumeMode'), errors);
  validateDataSources(spec, path, context, errors);
  if (volumeAttributesClassName !== '' && isGateOn('VolumeAttributesClass', context.version)) {
    const classPath = child(path, 'volumeAttributesClassName');
    pushInvalid(isDns1123Subdomain(volumeAttributesClassName), volumeAttributesClassName, classPath, errors);
  }
}

// Upstream leaves `requests` out of the path.
function validateStorage(spec: PersistentVolumeClaimSpec, path: FieldPath, errors: FieldErrors): void {
  const requests = spec.resources?.requests ?? {};
  const written = Object.hasOwn(requests, 'storage') ? requests.storage : undefined;
  const storage = written === undefined ? undefined : parseQuantity(written);
  if (storage === undefined) errors.push(required(path));
  else if (signOf(storage) <= 0) errors.push(invalid(path, formatQuantity(storage), 'must be greater than zero'));
}

function validateDataSources(
  spec: PersistentVolumeClaimSpec,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { dataSource, dataSourceRef } = spec;
  if (dataSource !== undefined) validateDataSource(dataSource, child(path, 'dataSource'), context, errors);
  if (dataSourceRef === undefined) return;
  const referencePath = child(path, 'dataSourceRef');
  validateDataSource(dataSourceRef, referencePath, context, errors);
  const namespace = dataSourceRef.namespace ?? '';
  if (namespace !== '') pushInvalid(isDns1123Label(namespace), namespace, child(referencePath, 'namespace'), errors);
  if (dataSource === undefined) return;
  const isEqual =
    dataSource.apiGroup === dataSourceRef.apiGroup &&
    (dataSource.kind ?? '') === (dataSourceRef.kind ?? '') &&
    (dataSource.name ?? '') === (dataSourceRef.name ?? '');
  if (namespace !== '') {
    errors.push(invalid(path, 'dataSource', 'may not be specified when dataSourceRef.namespace is specified'));
  } else if (!isEqual) errors.push(invalid(path, 'dataSource', 'must match dataSourceRef'));
}

function validateDataSource(
  source: TypedObjectReference,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { name, kind = '', apiGroup = '' } = source;
  requireText(name, child(path, 'name'), errors);
  requireText(kind, child(path, 'kind'), errors);
  if (apiGroup === '') {
    if (kind === 'PersistentVolumeClaim') return;
    errors.push(invalid(path, kind, "must be 'PersistentVolumeClaim' when referencing the default apiGroup"));
  } else if (isSince('dataSourceGroup', context.version)) {
    pushInvalid(isDns1123Subdomain(apiGroup), apiGroup, child(path, 'apiGroup'), errors);
  }
}
