// The disks of clouds and of storage vendors, one function each, as upstream's validate*VolumeSource:
// pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, notSupported } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import type {
  AWSElasticBlockStoreVolumeSource,
  AzureDiskVolumeSource,
  GCEPersistentDiskVolumeSource,
  PhotonPersistentDiskVolumeSource,
  PortworxVolumeSource,
  VsphereVirtualDiskVolumeSource,
} from '../../kube/types.generated.js';
import { requireOneOf, requireText } from '../meta/fields.js';

/** A disk of Google Compute Engine. */
export function validateGcePersistentDisk(
  disk: GCEPersistentDiskVolumeSource,
  path: FieldPath,
  errors: FieldErrors,
): void {
  requireText(disk.pdName, child(path, 'pdName'), errors);
  validatePartition(disk.partition, child(path, 'partition'), errors);
}

/** A disk of Amazon EBS. */
export function validateAwsElasticBlockStore(
  disk: AWSElasticBlockStoreVolumeSource,
  path: FieldPath,
  errors: FieldErrors,
): void {
  requireText(disk.volumeID, child(path, 'volumeID'), errors);
  validatePartition(disk.partition, child(path, 'partition'), errors);
}

function validatePartition(partition: number | undefined, path: FieldPath, errors: FieldErrors): void {
  if (partition !== undefined && (partition < 0 || partition > 255)) {
    errors.push(invalid(path, partition, 'must be between 1 and 255, inclusive'));
  }
}

/** A share of Azure, in a Pod or a PersistentVolume. */
export function validateAzureFile(
  azure: { readonly secretName?: string | undefined; readonly shareName?: string | undefined },
  path: FieldPath,
  errors: FieldErrors,
): void {
  requireText(azure.secretName, child(path, 'secretName'), errors);
  requireText(azure.shareName, child(path, 'shareName'), errors);
}

const MANAGED_DISK_URI =
  '/subscriptions/{sub-id}/resourcegroups/{group-name}/providers/microsoft.compute/disks/{disk-id}';
const BLOB_DISK_URI = 'https://{account-name}.blob.core.windows.net/{container-name}/{disk-name}.vhd';

/** A disk of Azure, in a Pod or a PersistentVolume. */
export function validateAzureDisk(azure: AzureDiskVolumeSource, path: FieldPath, errors: FieldErrors): void {
  const uri = azure.diskURI ?? '';
  requireText(azure.diskName, child(path, 'diskName'), errors);
  requireText(uri, child(path, 'diskURI'), errors);
  if (azure.cachingMode !== undefined) {
    requireOneOf(azure.cachingMode, ['None', 'ReadOnly', 'ReadWrite'], child(path, 'cachingMode'), errors);
  }
  if (azure.kind === undefined) return;
  requireOneOf(azure.kind, ['Dedicated', 'Managed', 'Shared'], child(path, 'kind'), errors);
  const [start, form] = azure.kind === 'Managed' ? ['/subscriptions/', MANAGED_DISK_URI] : ['https://', BLOB_DISK_URI];
  if (!uri.startsWith(start)) errors.push(notSupported(child(path, 'diskURI'), uri, [form]));
}

/** A disk of vSphere. */
export function validateVsphere(disk: VsphereVirtualDiskVolumeSource, path: FieldPath, errors: FieldErrors): void {
  requireText(disk.volumePath, child(path, 'volumePath'), errors);
}

/** A disk of Photon. */
export function validatePhotonPersistentDisk(
  disk: PhotonPersistentDiskVolumeSource,
  path: FieldPath,
  errors: FieldErrors,
): void {
  requireText(disk.pdID, child(path, 'pdID'), errors);
}

/** A volume of Portworx. */
export function validatePortworx(portworx: PortworxVolumeSource, path: FieldPath, errors: FieldErrors): void {
  requireText(portworx.volumeID, child(path, 'volumeID'), errors);
}

/** A volume of ScaleIO, in a Pod or a PersistentVolume. */
export function validateScaleIo(
  scaleIo: {
    readonly gateway?: string | undefined;
    readonly system?: string | undefined;
    readonly volumeName?: string | undefined;
  },
  path: FieldPath,
  errors: FieldErrors,
): void {
  requireText(scaleIo.gateway, child(path, 'gateway'), errors);
  requireText(scaleIo.system, child(path, 'system'), errors);
  requireText(scaleIo.volumeName, child(path, 'volumeName'), errors);
}
