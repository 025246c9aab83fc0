import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { ManifestKind } from '../manifest.js';

/** NetworkPolicies (networking.k8s.io/v1). */
export const networkPolicyManifest: ManifestKind<'NetworkPolicy'> = {
  kind: 'NetworkPolicy',
  apiVersions: ['networking.k8s.io/v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.NetworkPolicy;
    return { kind: 'NetworkPolicy', metadata, spec };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};
