import type { PersistentVolumeClaimSpec } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** A PersistentVolumeClaim: a name for storage that outlives the pods that mount it. */
export interface PersistentVolumeClaim {
  readonly kind: 'PersistentVolumeClaim';
  readonly metadata: Metadata;
  readonly spec: PersistentVolumeClaimSpec;
  readonly status: { readonly phase: 'Pending' | 'Bound' | 'Lost' };
}

/** Keeps a claim while a pod uses it; the API server adds it to every new one (admission plugin StorageObjectInUseProtection). */
export const PVC_PROTECTION = 'kubernetes.io/pvc-protection';
