// Twin of SetDefaults_StorageClass and SetDefaults_CSIDriver: pkg/apis/storage/v1/defaults.go, Kubernetes v1.35.4.
import { isGateOn } from '../../kube/gates.js';
import type { CSIDriver, StorageClass } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';

/** A StorageClass with the server's defaults. */
export function withStorageClassDefaults(storageClass: StorageClass): StorageClass {
  return {
    ...storageClass,
    reclaimPolicy: storageClass.reclaimPolicy ?? 'Delete',
    volumeBindingMode: storageClass.volumeBindingMode ?? 'Immediate',
  };
}

/** A CSIDriver with the server's defaults. */
export function withCsiDriverDefaults(driver: CSIDriver, context: ApiContext): CSIDriver {
  const spec = driver.spec ?? {};
  const { volumeLifecycleModes = [] } = spec;
  return {
    ...driver,
    spec: {
      ...spec,
      attachRequired: spec.attachRequired ?? true,
      podInfoOnMount: spec.podInfoOnMount ?? false,
      storageCapacity: spec.storageCapacity ?? false,
      fsGroupPolicy: spec.fsGroupPolicy ?? 'ReadWriteOnceWithFSType',
      volumeLifecycleModes: volumeLifecycleModes.length === 0 ? ['Persistent'] : volumeLifecycleModes,
      requiresRepublish: spec.requiresRepublish ?? false,
      ...(isGateOn('SELinuxMountReadWriteOncePod', context.version) && { seLinuxMount: spec.seLinuxMount ?? false }),
    },
  };
}
