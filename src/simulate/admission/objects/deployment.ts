import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { DeploymentStrategy } from '../../objects/deployment.js';
import type { ManifestKind } from '../manifest.js';

/** Deployments (apps/v1). */
export const deploymentManifest: ManifestKind<'Deployment'> = {
  kind: 'Deployment',
  apiVersions: ['apps/v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.Deployment;
    return {
      kind: 'Deployment',
      metadata,
      spec: {
        replicas: spec.replicas ?? 1,
        selector: spec.selector ?? {},
        template: spec.template ?? {},
        strategy: strategyOf(spec.strategy),
        minReadySeconds: spec.minReadySeconds ?? 0,
        revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
        progressDeadlineSeconds: spec.progressDeadlineSeconds ?? 600,
        paused: spec.paused ?? false,
      },
    };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};

function strategyOf(strategy: api.DeploymentStrategy = {}): DeploymentStrategy {
  if (strategy.type === 'Recreate') return { type: 'Recreate' };
  const { maxSurge = '25%', maxUnavailable = '25%' } = strategy.rollingUpdate ?? {};
  return { type: 'RollingUpdate', rollingUpdate: { maxSurge, maxUnavailable } };
}
