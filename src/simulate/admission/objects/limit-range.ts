import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { ManifestKind } from '../manifest.js';

/** LimitRanges. */
export const limitRangeManifest: ManifestKind<'LimitRange'> = {
  kind: 'LimitRange',
  apiVersions: ['v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { limits = [] } = (object as api.LimitRange).spec ?? {};
    return { kind: 'LimitRange', metadata, spec: { limits } };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};
