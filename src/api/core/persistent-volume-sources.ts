// What a PersistentVolume is made of: the sources in ValidatePersistentVolumeSpec of
// pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, forbidden, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';
import type { PersistentVolumeSpec, SecretReference } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid, requireText } from '../meta/fields.js';
import { isSince } from '../since.js';
import {
  validateAwsElasticBlockStore,
  validateAzureDisk,
  validateAzureFile,
  validateGcePersistentDisk,
  validatePhotonPersistentDisk,
  validatePortworx,
  validateScaleIo,
  validateVsphere,
} from './cloud-volume-sources.js';
import { validateCsiDriverName } from './volume-kinds.js';
import { validatePathNoBacksteps } from './volume-paths.js';
import {
  validateCephFs,
  validateCinder,
  validateFc,
  validateFlexVolume,
  validateFlocker,
  validateGlusterfs,
  validateHostPath,
  validateIscsi,
  validateNfs,
  validateQuobyte,
  validateRbd,
  validateStorageOs,
} from './volume-sources.js';

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

/** Exactly one source, and a valid one. */
export function validatePersistentVolumeSource(
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
