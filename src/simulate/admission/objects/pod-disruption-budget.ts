import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { ManifestKind } from '../manifest.js';

/** PodDisruptionBudgets (policy/v1). */
export const podDisruptionBudgetManifest: ManifestKind<'PodDisruptionBudget'> = {
  kind: 'PodDisruptionBudget',
  apiVersions: ['policy/v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.PodDisruptionBudget;
    const { selector, minAvailable, maxUnavailable, unhealthyPodEvictionPolicy } = spec;
    return {
      kind: 'PodDisruptionBudget',
      metadata,
      spec: {
        ...(selector !== undefined && { selector }),
        ...(minAvailable !== undefined && { minAvailable }),
        ...(maxUnavailable !== undefined && { maxUnavailable }),
        unhealthyPodEvictionPolicy: unhealthyPodEvictionPolicy === 'AlwaysAllow' ? 'AlwaysAllow' : 'IfHealthyBudget',
      },
    };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};
