/** Follows kube-state-metrics internal/store/node.go. */

import type { Node } from '../../objects/node.js';
import { created, gauge, type MetricOf, type Series, statusSeries } from './metric.js';

export const NODE_METRICS: Readonly<Record<string, MetricOf<'Node'>>> = {
  kube_node_created: created(),
  kube_node_spec_taint: {
    labels: ['key', 'value', 'effect'],
    series: ({ spec }) =>
      spec.taints.map(({ key, value, effect }) => ({ values: [key ?? '', value ?? '', effect ?? ''], value: 1 })),
  },
  kube_node_spec_unschedulable: gauge(({ spec }) => Number(spec.unschedulable)),
  kube_node_status_condition: {
    labels: ['condition', 'status'],
    partial: [{ label: 'condition', values: ['MemoryPressure', 'DiskPressure', 'PIDPressure', 'NetworkUnavailable'] }],
    series: readiness,
  },
};

function readiness({ status }: Node): readonly Series[] {
  const ready = status.ready ? 'true' : status.failure === undefined ? 'false' : 'unknown';
  return statusSeries(ready, ['Ready']);
}
