import type { PersistentVolumeSpec } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** `status` of a PersistentVolume, and where its disk is. Times are virtual milliseconds. */
export interface PersistentVolumeStatus {
  readonly phase: 'Available' | 'Bound' | 'Released';
  /** The node to which the volume is attached, if only one can have it at a time. */
  readonly attachedTo?: string | undefined;
  /** Since when no pod on that node uses it any more, while the node is not there to let it go. */
  readonly unusedSince?: number | undefined;
}

/** A PersistentVolume: storage that a claim can be bound to. */
export interface PersistentVolume {
  readonly kind: 'PersistentVolume';
  readonly metadata: Metadata;
  readonly spec: PersistentVolumeSpec;
  readonly status: PersistentVolumeStatus;
}

/** Keeps a volume while a claim is bound to it (admission plugin StorageObjectInUseProtection). */
export const PV_PROTECTION = 'kubernetes.io/pv-protection';

/** On volumes that were made for one claim: by what. */
export const PROVISIONED_BY = 'pv.kubernetes.io/provisioned-by';
