/** Follows kube-state-metrics internal/store/horizontalpodautoscaler.go. */

import { created, gauge, type MetricOf, statusSeries } from './metric.js';

export const HORIZONTAL_POD_AUTOSCALER_METRICS: Readonly<Record<string, MetricOf<'HorizontalPodAutoscaler'>>> = {
  kube_horizontalpodautoscaler_created: created(),
  kube_horizontalpodautoscaler_info: {
    labels: ['scaletargetref_api_version', 'scaletargetref_kind', 'scaletargetref_name'],
    series: ({ spec: { scaleTargetRef } }) => [
      { values: [scaleTargetRef.apiVersion, scaleTargetRef.kind, scaleTargetRef.name], value: 1 },
    ],
  },
  kube_horizontalpodautoscaler_metadata_generation: gauge(({ metadata }) => metadata.generation),
  kube_horizontalpodautoscaler_spec_max_replicas: gauge(({ spec }) => spec.maxReplicas),
  kube_horizontalpodautoscaler_spec_min_replicas: gauge(({ spec }) => spec.minReplicas),
  kube_horizontalpodautoscaler_status_condition: {
    labels: ['condition', 'status'],
    series: ({ status }) => status.conditions.flatMap((condition) => statusSeries(condition.status, [condition.type])),
  },
  kube_horizontalpodautoscaler_status_current_replicas: gauge(({ status }) => status.currentReplicas),
  kube_horizontalpodautoscaler_status_desired_replicas: gauge(({ status }) => status.desiredReplicas),
};
