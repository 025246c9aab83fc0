/** Follows kube-state-metrics internal/store/poddisruptionbudget.go. */

import { created, gauge, type MetricOf } from './metric.js';

export const DISRUPTION_BUDGET_METRICS: Readonly<Record<string, MetricOf<'PodDisruptionBudget'>>> = {
  kube_poddisruptionbudget_created: created(),
  kube_poddisruptionbudget_status_current_healthy: gauge(({ status }) => status.currentHealthy),
  kube_poddisruptionbudget_status_desired_healthy: gauge(({ status }) => status.desiredHealthy),
  kube_poddisruptionbudget_status_expected_pods: gauge(({ status }) => status.expectedPods),
  kube_poddisruptionbudget_status_observed_generation: gauge(({ status }) => status.observedGeneration),
  kube_poddisruptionbudget_status_pod_disruptions_allowed: gauge(({ status }) => status.disruptionsAllowed),
};
