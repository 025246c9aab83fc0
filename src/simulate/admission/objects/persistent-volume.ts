import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import { PV_PROTECTION } from '../../objects/persistent-volume.js';
import type { ManifestKind } from '../manifest.js';

/** PersistentVolumes (v1). */
export const persistentVolumeManifest: ManifestKind<'PersistentVolume'> = {
  kind: 'PersistentVolume',
  apiVersions: ['v1'],
  namespaced: false,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.PersistentVolume;
    return { kind: 'PersistentVolume', metadata: { ...metadata, finalizers: [PV_PROTECTION] }, spec };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};
