import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { ManifestKind } from '../manifest.js';

/** ReplicationControllers (v1). */
export const replicationControllerManifest: ManifestKind<'ReplicationController'> = {
  kind: 'ReplicationController',
  apiVersions: ['v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {}, metadata: { labels = {} } = {} } = object as api.ReplicationController;
    const { replicas = 1, minReadySeconds = 0, selector = {}, template = {} } = spec;
    return {
      kind: 'ReplicationController',
      // Without labels of its own it gets those of its template.
      metadata: { ...metadata, labels },
      spec: { replicas, minReadySeconds, selector: { matchLabels: selector }, template },
    };
  },
  spec: ({ spec }) => {
    const { selector, ...others } = spec;
    // The spec has the shape of the API, but for the selector.
    return { ...others, selector: selector.matchLabels ?? {} } as unknown as JsonObject;
  },
};
