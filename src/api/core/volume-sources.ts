// The sources of a volume, one function each, as upstream's validate*VolumeSource:
// pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, key } from '../../kube/field-path.js';
import { isDns1123Label } from '../../kube/names.js';
import type {
  CephFSVolumeSource,
  ConfigMapVolumeSource,
  FCVolumeSource,
  FlexVolumeSource,
  FlockerVolumeSource,
  GitRepoVolumeSource,
  HostPathVolumeSource,
  NFSVolumeSource,
  PersistentVolumeClaimVolumeSource,
  QuobyteVolumeSource,
  SecretVolumeSource,
} from '../../kube/types.generated.js';
import { pushInvalid, requireOneOf, requireText } from '../meta/fields.js';
import {
  validateFileMode,
  validateKeysToPaths,
  validateLocalDescendingPath,
  validatePathNoBacksteps,
} from './volume-paths.js';

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** A path on the node. */
export function validateHostPath(hostPath: HostPathVolumeSource, path: FieldPath, errors: FieldErrors): void {
  const target = hostPath.path ?? '';
  if (target === '') {
    errors.push(required(child(path, 'path')));
    return;
  }
  validatePathNoBacksteps(target, child(path, 'path'), errors);
  requireOneOf(hostPath.type, HOST_PATH_TYPES, child(path, 'type'), errors);
}

/** A git repository, cloned by the kubelet. */
export function validateGitRepo(gitRepo: GitRepoVolumeSource, path: FieldPath, errors: FieldErrors): void {
  requireText(gitRepo.repository, child(path, 'repository'), errors);
  validateLocalDescendingPath(gitRepo.directory ?? '', child(path, 'directory'), errors);
}

/** A Secret's keys as files. */
export function validateSecretVolume(secret: SecretVolumeSource, path: FieldPath, errors: FieldErrors): void {
  requireText(secret.secretName, child(path, 'secretName'), errors);
  validateFileMode(secret.defaultMode, child(path, 'defaultMode'), errors);
  validateKeysToPaths(secret.items, child(path, 'items'), errors);
}

/** A ConfigMap's keys as files. */
export function validateConfigMapVolume(configMap: ConfigMapVolumeSource, path: FieldPath, errors: FieldErrors): void {
  requireText(configMap.name, child(path, 'name'), errors);
  validateFileMode(configMap.defaultMode, child(path, 'defaultMode'), errors);
  validateKeysToPaths(configMap.items, child(path, 'items'), errors);
}

/** A share of an NFS server. */
export function validateNfs(nfs: NFSVolumeSource, path: FieldPath, errors: FieldErrors): void {
  requireText(nfs.server, child(path, 'server'), errors);
  requireText(nfs.path, child(path, 'path'), errors);
  if (nfs.path?.startsWith('/') !== true) {
    errors.push(invalid(child(path, 'path'), nfs.path ?? '', 'must be an absolute path'));
  }
}

/** The fields that iSCSI volumes of Pods and of PersistentVolumes share. */
export interface Iscsi {
  readonly targetPortal?: string | undefined;
  readonly iqn?: string | undefined;
  readonly lun?: number | undefined;
  readonly chapAuthDiscovery?: boolean | undefined;
  readonly chapAuthSession?: boolean | undefined;
  readonly secretRef?: object | undefined;
  readonly initiatorName?: string | undefined;
}

/** A target of iSCSI. */
export function validateIscsi(iscsi: Iscsi, path: FieldPath, errors: FieldErrors): void {
  requireText(iscsi.targetPortal, child(path, 'targetPortal'), errors);
  const iqn = iscsi.iqn ?? '';
  if (iqn === '') errors.push(required(child(path, 'iqn')));
  else validateIscsiName(iqn, child(path, 'iqn'), errors);
  const lun = iscsi.lun ?? 0;
  if (lun < 0 || lun > 255) errors.push(invalid(child(path, 'lun'), lun, 'must be between 0 and 255, inclusive'));
  if ((iscsi.chapAuthDiscovery === true || iscsi.chapAuthSession === true) && iscsi.secretRef === undefined) {
    errors.push(required(child(path, 'secretRef')));
  }
  if (iscsi.initiatorName !== undefined) {
    validateIscsiName(iscsi.initiatorName, child(path, 'initiatorname'), errors);
  }
}

function validateIscsiName(name: string, path: FieldPath, errors: FieldErrors): void {
  const format = {
    iqn: /iqn\.[0-9]{4}-[0-9]{2}\.[0-9A-Za-z.-]+:[^,;*&$|\s]+$/,
    eui: /^eui.[0-9A-Za-z]{16}$/,
    naa: /^naa.[0-9A-Za-z]{32}$/,
  };
  const type = name.slice(0, 3);
  if (type !== 'iqn' && type !== 'eui' && type !== 'naa') {
    errors.push(invalid(path, name, 'must start with iqn, eui or naa'));
  } else if (!format[type].test(name)) {
    errors.push(invalid(path, name, 'must be valid format'));
  }
}

/** A volume of GlusterFS, in a Pod or a PersistentVolume. */
export function validateGlusterfs(
  glusterfs: { readonly endpoints?: string | undefined; readonly path?: string | undefined },
  path: FieldPath,
  errors: FieldErrors,
): void {
  requireText(glusterfs.endpoints, child(path, 'endpoints'), errors);
  requireText(glusterfs.path, child(path, 'path'), errors);
}

/** A data set of Flocker. */
export function validateFlocker(flocker: FlockerVolumeSource, path: FieldPath, errors: FieldErrors): void {
  const name = flocker.datasetName ?? '';
  const uuid = flocker.datasetUUID ?? '';
  if (name === '' && uuid === '') errors.push(required(path, 'one of datasetName and datasetUUID is required'));
  if (name !== '' && uuid !== '') {
    errors.push(invalid(path, 'resource', 'datasetName and datasetUUID cannot be specified simultaneously'));
  }
  if (name.includes('/')) errors.push(invalid(child(path, 'datasetName'), name, "must not contain '/'"));
}

/** A claim by name. */
export function validatePersistentVolumeClaimVolume(
  claim: PersistentVolumeClaimVolumeSource,
  path: FieldPath,
  errors: FieldErrors,
): void {
  requireText(claim.claimName, child(path, 'claimName'), errors);
}

/** An image of RBD, in a Pod or a PersistentVolume. */
export function validateRbd(
  rbd: { readonly monitors?: readonly string[] | undefined; readonly image?: string | undefined },
  path: FieldPath,
  errors: FieldErrors,
): void {
  if ((rbd.monitors ?? []).length === 0) errors.push(required(child(path, 'monitors')));
  requireText(rbd.image, child(path, 'image'), errors);
}

interface SecretName {
  readonly name?: string | undefined;
  readonly namespace?: string | undefined;
}

/** A volume of OpenStack Cinder, in a Pod. */
export function validateCinder(
  cinder: { readonly volumeID?: string | undefined; readonly secretRef?: SecretName | undefined },
  path: FieldPath,
  errors: FieldErrors,
): void {
  requireText(cinder.volumeID, child(path, 'volumeID'), errors);
  if (cinder.secretRef !== undefined) requireText(cinder.secretRef.name, child(path, 'secretRef', 'name'), errors);
}

/** A CephFS, in a Pod or a PersistentVolume. */
export function validateCephFs(
  cephfs: Pick<CephFSVolumeSource, 'monitors'>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if ((cephfs.monitors ?? []).length === 0) errors.push(required(child(path, 'monitors')));
}

/** A volume of Quobyte. */
export function validateQuobyte(quobyte: QuobyteVolumeSource, path: FieldPath, errors: FieldErrors): void {
  const registry = quobyte.registry ?? '';
  const detail = 'must be a host:port pair or multiple pairs separated by commas';
  if (registry === '') errors.push(required(child(path, 'registry'), detail));
  else if ((quobyte.tenant ?? '').length >= 65) {
    errors.push(required(child(path, 'tenant'), 'must be a UUID and may not exceed a length of 64 characters'));
  } else {
    for (const pair of registry.split(',')) {
      if (!isHostPort(pair)) errors.push(invalid(child(path, 'registry'), registry, detail));
    }
  }
  requireText(quobyte.volume, child(path, 'volume'), errors);
}

// net.SplitHostPort: one colon outside of brackets.
function isHostPort(pair: string): boolean {
  return /^(?:[^:[\]]*|\[[^[\]]*\]):[^:[\]]*$/.test(pair);
}

/** A Fibre Channel volume, in a Pod or a PersistentVolume. */
export function validateFc(fc: FCVolumeSource, path: FieldPath, errors: FieldErrors): void {
  const targets = fc.targetWWNs ?? [];
  const ids = fc.wwids ?? [];
  const targetsPath = child(path, 'targetWWNs');
  if (targets.length === 0 && ids.length === 0) {
    errors.push(required(targetsPath, 'must specify either targetWWNs or wwids, but not both'));
  }
  if (targets.length === 0) return;
  if (ids.length > 0) {
    errors.push(invalid(targetsPath, targets, 'targetWWNs and wwids cannot be specified simultaneously'));
  }
  if (fc.lun === undefined) errors.push(required(child(path, 'lun'), 'lun is required if targetWWNs is specified'));
  else if (fc.lun < 0 || fc.lun > 255) {
    errors.push(invalid(child(path, 'lun'), fc.lun, 'must be between 0 and 255, inclusive'));
  }
}

/** A volume of a FlexVolume driver, in a Pod or a PersistentVolume. */
export function validateFlexVolume(
  flex: Pick<FlexVolumeSource, 'driver' | 'options'>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  requireText(flex.driver, child(path, 'driver'), errors);
  for (const option of Object.keys(flex.options ?? {})) {
    const slash = option.indexOf('/');
    const namespace = `.${(slash === -1 ? option : option.slice(0, slash)).toLowerCase()}`;
    if (namespace.endsWith('.kubernetes.io') || namespace.endsWith('.k8s.io')) {
      const detail = 'kubernetes.io and k8s.io namespaces are reserved';
      errors.push(invalid(key(child(path, 'options'), option), option, detail));
    }
  }
}

/** A volume of StorageOS, in a Pod. */
export function validateStorageOs(
  storageOs: {
    readonly volumeName?: string | undefined;
    readonly volumeNamespace?: string | undefined;
    readonly secretRef?: SecretName | undefined;
  },
  path: FieldPath,
  errors: FieldErrors,
): void {
  const name = storageOs.volumeName ?? '';
  if (name === '') errors.push(required(child(path, 'volumeName')));
  else pushInvalid(isDns1123Label(name), name, child(path, 'volumeName'), errors);
  const namespace = storageOs.volumeNamespace ?? '';
  if (namespace !== '') pushInvalid(isDns1123Label(namespace), namespace, child(path, 'volumeNamespace'), errors);
  if (storageOs.secretRef !== undefined) {
    requireText(storageOs.secretRef.name, child(path, 'secretRef', 'name'), errors);
  }
}
