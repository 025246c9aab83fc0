/**
 * The metrics of kube-state-metrics (v2, its defaults: no labels or annotations of objects) that the simulation knows.
 * Follows docs/metrics and internal/store of kubernetes/kube-state-metrics: names, labels, and when a series exists.
 *
 * Not modelled: metrics that show addresses, identities of images, or times at which conditions changed.
 */

import type { Kind, Kinds } from '../../objects/kinds.js';
import type { World } from '../../world.js';
import { HORIZONTAL_POD_AUTOSCALER_METRICS } from './autoscalers.js';
import { DISRUPTION_BUDGET_METRICS } from './disruption-budgets.js';
import { CRON_JOB_METRICS, JOB_METRICS } from './jobs.js';
import type { MetricOf } from './metric.js';
import { NODE_METRICS } from './nodes.js';
import { POD_METRICS } from './pods.js';
import { DAEMON_SET_METRICS, DEPLOYMENT_METRICS, REPLICA_SET_METRICS, STATEFUL_SET_METRICS } from './workloads.js';

/** A metric and where its series come from. */
export interface MetricSource {
  readonly kind: Kind;
  /** All labels that its series may have. */
  readonly labels: readonly string[];
  /** Values of labels of which there are series in a cluster, and none here. */
  readonly partial?: readonly { readonly label: string; readonly values: readonly string[] }[];
  /** Its series for one object of the kind. */
  readonly samples: (object: Kinds[Kind], world: World) => readonly Labelled[];
}

/** The labels and the value of one series. */
export interface Labelled {
  readonly labels: readonly (readonly [string, string])[];
  readonly value: number;
}

const SOURCES: ReadonlyMap<string, MetricSource> = new Map([
  ...sources('Deployment', ['namespace', 'deployment'], DEPLOYMENT_METRICS),
  ...sources('ReplicaSet', ['namespace', 'replicaset'], REPLICA_SET_METRICS),
  ...sources('StatefulSet', ['namespace', 'statefulset'], STATEFUL_SET_METRICS),
  ...sources('DaemonSet', ['namespace', 'daemonset'], DAEMON_SET_METRICS),
  ...sources('Job', ['namespace', 'job_name'], JOB_METRICS),
  ...sources('CronJob', ['namespace', 'cronjob'], CRON_JOB_METRICS),
  ...sources('Pod', ['namespace', 'pod', 'uid'], POD_METRICS),
  ...sources('Node', ['node'], NODE_METRICS),
  ...sources('HorizontalPodAutoscaler', ['namespace', 'horizontalpodautoscaler'], HORIZONTAL_POD_AUTOSCALER_METRICS),
  ...sources('PodDisruptionBudget', ['namespace', 'poddisruptionbudget'], DISRUPTION_BUDGET_METRICS),
]);

/** Labels of these metrics that are left out here: nobody knows their values. */
export const UNKNOWN_LABELS: ReadonlySet<string> = new Set(['pod_ip', 'host_ip', 'image_id', 'container_id']);

/** The metric of that name, if the simulation knows it. */
export function metricNamed(name: string): MetricSource | undefined {
  return SOURCES.get(name);
}

const ALL_LABELS: ReadonlySet<string> = new Set([...SOURCES.values()].flatMap(({ labels }) => labels));

/** Is it a label of a metric that the simulation knows? */
export function isKnownLabel(label: string): boolean {
  return ALL_LABELS.has(label);
}

function sources<K extends Kind>(
  kind: K,
  own: readonly string[],
  metrics: Readonly<Record<string, MetricOf<K>>>,
): [string, MetricSource][] {
  return Object.entries(metrics).map(([name, { labels = [], partial, series }]) => [
    name,
    {
      kind,
      // What a uid is like is known, and not what it is.
      labels: [...own.filter((label) => label !== 'uid'), ...labels],
      ...(partial !== undefined && { partial }),
      samples: (object, world) => {
        if (object.kind !== kind) return [];
        const { metadata } = object;
        const identity = own.map((label) => [label, identityOf(label, metadata)] as const);
        // The kind was compared just now.
        return series(object as Kinds[K], world).map(({ values = [], value }) => ({
          labels: [...identity, ...labels.map((label, place) => [label, values[place] ?? ''] as const)],
          value,
        }));
      },
    },
  ]);
}

function identityOf(label: string, { namespace, name, uid }: Kinds[Kind]['metadata']): string {
  return label === 'namespace' ? namespace : label === 'uid' ? uid : name;
}
