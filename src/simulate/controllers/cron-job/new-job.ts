import { isGateOn } from '../../../kube/gates.js';
import type { NewObject } from '../../action.js';
import type { CronJob } from '../../objects/cron-job.js';
import { controllerReference, epochMs, type World } from '../../world.js';
import { rfc3339, type Timetable } from './schedule.js';

const SCHEDULED_AT = 'batch.kubernetes.io/cronjob-scheduled-timestamp';

/** A time of a schedule, in virtual milliseconds. */
export interface Start {
  readonly at: number;
  readonly timetable: Timetable;
  readonly world: World;
}

/** The Job's name is its time: minutes since 1970. */
export function jobName({ metadata }: CronJob, at: number, world: World): string {
  return `${metadata.name}-${Math.floor(epochMs(world, at) / 60_000)}`;
}

/** The Job of a time of the schedule. */
export function newJob(cronJob: CronJob, { at, timetable, world }: Start): NewObject {
  const { metadata, spec } = cronJob.spec.jobTemplate;
  const isDated = isGateOn('CronJobsScheduledAnnotation', world.settings.version);
  const scheduledAt = rfc3339(epochMs(world, at), timetable.zone);
  return {
    kind: 'Job',
    metadata: {
      name: jobName(cronJob, at, world),
      namespace: cronJob.metadata.namespace,
      labels: metadata.labels,
      annotations: { ...metadata.annotations, ...(isDated && { [SCHEDULED_AT]: scheduledAt }) },
      ownerReferences: [controllerReference(cronJob)],
    },
    spec,
  };
}
