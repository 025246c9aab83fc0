import { type JsonObject, objectOf } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { ManifestKind } from '../manifest.js';

/** HorizontalPodAutoscalers (autoscaling/v2, and v1 as the server converts it). */
export const horizontalPodAutoscalerManifest: ManifestKind<'HorizontalPodAutoscaler'> = {
  kind: 'HorizontalPodAutoscaler',
  apiVersions: ['autoscaling/v2', 'autoscaling/v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.HorizontalPodAutoscaler;
    const { scaleTargetRef = {}, minReplicas = 1, maxReplicas = 1, metrics = [], behavior } = spec;
    const { apiVersion = '', kind = '', name = '' } = scaleTargetRef;
    const { scaleUp, scaleDown } = behavior ?? {};
    return {
      kind: 'HorizontalPodAutoscaler',
      metadata,
      spec: {
        scaleTargetRef: { apiVersion, kind, name },
        minReplicas,
        maxReplicas,
        metrics: metricsOfV1(object) ?? metrics,
        // The defaults give both directions as soon as there is one.
        ...(scaleUp !== undefined && scaleDown !== undefined && { behavior: { scaleUp, scaleDown } }),
      },
    };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};

/** The only metric that v1 knows: it wins over the default that v2 has for it. */
function metricsOfV1(object: JsonObject): readonly api.MetricSpec[] | undefined {
  const percent = objectOf(object.spec)?.targetCPUUtilizationPercentage;
  if (typeof percent !== 'number') return undefined;
  const target = { type: 'Utilization', averageUtilization: percent };
  return [{ type: 'Resource', resource: { name: 'cpu', target } }];
}
