// Twin of ValidateVolumes and validateVolumeSource: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { byteLength } from '../../kube/byte-length.js';
import { duplicate, type FieldErrors, forbidden, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';
import { parseQuantity, signOf } from '../../kube/quantity.js';
import type { ObjectMeta, Volume } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
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
import { validateCsiVolume, validateEphemeralVolume, validateImageVolume } from './volume-kinds.js';
import { validateDownwardApiVolume, validateProjectedVolume } from './volume-projections.js';
import {
  validateCephFs,
  validateCinder,
  validateConfigMapVolume,
  validateFc,
  validateFlexVolume,
  validateFlocker,
  validateGitRepo,
  validateGlusterfs,
  validateHostPath,
  validateIscsi,
  validateNfs,
  validatePersistentVolumeClaimVolume,
  validateQuobyte,
  validateRbd,
  validateSecretVolume,
  validateStorageOs,
} from './volume-sources.js';

/** What the volumes of a Pod are validated with. */
export interface VolumeScope {
  readonly context: ApiContext;
  /** The metadata of a bare Pod; `undefined` in a template. */
  readonly metadata: ObjectMeta | undefined;
}

type Source = {
  readonly field: Exclude<keyof Volume, 'name'>;
  /** Where upstream reports the source, if not at its field. */
  readonly at?: string;
  /** Where upstream reports a second source, if not at its field. */
  readonly second?: string;
  readonly validate: (volume: Volume, path: FieldPath, errors: FieldErrors, scope: VolumeScope) => void;
};

/** A row of the table: the validation of one source, run if the volume has it. */
function source<F extends Exclude<keyof Volume, 'name'>>(
  field: F,
  validate: (source: NonNullable<Volume[F]>, path: FieldPath, errors: FieldErrors, scope: VolumeScope) => void,
  names: { readonly at?: string; readonly second?: string } = {},
): Source {
  return {
    field,
    ...names,
    validate: (volume, path, errors, scope) => {
      const value = volume[field];
      if (value !== undefined) validate(value, path, errors, scope);
    },
  };
}

// In upstream's order: the first source is validated, each further one is forbidden.
const SOURCES: readonly Source[] = [
  source('emptyDir', (emptyDir, path, errors) => {
    const limit = emptyDir.sizeLimit === undefined ? undefined : parseQuantity(emptyDir.sizeLimit);
    if (limit !== undefined && signOf(limit) < 0) {
      errors.push(forbidden(child(path, 'sizeLimit'), 'SizeLimit field must be a valid resource quantity'));
    }
  }),
  source('hostPath', validateHostPath),
  source('gitRepo', validateGitRepo),
  source('gcePersistentDisk', validateGcePersistentDisk, { at: 'persistentDisk' }),
  source('awsElasticBlockStore', validateAwsElasticBlockStore),
  source('secret', validateSecretVolume),
  source('nfs', validateNfs),
  source('iscsi', validateIscsi),
  source('glusterfs', validateGlusterfs),
  source('flocker', validateFlocker),
  source('persistentVolumeClaim', validatePersistentVolumeClaimVolume),
  source('rbd', validateRbd),
  source('cinder', validateCinder),
  source('cephfs', validateCephFs, { second: 'cephFS' }),
  source('quobyte', validateQuobyte),
  source('downwardAPI', validateDownwardApiVolume, { second: 'downwarAPI' }),
  source('fc', validateFc),
  source('flexVolume', validateFlexVolume),
  source('configMap', validateConfigMapVolume),
  source('azureFile', validateAzureFile),
  source('vsphereVolume', validateVsphere),
  source('photonPersistentDisk', validatePhotonPersistentDisk),
  source('portworxVolume', validatePortworx),
  source('azureDisk', validateAzureDisk),
  source('storageos', validateStorageOs),
  source('projected', validateProjectedVolume),
  source('scaleIO', validateScaleIo),
  source('csi', validateCsiVolume),
  source('ephemeral', validateEphemeralVolume),
  source('image', validateImageVolume),
];

/** A Pod's volumes. Returns those without an error, by name: only they can be mounted. */
export function validateVolumes(
  volumes: readonly Volume[] | undefined,
  path: FieldPath,
  scope: VolumeScope,
  errors: FieldErrors,
): ReadonlyMap<string, Volume> {
  const valid = new Map<string, Volume>();
  if (volumes === undefined) return valid;
  const createdClaims = ephemeralClaimNames(volumes, scope.metadata?.name ?? '');
  for (const [at, volume] of volumes.entries()) {
    const volumePath = index(path, at);
    const name = volume.name ?? '';
    const before = errors.length;
    validateSource(volume, volumePath, errors, scope);
    const namePath = child(volumePath, 'name');
    if (name === '') errors.push(required(namePath));
    else pushInvalid(isDns1123Label(name), name, namePath, errors);
    if (valid.has(name)) errors.push(duplicate(namePath, name));
    if (errors.length === before) valid.set(name, volume);
    const claim = volume.persistentVolumeClaim?.claimName;
    if (claim !== undefined && createdClaims.has(claim)) {
      const claimPath = child(volumePath, 'persistentVolumeClaim', 'claimName');
      errors.push(invalid(claimPath, claim, 'must not be a claim that gets created for an ephemeral volume'));
    }
  }
  return valid;
}

function ephemeralClaimNames(volumes: readonly Volume[], pod: string): ReadonlySet<string> {
  if (pod === '') return new Set();
  return new Set(
    volumes.filter((volume) => volume.ephemeral !== undefined).map((volume) => `${pod}-${volume.name ?? ''}`),
  );
}

function validateSource(volume: Volume, path: FieldPath, errors: FieldErrors, scope: VolumeScope): void {
  let first: Source | undefined;
  for (const candidate of SOURCES) {
    if (volume[candidate.field] === undefined) continue;
    if (first !== undefined) {
      errors.push(
        forbidden(child(path, candidate.second ?? candidate.field), 'may not specify more than 1 volume type'),
      );
    } else {
      first = candidate;
      candidate.validate(volume, child(path, candidate.at ?? candidate.field), errors, scope);
    }
    validateNameTogether(volume, candidate.field, path, errors, first === candidate ? scope.metadata?.name : undefined);
  }
  if (first === undefined) errors.push(required(path, 'must specify a volume type'));
}

// Names that become part of longer ones.
function validateNameTogether(
  volume: Volume,
  field: keyof Volume,
  path: FieldPath,
  errors: FieldErrors,
  pod: string | undefined,
): void {
  const name = volume.name ?? '';
  if (field === 'iscsi' && volume.iscsi?.initiatorName !== undefined) {
    if (byteLength(`${name}:${volume.iscsi.targetPortal ?? ''}`) > 64) {
      const detail =
        '<volume name>:<iscsi.targetPortal> must be under 64 characters if iscsi.initiatorName is specified';
      errors.push(invalid(child(path, 'iscsi', 'name'), name, detail));
    }
  }
  if (field === 'ephemeral' && pod !== undefined && pod !== '' && name !== '') {
    const claim = `${pod}-${name}`;
    for (const detail of isDns1123Subdomain(claim)) {
      errors.push(invalid(child(path, 'ephemeral', 'name'), name, `claim name "${claim}": ${detail}`));
    }
  }
}

/** Up to 1.28: several Pods of one template mount a disk of Google only read-only. Twin of ValidateReadOnlyPersistentDisks. */
export function validateReadOnlyDisks(
  volumes: readonly Volume[],
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  if (isGateOn('SkipReadOnlyValidationGCE', context.version)) return;
  for (const [at, { gcePersistentDisk: disk }] of volumes.entries()) {
    if (disk === undefined || disk.readOnly === true) continue;
    const detail = 'must be true for more than one replica: only a read-only disk is mounted on several machines';
    errors.push(invalid(child(index(path, at), 'gcePersistentDisk', 'readOnly'), false, detail));
  }
}
