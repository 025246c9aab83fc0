import type { JobSpec } from './job.js';
import type { Labels, Metadata } from './metadata.js';

/** A Job that a CronJob has started and that has not ended as far as it knows. */
export interface ActiveJob {
  readonly name: string;
  readonly uid: string;
}

/** `status` of a CronJob. Times are virtual milliseconds. */
export interface CronJobStatus {
  readonly active: readonly ActiveJob[];
  /** The scheduled time of the last Job, not the time at which it was created. */
  readonly lastScheduleTime: number | undefined;
  readonly lastSuccessfulTime: number | undefined;
  /** What the real controller keeps in its work queue: when it looks again, and the schedule that this follows from. */
  readonly nextLook: number | undefined;
  readonly schedule: string | undefined;
}

/** A CronJob with its defaults filled in. */
export interface CronJob {
  readonly kind: 'CronJob';
  readonly metadata: Metadata;
  readonly spec: {
    readonly schedule: string;
    readonly timeZone: string | undefined;
    readonly startingDeadlineSeconds: number | undefined;
    readonly concurrencyPolicy: 'Allow' | 'Forbid' | 'Replace';
    readonly suspend: boolean;
    readonly successfulJobsHistoryLimit: number | undefined;
    readonly failedJobsHistoryLimit: number | undefined;
    readonly jobTemplate: {
      readonly metadata: { readonly labels: Labels; readonly annotations: Labels };
      readonly spec: JobSpec;
    };
  };
  readonly status: CronJobStatus;
}

/** The status of a CronJob that was just created. */
export const NEW_CRON_JOB_STATUS: CronJobStatus = {
  active: [],
  lastScheduleTime: undefined,
  lastSuccessfulTime: undefined,
  nextLook: undefined,
  schedule: undefined,
};
