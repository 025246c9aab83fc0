// Twin of ValidatePersistentVolume and ValidatePersistentVolumeSpec: pkg/apis/core/validation/validation.go and
// pkg/volume/validation/pv_validation.go, Kubernetes v1.35.4.
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, key } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';
import { formatQuantity, parseQuantity, signOf } from '../../kube/quantity.js';
import type { PersistentVolume, PersistentVolumeSpec, SecretReference } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid, requireOneOf, requireText } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { validateNodeSelector } from './node-selector.js';
import { VOLUME_MODES, validateAccessModes } from './persistent-volume-claim.js';
import { validateCsiDriverName } from './volume-kinds.js';
import { validatePathNoBacksteps } from './volume-paths.js';
import {
  validateAwsElasticBlockStore,
  validateAzureDisk,
  validateAzureFile,
  validateCephFs,
  validateCinder,
  validateFc,
  validateFlexVolume,
  validateFlocker,
  validateGcePersistentDisk,
  validateGlusterfs,
  validateHostPath,
  validateIscsi,
  validateNfs,
  validatePhotonPersistentDisk,
  validatePortworx,
  validateQuobyte,
  validateRbd,
  validateScaleIo,
  validateStorageOs,
  validateVsphere,
} from './volume-sources.js';

const SPEC = child(undefined, 'spec');

/** A volume on create. */
export function validatePersistentVolume(volume: PersistentVolume, context: ApiContext, errors: FieldErrors): void {
  const spec = volume.spec ?? {};
  validateObjectMeta(volume.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  validatePersistentVolumeSpec(spec, { name: volume.metadata?.name ?? '' }, SPEC, context, errors);
  validateMountOptions(volume, errors);
}

const MOUNT_OPTIONS = 'volume.beta.kubernetes.io/mount-options';
const HAVE_MOUNT_OPTIONS = [
  'gcePersistentDisk',
  'awsElasticBlockStore',
  'glusterfs',
  'nfs',
  'rbd',
  'quobyte',
  'iscsi',
  'cinder',
  'cephfs',
  'azureFile',
  'vsphereVolume',
  'azureDisk',
  'photonPersistentDisk',
] as const;

function validateMountOptions(volume: PersistentVolume, errors: FieldErrors): void {
  if (!Object.hasOwn(volume.metadata?.annotations ?? {}, MOUNT_OPTIONS)) return;
  if (HAVE_MOUNT_OPTIONS.some((field) => volume.spec?.[field] !== undefined)) return;
  const path = child(undefined, 'metadata', 'annotations', MOUNT_OPTIONS);
  errors.push(forbidden(path, 'may not specify mount options for this volume type'));
}

type Source = {
  readonly field: keyof PersistentVolumeSpec;
  readonly at?: string;
  readonly second?: string;
  readonly validate: (spec: PersistentVolumeSpec, path: FieldPath, errors: FieldErrors, context: ApiContext) => void;
};

function source<F extends keyof PersistentVolumeSpec>(
  field: F,
  validate: (
    source: NonNullable<PersistentVolumeSpec[F]>,
    path: FieldPath,
    errors: FieldErrors,
    context: ApiContext,
  ) => void,
  names: { readonly at?: string; readonly second?: string } = {},
): Source {
  return {
    field,
    ...names,
    validate: (spec, path, errors, context) => {
      const value = spec[field];
      if (value !== undefined && value !== null) validate(value, path, errors, context);
    },
  };
}

// In upstream's order: the first source is validated, each further one is forbidden.
const SOURCES: readonly Source[] = [
  source('hostPath', validateHostPath),
  source('gcePersistentDisk', validateGcePersistentDisk, { at: 'persistentDisk' }),
  source('awsElasticBlockStore', validateAwsElasticBlockStore),
  source('glusterfs', (glusterfs, path, errors) => {
    validateGlusterfs(glusterfs, path, errors);
    const namespace = glusterfs.endpointsNamespace;
    if (namespace === undefined) return;
    pushInvalid(isDns1123Label(namespace), namespace, child(path, 'endpointsNamespace'), errors);
  }),
  source('flocker', validateFlocker),
  source('nfs', validateNfs),
  source('rbd', validateRbd),
  source('quobyte', validateQuobyte),
  source('cephfs', validateCephFs, { second: 'cephFS' }),
  source('iscsi', (iscsi, path, errors) => {
    validateIscsi(iscsi, path, errors);
    if (iscsi.secretRef !== undefined) requireText(iscsi.secretRef.name, child(path, 'secretRef', 'name'), errors);
  }),
  source('cinder', (cinder, path, errors) => {
    validateCinder(cinder, path, errors);
    if (cinder.secretRef !== undefined) {
      requireText(cinder.secretRef.namespace, child(path, 'secretRef', 'namespace'), errors);
    }
  }),
  source('fc', validateFc),
  source('flexVolume', validateFlexVolume),
  source('azureFile', (azure, path, errors) => {
    validateAzureFile(azure, path, errors);
    if (azure.secretNamespace === '') errors.push(required(child(path, 'secretNamespace')));
  }),
  source('vsphereVolume', validateVsphere),
  source('photonPersistentDisk', validatePhotonPersistentDisk),
  source('portworxVolume', validatePortworx),
  source('azureDisk', validateAzureDisk),
  source('scaleIO', validateScaleIo),
  source('local', (local, path, errors) => {
    requireText(local.path, child(path, 'path'), errors);
    validatePathNoBacksteps(local.path ?? '', child(path, 'path'), errors);
  }),
  source('storageos', (storageOs, path, errors) => {
    validateStorageOs(storageOs, path, errors);
    if (storageOs.secretRef !== undefined) {
      requireText(storageOs.secretRef.namespace, child(path, 'secretRef', 'namespace'), errors);
    }
  }),
  source('csi', (csi, path, errors, context) => {
    validateCsiDriverName(csi.driver, child(path, 'driver'), context, errors);
    requireText(csi.volumeHandle, child(path, 'volumeHandle'), errors);
    for (const field of CSI_SECRETS) {
      const secret = csi[field];
      if (secret !== undefined) validateSecretReference(secret, child(path, field), context, errors);
    }
  }),
];

/** The fields that say where the volume is. */
export const PERSISTENT_VOLUME_SOURCES: readonly (keyof PersistentVolumeSpec)[] = SOURCES.map(({ field }) => field);

const CSI_SECRETS = [
  'controllerPublishSecretRef',
  'controllerExpandSecretRef',
  'nodePublishSecretRef',
  'nodeExpandSecretRef',
] as const;

function validateSecretReference(
  secret: SecretReference,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { name = '', namespace = '' } = secret;
  if (name === '') errors.push(required(child(path, 'name')));
  else {
    const details = isSince('csiSecretSubdomains', context.version) ? isDns1123Subdomain(name) : isDns1123Label(name);
    pushInvalid(details, name, child(path, 'name'), errors);
  }
  if (namespace === '') errors.push(required(child(path, 'namespace')));
  else pushInvalid(isDns1123Label(namespace), namespace, child(path, 'namespace'), errors);
}

/** The spec of a volume, of a name of its own or inline in a VolumeAttachment. */
export function validatePersistentVolumeSpec(
  spec: PersistentVolumeSpec,
  where: { readonly name: string } | { readonly inline: true },
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  if ('inline' in where) {
    validateInlineSpec(spec, path, context, errors);
    return;
  }
  const modesPath = child(path, 'accessModes');
  if ((spec.accessModes ?? []).length === 0) errors.push(required(modesPath));
  validateAccessModes(spec.accessModes ?? [], modesPath, context, errors);
  validateCapacity(spec, child(path, 'capacity'), errors);
  const policy = spec.persistentVolumeReclaimPolicy ?? '';
  const policyPath = child(path, 'persistentVolumeReclaimPolicy');
  if (policy !== '') requireOneOf(policy, ['Delete', 'Recycle', 'Retain'], policyPath, errors);
  if (spec.nodeAffinity !== undefined) {
    const requiredPath = child(path, 'nodeAffinity', 'required');
    const terms = spec.nodeAffinity.required;
    const invalidValues = !isSince('volumeNodeAffinityValues', context.version);
    if (terms !== undefined) validateNodeSelector(terms, requiredPath, errors, { invalidValues });
    else errors.push(required(requiredPath, 'must specify required node constraints'));
  }
  validateSource(spec, where.name, path, context, errors);
  if (policy === 'Recycle' && spec.hostPath !== undefined && isRoot(spec.hostPath.path ?? '')) {
    errors.push(forbidden(policyPath, "may not be 'recycle' for a hostPath mount of '/'"));
  }
  validateClasses(spec, path, context, errors);
}

// path.Clean leaves nothing but `/`.
function isRoot(path: string): boolean {
  if (!path.startsWith('/')) return false;
  let depth = 0;
  for (const part of path.split('/')) {
    if (part === '..') depth = Math.max(0, depth - 1);
    else if (part !== '' && part !== '.') depth++;
  }
  return depth === 0;
}

function validateCapacity(spec: PersistentVolumeSpec, path: FieldPath, errors: FieldErrors): void {
  const capacity = spec.capacity ?? {};
  const names = Object.keys(capacity);
  if (names.length === 0) errors.push(required(path));
  if (names.length !== 1 || names[0] !== 'storage') errors.push(notSupported(path, capacity, ['storage']));
  for (const [name, value] of Object.entries(capacity)) {
    const quantity = parseQuantity(value);
    if (quantity === undefined) continue;
    const text = formatQuantity(quantity);
    if (signOf(quantity) < 0) errors.push(invalid(key(path, name), text, 'must be a valid resource quantity'));
    if (signOf(quantity) <= 0) errors.push(invalid(key(path, name), text, 'must be greater than zero'));
  }
}

function validateSource(
  spec: PersistentVolumeSpec,
  name: string,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  let first: Source | undefined;
  for (const candidate of SOURCES) {
    if (spec[candidate.field] === undefined) continue;
    // Upstream forgets to ask for a flexVolume whether it is the first.
    if (first !== undefined && candidate.field !== 'flexVolume') {
      const secondPath = child(path, candidate.second ?? candidate.field);
      errors.push(forbidden(secondPath, 'may not specify more than 1 volume type'));
      continue;
    }
    first ??= candidate;
    candidate.validate(spec, child(path, candidate.at ?? candidate.field), errors, context);
    if (candidate.field === 'local' && spec.nodeAffinity === undefined) {
      errors.push(required(child(path, 'nodeAffinity'), 'Local volume requires node affinity'));
    }
    if (candidate.field === 'iscsi') validateIscsiName(spec, name, path, errors);
  }
  if (first === undefined) errors.push(required(path, 'must specify a volume type'));
}

function validateIscsiName(spec: PersistentVolumeSpec, name: string, path: FieldPath, errors: FieldErrors): void {
  const { initiatorName, targetPortal = '' } = spec.iscsi ?? {};
  if (initiatorName === undefined || byteLength(`${name}:${targetPortal}`) <= 64) return;
  const detail = '<volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified';
  errors.push(invalid(child(path, 'iscsi', 'targetportal'), targetPortal, detail));
}

function validateClasses(spec: PersistentVolumeSpec, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  const { storageClassName = '', volumeMode, volumeAttributesClassName: attributes } = spec;
  if (storageClassName !== '') {
    pushInvalid(isDns1123Subdomain(storageClassName), storageClassName, child(path, 'storageClassName'), errors);
  }
  if (volumeMode !== undefined) requireOneOf(volumeMode, VOLUME_MODES, child(path, 'volumeMode'), errors);
  if (attributes === undefined || !isGateOn('VolumeAttributesClass', context.version)) return;
  const attributesPath = child(path, 'volumeAttributesClassName');
  if (attributes === '') errors.push(required(attributesPath, 'an empty string is disallowed'));
  else pushInvalid(isDns1123Subdomain(attributes), attributes, attributesPath, errors);
  if (spec.csi === undefined) {
    errors.push(required(child(path, 'csi'), 'has to be specified when using volumeAttributesClassName'));
  }
}

// Only CSI, and nothing that belongs to claims.
function validateInlineSpec(
  spec: PersistentVolumeSpec,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const inline = 'may not be specified in the context of inline volumes';
  const modesPath = child(path, 'accessModes');
  if (spec.claimRef !== undefined) errors.push(forbidden(child(path, 'claimRef'), inline));
  if (Object.keys(spec.capacity ?? {}).length > 0) errors.push(forbidden(child(path, 'capacity'), inline));
  if (spec.csi === undefined) {
    errors.push(required(child(path, 'csi'), 'has to be specified in the context of inline volumes'));
  }
  if ((spec.accessModes ?? []).length === 0) errors.push(required(modesPath));
  validateAccessModes(spec.accessModes ?? [], modesPath, context, errors);
  const policy = spec.persistentVolumeReclaimPolicy ?? '';
  if (policy !== '' && policy !== 'Retain') {
    errors.push(
      forbidden(child(path, 'persistentVolumeReclaimPolicy'), 'may only be Retain in the context of inline volumes'),
    );
  }
  if (spec.nodeAffinity !== undefined) errors.push(forbidden(child(path, 'nodeAffinity'), inline));
  validateSource(spec, '', path, context, errors);
  if ((spec.storageClassName ?? '') !== '') errors.push(forbidden(child(path, 'storageClassName'), inline));
  if (spec.volumeMode !== undefined && spec.volumeMode !== 'Filesystem') {
    const detail = 'may not specify volumeMode other than Filesystem in the context of inline volumes';
    errors.push(forbidden(child(path, 'volumeMode'), detail));
  }
}
