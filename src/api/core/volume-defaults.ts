// What the API server fills into volumes: pkg/apis/core/v1/defaults.go and zz_generated.defaults.go, Kubernetes v1.35.4.
import { isGateOn } from '../../kube/gates.js';
import type {
  AzureDiskVolumeSource,
  DownwardAPIVolumeFile,
  EphemeralVolumeSource,
  PersistentVolume,
  PersistentVolumeSpec,
  Volume,
  VolumeProjection,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { defaultPullPolicy } from './image-name.js';

const FILE_MODE = 0o644;

type Mutable<T> = { -readonly [Field in keyof T]: T[Field] };

/** A volume with its defaults; without any source it is an emptyDir. */
export function withVolumeDefaults(written: Volume, context: ApiContext): Volume {
  const volume: Mutable<Volume> = { ...written };
  if (!hasSource(written)) volume.emptyDir = {};
  const { secret, configMap, downwardAPI, projected, hostPath, image } = volume;
  if (secret !== undefined) volume.secret = { ...secret, defaultMode: secret.defaultMode ?? FILE_MODE };
  if (configMap !== undefined) volume.configMap = { ...configMap, defaultMode: configMap.defaultMode ?? FILE_MODE };
  if (downwardAPI !== undefined) {
    const { defaultMode = FILE_MODE, items } = downwardAPI;
    volume.downwardAPI = { ...downwardAPI, defaultMode, items: items?.map(withApiVersion) };
  }
  if (projected !== undefined) {
    const { defaultMode = FILE_MODE, sources } = projected;
    volume.projected = { ...projected, defaultMode, sources: sources?.map(withProjectionDefaults) };
  }
  if (hostPath !== undefined) volume.hostPath = { ...hostPath, type: hostPath.type ?? '' };
  if (volume.azureDisk !== undefined) volume.azureDisk = withAzureDiskDefaults(volume.azureDisk);
  if (volume.ephemeral !== undefined) volume.ephemeral = withClaimTemplateDefaults(volume.ephemeral);
  if (image !== undefined && !image.pullPolicy && isGateOn('ImageVolume', context.version)) {
    volume.image = { ...image, pullPolicy: defaultPullPolicy(image.reference ?? '') };
  }
  return withNetworkDefaults(volume);
}

function hasSource(volume: Volume): boolean {
  for (const [field, value] of Object.entries(volume)) if (field !== 'name' && value !== undefined) return true;
  return false;
}

function withNetworkDefaults(volume: Mutable<Volume>): Volume {
  const { iscsi, rbd, scaleIO } = volume;
  if (iscsi !== undefined) volume.iscsi = { ...iscsi, iscsiInterface: iscsi.iscsiInterface || 'default' };
  if (rbd !== undefined) {
    const { pool, user, keyring } = rbd;
    volume.rbd = { ...rbd, pool: pool || 'rbd', user: user || 'admin', keyring: keyring || '/etc/ceph/keyring' };
  }
  if (scaleIO !== undefined) {
    const { storageMode, fsType } = scaleIO;
    volume.scaleIO = { ...scaleIO, storageMode: storageMode || 'ThinProvisioned', fsType: fsType || 'xfs' };
  }
  return volume;
}

/** A disk of Azure with its defaults, in a Pod or a PersistentVolume. */
function withAzureDiskDefaults(disk: AzureDiskVolumeSource): AzureDiskVolumeSource {
  const { cachingMode = 'ReadWrite', fsType = 'ext4', readOnly = false, kind = 'Shared' } = disk;
  return { ...disk, cachingMode, fsType, readOnly, kind };
}

function withApiVersion(file: DownwardAPIVolumeFile): DownwardAPIVolumeFile {
  if (file.fieldRef === undefined || file.fieldRef.apiVersion) return file;
  return { ...file, fieldRef: { ...file.fieldRef, apiVersion: 'v1' } };
}

function withProjectionDefaults(written: VolumeProjection): VolumeProjection {
  const source: Mutable<VolumeProjection> = { ...written };
  const { downwardAPI, serviceAccountToken: token } = source;
  if (downwardAPI !== undefined) source.downwardAPI = { ...downwardAPI, items: downwardAPI.items?.map(withApiVersion) };
  if (token !== undefined)
    source.serviceAccountToken = { ...token, expirationSeconds: token.expirationSeconds ?? 3600 };
  return source;
}

function withClaimTemplateDefaults(ephemeral: EphemeralVolumeSource): EphemeralVolumeSource {
  const template = ephemeral.volumeClaimTemplate;
  if (template === undefined) return ephemeral;
  const spec = { ...template.spec, volumeMode: template.spec?.volumeMode ?? 'Filesystem' };
  return { ...ephemeral, volumeClaimTemplate: { ...template, spec } };
}

/** A PersistentVolume with its defaults. */
export function withPersistentVolumeDefaults(volume: PersistentVolume): PersistentVolume {
  const { spec = {}, status = {} } = volume;
  const filled: Mutable<PersistentVolumeSpec> = { ...spec };
  filled.persistentVolumeReclaimPolicy ||= 'Retain';
  filled.volumeMode ??= 'Filesystem';
  const { hostPath, azureDisk } = filled;
  if (hostPath !== undefined) filled.hostPath = { ...hostPath, type: hostPath.type ?? '' };
  if (azureDisk !== undefined) filled.azureDisk = withAzureDiskDefaults(azureDisk);
  return { ...volume, spec: filled, status: { ...status, phase: status.phase || 'Pending' } };
}
