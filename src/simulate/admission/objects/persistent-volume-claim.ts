import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import { PVC_PROTECTION } from '../../objects/persistent-volume-claim.js';
import type { ManifestKind } from '../manifest.js';

/** PersistentVolumeClaims (v1). */
export const persistentVolumeClaimManifest: ManifestKind<'PersistentVolumeClaim'> = {
  kind: 'PersistentVolumeClaim',
  apiVersions: ['v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.PersistentVolumeClaim;
    return { kind: 'PersistentVolumeClaim', metadata: { ...metadata, finalizers: [PVC_PROTECTION] }, spec };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};
