import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { ManifestKind } from '../manifest.js';

/** ReplicaSets (apps/v1). */
export const replicaSetManifest: ManifestKind<'ReplicaSet'> = {
  kind: 'ReplicaSet',
  apiVersions: ['apps/v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.ReplicaSet;
    const { replicas = 1, minReadySeconds = 0, selector = {}, template = {} } = spec;
    return { kind: 'ReplicaSet', metadata, spec: { replicas, minReadySeconds, selector, template } };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};
