/** Follows kube-state-metrics internal/store/{job,cronjob}.go. */

import type { Job } from '../../objects/job.js';
import { conditionSeries, created, gauge, type MetricOf, owner, type Series, unixSeconds } from './metric.js';

export const JOB_METRICS: Readonly<Record<string, MetricOf<'Job'>>> = {
  kube_job_complete: {
    labels: ['condition'],
    series: ({ status }) => conditionSeries(status.conditions, 'Complete'),
  },
  kube_job_created: created(),
  kube_job_failed: { labels: ['condition'], series: ({ status }) => conditionSeries(status.conditions, 'Failed') },
  kube_job_info: gauge(() => 1),
  kube_job_owner: owner(),
  kube_job_spec_active_deadline_seconds: gauge(({ spec }) => spec.activeDeadlineSeconds),
  kube_job_spec_completions: gauge(({ spec }) => spec.completions),
  kube_job_spec_parallelism: gauge(({ spec }) => spec.parallelism),
  kube_job_status_active: gauge(({ status }) => status.active),
  kube_job_status_completion_time: gauge(({ status: { completionTime } }, world) =>
    completionTime === undefined ? undefined : unixSeconds(completionTime, world),
  ),
  kube_job_status_failed: { labels: ['reason'], series: failures },
  kube_job_status_ready: gauge(({ status }) => status.ready ?? 0),
  kube_job_status_start_time: gauge(({ status: { startTime } }, world) =>
    startTime === undefined ? undefined : unixSeconds(startTime, world),
  ),
  kube_job_status_succeeded: gauge(({ status }) => status.succeeded),
  kube_job_status_suspended: {
    series: ({ status }) =>
      status.conditions
        .filter(({ type }) => type === 'Suspended')
        .map((condition) => ({ value: Number(condition.status === 'True') })),
  },
};

const FAILURE_REASONS = ['BackoffLimitExceeded', 'DeadlineExceeded', 'Evicted'];

/** The number of failed pods; once the Job has failed for a known reason, 1 for that reason instead. */
function failures({ status }: Job): readonly Series[] {
  const failed = status.conditions.find(({ type }) => type === 'Failed');
  if (status.failed === 0 || failed === undefined) return [{ value: status.failed }];
  const known = FAILURE_REASONS.map((reason) => ({ values: [reason], value: Number(failed.reason === reason) }));
  return FAILURE_REASONS.includes(failed.reason) ? known : [...known, { value: status.failed }];
}

export const CRON_JOB_METRICS: Readonly<Record<string, MetricOf<'CronJob'>>> = {
  kube_cronjob_created: created(),
  kube_cronjob_status_active: gauge(({ status }) => status.active.length),
  kube_cronjob_status_last_schedule_time: gauge(({ status: { lastScheduleTime } }, world) =>
    lastScheduleTime === undefined ? undefined : unixSeconds(lastScheduleTime, world),
  ),
  kube_cronjob_status_last_successful_time: gauge(({ status: { lastSuccessfulTime } }, world) =>
    lastSuccessfulTime === undefined ? undefined : unixSeconds(lastSuccessfulTime, world),
  ),
  kube_cronjob_spec_suspend: gauge(({ spec }) => Number(spec.suspend)),
};
