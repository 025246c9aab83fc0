import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { ManifestKind } from '../manifest.js';

/** Bare Pods. */
export const podManifest: ManifestKind<'Pod'> = {
  kind: 'Pod',
  apiVersions: ['v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.Pod;
    return { kind: 'Pod', metadata, spec, node: spec.nodeName };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};
