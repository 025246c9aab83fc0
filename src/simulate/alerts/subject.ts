import type { SeriesLabels } from './series.js';

/** Labels of kube-state-metrics that name an object, the most telling first. */
const KINDS: readonly (readonly [string, string])[] = [
  ['pod', 'Pod'],
  ['deployment', 'Deployment'],
  ['statefulset', 'StatefulSet'],
  ['daemonset', 'DaemonSet'],
  ['replicaset', 'ReplicaSet'],
  ['job_name', 'Job'],
  ['cronjob', 'CronJob'],
  ['horizontalpodautoscaler', 'HorizontalPodAutoscaler'],
  ['poddisruptionbudget', 'PodDisruptionBudget'],
  ['node', 'Node'],
  ['namespace', 'Namespace'],
];

/** The object that an alert with these labels is about: `Deployment/web`; '' if they name none. */
export function subjectOf(labels: SeriesLabels): string {
  const found = KINDS.find(([label]) => labels.has(label));
  if (found === undefined) return '';
  const [label, kind] = found;
  const container = labels.get('container');
  return `${kind}/${labels.get(label)}${container === undefined ? '' : ` (${container})`}`;
}
