/** Follows kube-state-metrics internal/store/pod.go. */

import { arrayOf, isJsonObject, type Json, type JsonObject, objectOf, stringOf } from '../../../kube/json.js';
import { apiStatus } from '../../kubectl/api-status.js';
import { podConditions } from '../../kubectl/pod-conditions.js';
import type { Pod } from '../../objects/pod.js';
import type { World } from '../../world.js';
import { created, createdBy, gauge, type MetricOf, owner, type Series, statusSeries, unixSeconds } from './metric.js';

type PodMetric = MetricOf<'Pod'>;

const PHASES = ['Pending', 'Succeeded', 'Failed', 'Unknown', 'Running'];
const POD_REASONS = new Set([
  'Evicted',
  'NodeAffinity',
  'NodeLost',
  'PreemptionByScheduler',
  'SchedulingGated',
  'Shutdown',
  'TerminationByKubelet',
  'UnexpectedAdmissionError',
]);

export const POD_METRICS: Readonly<Record<string, PodMetric>> = {
  kube_pod_created: created(),
  kube_pod_deletion_timestamp: gauge(({ metadata: { deletionTimestamp, deletionGraceMs = 0 } }, world) =>
    deletionTimestamp === undefined ? undefined : unixSeconds(deletionTimestamp + deletionGraceMs, world),
  ),
  kube_pod_info: {
    labels: ['node', 'created_by_kind', 'created_by_name', 'priority_class', 'host_network'],
    series: ({ metadata, node = '', spec }) => [
      {
        values: [node, ...createdBy(metadata), spec.priorityClassName ?? '', String(spec.hostNetwork === true)],
        value: 1,
      },
    ],
  },
  kube_pod_owner: owner(),
  kube_pod_restart_policy: {
    labels: ['type'],
    series: ({ spec }) => [{ values: [spec.restartPolicy ?? 'Always'], value: 1 }],
  },
  kube_pod_start_time: gauge(({ status: { scheduledAt } }, world) =>
    scheduledAt === undefined ? undefined : unixSeconds(scheduledAt, world),
  ),
  kube_pod_status_phase: {
    labels: ['phase'],
    series: ({ status }) => PHASES.map((phase) => ({ values: [phase], value: Number(status.phase === phase) })),
  },
  kube_pod_status_ready: { labels: ['condition'], series: (pod) => podCondition(pod, 'Ready') },
  kube_pod_status_scheduled: { labels: ['condition'], series: (pod) => podCondition(pod, 'PodScheduled') },
  kube_pod_status_unschedulable: {
    series: (pod) =>
      podConditions(pod)
        .filter(({ type, status }) => type === 'PodScheduled' && status === 'False')
        .map(() => ({ value: 1 })),
  },
  kube_pod_status_reason: { labels: ['reason'], series: podReasons },
  ...containerMetrics('kube_pod_container', 'containerStatuses'),
  ...containerMetrics('kube_pod_init_container', 'initContainerStatuses'),
};

function podCondition(pod: Pod, wanted: string): readonly Series[] {
  return podConditions(pod)
    .filter(({ type }) => type === wanted)
    .flatMap(({ status }) => statusSeries(status));
}

function podReasons(pod: Pod, world: World): readonly Series[] {
  const { reason } = pod.status;
  const reasons = new Set([reason, ...podConditions(pod).map((condition) => condition.reason)]);
  for (const { state } of statusesOf(pod, world, 'containerStatuses')) reasons.add(reasonIn(state, 'terminated') ?? '');
  const known = [...POD_REASONS].filter((name) => reasons.has(name));
  const others = reason !== '' && !POD_REASONS.has(reason) ? ['Other'] : [];
  return [...known, ...others].map((name) => ({ values: [name], value: 1 }));
}

type Statuses = 'containerStatuses' | 'initContainerStatuses';

function containerMetrics(prefix: string, field: Statuses): Readonly<Record<string, PodMetric>> {
  const each = (measure: (status: JsonObject) => number): PodMetric => ({
    labels: ['container'],
    series: (pod, world) =>
      statusesOf(pod, world, field).map((status) => ({
        values: [stringOf(status.name) ?? ''],
        value: measure(status),
      })),
  });
  const inState = (state: string) => each((status) => Number(objectOf(status.state)?.[state] !== undefined));
  const why = (place: 'state' | 'lastState', state: string): PodMetric => ({
    labels: ['container', 'reason'],
    series: (pod, world) =>
      statusesOf(pod, world, field).flatMap((status) => {
        const reason = reasonIn(status[place], state);
        return reason === undefined ? [] : [{ values: [stringOf(status.name) ?? '', reason], value: 1 }];
      }),
  });
  return {
    [`${prefix}_status_last_terminated_exitcode`]: {
      labels: ['container'],
      series: (pod, world) =>
        statusesOf(pod, world, field).flatMap((status) => {
          const code = objectOf(objectOf(status.lastState)?.terminated)?.exitCode;
          return typeof code === 'number' ? [{ values: [stringOf(status.name) ?? ''], value: code }] : [];
        }),
    },
    [`${prefix}_status_last_terminated_reason`]: why('lastState', 'terminated'),
    [`${prefix}_status_ready`]: each(({ ready }) => Number(ready === true)),
    [`${prefix}_status_restarts_total`]: each(({ restartCount }) => Number(restartCount ?? 0)),
    [`${prefix}_status_running`]: inState('running'),
    [`${prefix}_status_terminated`]: inState('terminated'),
    [`${prefix}_status_terminated_reason`]: why('state', 'terminated'),
    [`${prefix}_status_waiting`]: inState('waiting'),
    [`${prefix}_status_waiting_reason`]: why('state', 'waiting'),
  };
}

function statusesOf(pod: Pod, world: World, field: Statuses): readonly JsonObject[] {
  return (arrayOf(apiStatus(pod, world)?.[field]) ?? []).filter(isJsonObject);
}

function reasonIn(state: Json | undefined, name: string): string | undefined {
  const found = objectOf(objectOf(state)?.[name]);
  return found === undefined ? undefined : (stringOf(found.reason) ?? '');
}
