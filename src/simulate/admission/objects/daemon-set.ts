import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { DaemonSetUpdateStrategy } from '../../objects/daemon-set.js';
import type { ManifestKind } from '../manifest.js';

/** DaemonSets (apps/v1). */
export const daemonSetManifest: ManifestKind<'DaemonSet'> = {
  kind: 'DaemonSet',
  apiVersions: ['apps/v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.DaemonSet;
    return {
      kind: 'DaemonSet',
      metadata,
      spec: {
        selector: spec.selector ?? {},
        template: spec.template ?? {},
        updateStrategy: strategyOf(spec.updateStrategy),
        minReadySeconds: spec.minReadySeconds ?? 0,
        revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
      },
    };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};

function strategyOf(strategy: api.DaemonSetUpdateStrategy = {}): DaemonSetUpdateStrategy {
  if (strategy.type === 'OnDelete') return { type: 'OnDelete' };
  const { maxUnavailable = 1, maxSurge = 0 } = strategy.rollingUpdate ?? {};
  return { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } };
}
