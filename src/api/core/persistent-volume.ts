import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, key } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import { formatQuantity, parseQuantity, signOf } from '../../kube/quantity.js';
import type { PersistentVolume, PersistentVolumeSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid, requireOneOf } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { validateNodeSelector } from './node-selector.js';
import { VOLUME_MODES, validateAccessModes } from './persistent-volume-claim.js';
import { validatePersistentVolumeSource } from './persistent-volume-sources.js';

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
  validatePersistentVolumeSource(spec, where.name, path, context, errors);
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
  validatePersistentVolumeSource(spec, '', path, context, errors);
  if ((spec.storageClassName ?? '') !== '') errors.push(forbidden(child(path, 'storageClassName'), inline));
  if (spec.volumeMode !== undefined && spec.volumeMode !== 'Filesystem') {
    const detail = 'may not specify volumeMode other than Filesystem in the context of inline volumes';
    errors.push(forbidden(child(path, 'volumeMode'), detail));
  }
}
