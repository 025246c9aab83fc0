import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { ManifestKind } from '../manifest.js';

/** Services (v1). */
export const serviceManifest: ManifestKind<'Service'> = {
  kind: 'Service',
  apiVersions: ['v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.Service;
    return { kind: 'Service', metadata, spec };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};
