// What may change in the kinds of storage.k8s.io: pkg/apis/storage/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import type {
  CSIDriver,
  CSINode,
  CSINodeDriver,
  CSIStorageCapacity,
  StorageClass,
  VolumeAttachment,
  VolumeAttributesClass,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isIdentical, isSame } from '../equality.js';
import { validateImmutable } from '../meta/immutable.js';
import { isSince } from '../since.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateCsiDriverSpec, validateCsiNode, validateCsiStorageCapacity } from './csi.js';
import { validateStorageClass, validateVolumeAttributesClass } from './storage-class.js';
import { validateAttachment } from './volume-attachment.js';

const SPEC = child(undefined, 'spec');

function validateStorageClassUpdate(
  to: StorageClass,
  from: StorageClass,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateStorageClass(to, context, errors);
  for (const field of ['parameters', 'provisioner', 'reclaimPolicy'] as const) {
    const path = child(undefined, field);
    if (isSince('storageClassFieldsImmutable', context.version)) validateImmutable(to, from, field, path, errors);
    else forbidChange(to, from, field, errors);
  }
  validateImmutable(to, from, 'volumeBindingMode', child(undefined, 'volumeBindingMode'), errors);
}

function forbidChange<T extends object>(to: T, from: T, field: keyof T & string, errors: FieldErrors): void {
  const [value, old] = [to[field], from[field]];
  const isMap = typeof value === 'object' && value !== null;
  if (
    isMap
      ? isIdentical(value, typeof old === 'object' && old !== null ? old : undefined, field)
      : isSame(value, old, field)
  )
    return;
  errors.push(forbidden(child(undefined, field), `updates to ${field} are forbidden`));
}

function validateVolumeAttributesClassUpdate(
  to: VolumeAttributesClass,
  from: VolumeAttributesClass,
  context: ApiContext,
  errors: FieldErrors,
): void {
  forbidChange(to, from, 'driverName', errors);
  forbidChange(to, from, 'parameters', errors);
  validateVolumeAttributesClass(to, context, errors);
}

function validateStorageCapacityUpdate(
  to: CSIStorageCapacity,
  from: CSIStorageCapacity,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateCsiStorageCapacity(to, context, errors);
  for (const field of ['nodeTopology', 'storageClassName'] as const) {
    // A capacity's class is no pointer, unlike a claim's.
    const same =
      field === 'storageClassName' ? (to[field] ?? '') === (from[field] ?? '') : isSame(to[field], from[field], field);
    if (!same) errors.push(invalid(child(undefined, field), to[field], 'field is immutable'));
  }
}

function validateCsiDriverUpdate(to: CSIDriver, from: CSIDriver, context: ApiContext, errors: FieldErrors): void {
  validateCsiDriverSpec(to.spec ?? {}, context, errors);
  // The server's path for attachRequired is spelt `attachedRequired`.
  validateImmutable(to.spec, from.spec, 'attachRequired', child(SPEC, 'attachedRequired'), errors);
  validateImmutable(to.spec, from.spec, 'volumeLifecycleModes', child(SPEC, 'volumeLifecycleModes'), errors);
  if (isSince('csiDriverMayChange', context.version)) return;
  validateImmutable(to.spec, from.spec, 'fsGroupPolicy', child(SPEC, 'fsGroupPolicy'), errors);
  validateImmutable(to.spec, from.spec, 'podInfoOnMount', child(SPEC, 'podInfoOnMount'), errors);
}

function validateCsiNodeUpdate(to: CSINode, from: CSINode, context: ApiContext, errors: FieldErrors): void {
  validateCsiNode(to, context, errors);
  const mayResize = isGateOn('MutableCSINodeAllocatableCount', context.version);
  const compared = ({ allocatable, ...driver }: CSINodeDriver): CSINodeDriver =>
    mayResize ? driver : { ...driver, allocatable };
  const hasPath = isSince('nodeDriversPath', context.version);
  const path = hasPath ? child(SPEC, 'drivers') : child(undefined, 'CSINodeDriver');
  const drivers = new Map((from.spec?.drivers ?? []).map((driver) => [driver.name, driver]));
  for (const driver of to.spec?.drivers ?? []) {
    const old = drivers.get(driver.name);
    if (old === undefined || isSame(compared(driver), compared(old), 'drivers')) continue;
    errors.push(invalid(path, driver, 'field is immutable'));
  }
}

function validateAttachmentUpdate(
  to: VolumeAttachment,
  from: VolumeAttachment,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateAttachment(to, context, errors);
  validateImmutable(to, from, 'spec', SPEC, errors);
}

const betaUpdates = [
  ['CSIStorageCapacity', updateKindOf<CSIStorageCapacity>({ validate: validateStorageCapacityUpdate })],
  ['VolumeAttributesClass', updateKindOf<VolumeAttributesClass>({ validate: validateVolumeAttributesClassUpdate })],
] as const;

/** What may change in the kinds of storage.k8s.io/v1alpha1 and v1beta1. */
export const storageBetaUpdates: UpdateKinds = new Map(betaUpdates);

/** What may change in the kinds of storage.k8s.io/v1. */
export const storageUpdates: UpdateKinds = new Map([
  ...betaUpdates,
  ['CSIDriver', updateKindOf<CSIDriver>({ validate: validateCsiDriverUpdate })],
  ['CSINode', updateKindOf<CSINode>({ validate: validateCsiNodeUpdate })],
  ['StorageClass', updateKindOf<StorageClass>({ validate: validateStorageClassUpdate })],
  ['VolumeAttachment', updateKindOf<VolumeAttachment>({ validate: validateAttachmentUpdate })],
]);
