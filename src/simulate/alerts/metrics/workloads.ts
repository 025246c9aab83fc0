/** Follows kube-state-metrics internal/store/{deployment,replicaset,statefulset,daemonset}.go. */

import { created, gauge, type MetricOf, owner, statusSeries } from './metric.js';

type Metrics<K extends 'Deployment' | 'ReplicaSet' | 'StatefulSet' | 'DaemonSet'> = Readonly<
  Record<string, MetricOf<K>>
>;

export const DEPLOYMENT_METRICS: Metrics<'Deployment'> = {
  kube_deployment_created: created(),
  kube_deployment_metadata_generation: gauge(({ metadata }) => metadata.generation),
  kube_deployment_spec_paused: gauge(({ spec }) => Number(spec.paused)),
  kube_deployment_spec_replicas: gauge(({ spec }) => spec.replicas),
  kube_deployment_status_condition: {
    labels: ['reason', 'condition', 'status'],
    series: ({ status }) =>
      status.conditions.flatMap((condition) => statusSeries(condition.status, [condition.reason, condition.type])),
  },
  kube_deployment_status_observed_generation: gauge(({ status }) => status.observedGeneration),
  kube_deployment_status_replicas: gauge(({ status }) => status.replicas),
  kube_deployment_status_replicas_available: gauge(({ status }) => status.availableReplicas),
  kube_deployment_status_replicas_ready: gauge(({ status }) => status.readyReplicas),
  kube_deployment_status_replicas_unavailable: gauge(({ status }) => status.unavailableReplicas),
  kube_deployment_status_replicas_updated: gauge(({ status }) => status.updatedReplicas),
};

export const REPLICA_SET_METRICS: Metrics<'ReplicaSet'> = {
  kube_replicaset_created: created(),
  kube_replicaset_metadata_generation: gauge(({ metadata }) => metadata.generation),
  kube_replicaset_owner: owner(),
  kube_replicaset_spec_replicas: gauge(({ spec }) => spec.replicas),
  kube_replicaset_status_fully_labeled_replicas: gauge(({ status }) => status.fullyLabeledReplicas),
  kube_replicaset_status_observed_generation: gauge(({ status }) => status.observedGeneration),
  kube_replicaset_status_ready_replicas: gauge(({ status }) => status.readyReplicas),
  kube_replicaset_status_replicas: gauge(({ status }) => status.replicas),
};

export const STATEFUL_SET_METRICS: Metrics<'StatefulSet'> = {
  kube_statefulset_created: created(),
  kube_statefulset_metadata_generation: gauge(({ metadata }) => metadata.generation),
  kube_statefulset_replicas: gauge(({ spec }) => spec.replicas),
  kube_statefulset_status_current_revision: {
    labels: ['revision'],
    series: ({ status }) => [{ values: [status.currentRevision], value: 1 }],
  },
  kube_statefulset_status_observed_generation: gauge(({ status }) => status.observedGeneration),
  kube_statefulset_status_replicas: gauge(({ status }) => status.replicas),
  kube_statefulset_status_replicas_available: gauge(({ status }) => status.availableReplicas),
  kube_statefulset_status_replicas_current: gauge(({ status }) => status.currentReplicas),
  kube_statefulset_status_replicas_ready: gauge(({ status }) => status.readyReplicas),
  kube_statefulset_status_replicas_updated: gauge(({ status }) => status.updatedReplicas),
  kube_statefulset_status_update_revision: {
    labels: ['revision'],
    series: ({ status }) => [{ values: [status.updateRevision], value: 1 }],
  },
};

export const DAEMON_SET_METRICS: Metrics<'DaemonSet'> = {
  kube_daemonset_created: created(),
  kube_daemonset_metadata_generation: gauge(({ metadata }) => metadata.generation),
  kube_daemonset_status_current_number_scheduled: gauge(({ status }) => status.currentNumberScheduled),
  kube_daemonset_status_desired_number_scheduled: gauge(({ status }) => status.desiredNumberScheduled),
  kube_daemonset_status_number_available: gauge(({ status }) => status.numberAvailable),
  kube_daemonset_status_number_misscheduled: gauge(({ status }) => status.numberMisscheduled),
  kube_daemonset_status_number_ready: gauge(({ status }) => status.numberReady),
  kube_daemonset_status_number_unavailable: gauge(({ status }) => status.numberUnavailable),
  kube_daemonset_status_observed_generation: gauge(({ status }) => status.observedGeneration),
  kube_daemonset_status_updated_number_scheduled: gauge(({ status }) => status.updatedNumberScheduled),
};
