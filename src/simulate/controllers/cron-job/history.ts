/** How many ended Jobs a CronJob keeps. Follows `cleanupFinishedJobs`, kubernetes@v1.35.4 pkg/controller/cronjob/cronjob_controllerv2.go. */

import type { Steps } from '../../action.js';
import type { CronJob } from '../../objects/cron-job.js';
import { finishedCondition, type Job } from '../../objects/job.js';
import { SOURCE } from './source.js';

/** Deletes the oldest Jobs beyond the limits, successful and failed ones apart. Gives those that it meant. */
export function* cleanUp(cronJob: CronJob, jobs: readonly Job[]): Steps<readonly Job[]> {
  const { successfulJobsHistoryLimit, failedJobsHistoryLimit } = cronJob.spec;
  const ended = (type: string) => jobs.filter((job) => finishedCondition(job)?.type === type);
  const successful = { limit: successfulJobsHistoryLimit, field: 'successfulJobsHistoryLimit' };
  const failed = { limit: failedJobsHistoryLimit, field: 'failedJobsHistoryLimit' };
  return [...(yield* trim(cronJob, ended('Complete'), successful)), ...(yield* trim(cronJob, ended('Failed'), failed))];
}

function* trim(
  cronJob: CronJob,
  jobs: readonly Job[],
  { limit, field }: { readonly limit: number | undefined; readonly field: string },
): Steps<readonly Job[]> {
  if (limit === undefined || jobs.length <= limit) return [];
  const oldest = [...jobs].sort(byStart).slice(0, jobs.length - limit);
  for (const job of oldest) yield* deleteJob(cronJob, job, `spec.${field}: ${limit}`);
  return oldest;
}

/** By start, then by name; those that never started last. */
function byStart(one: Job, other: Job): number {
  const starts = (one.status.startTime ?? Infinity) - (other.status.startTime ?? Infinity);
  if (starts !== 0 && !Number.isNaN(starts)) return starts;
  return one.metadata.name < other.metadata.name ? -1 : 1;
}

/** Deletes a Job of the CronJob; its pods follow. */
export function* deleteJob(cronJob: CronJob, job: Job, because: string): Steps {
  if (job.metadata.deletionTimestamp !== undefined) return;
  yield { do: 'delete', object: job, propagation: 'Background', because };
  const message = `Deleted job ${job.metadata.name}`;
  yield { do: 'event', object: cronJob, source: SOURCE, type: 'Normal', reason: 'SuccessfulDelete', message, because };
}
