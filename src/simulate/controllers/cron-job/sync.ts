/**
 * CronJob: starts a Job at each time of its schedule.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/controllers/cron-jobs/
 * Follows kubernetes@v1.35.4 pkg/controller/cronjob/cronjob_controllerv2.go.
 *
 * Not modelled: a controller that was down (times are missed only while suspended, forbidden, or before a change of the
 * schedule).
 */

import type { Action, Steps, Sync } from '../../action.js';
import { controllerFor, wakeManager } from '../../controller.js';
import type { CronJob, CronJobStatus } from '../../objects/cron-job.js';
import { finishedCondition, type Job } from '../../objects/job.js';
import { isSame } from '../../same.js';
import { type Change, current, epochMs, keyOf, managed, objectNamed, type World } from '../../world.js';
import { isSameStatus } from '../job/queue.js';
import { cleanUp, deleteJob } from './history.js';
import { jobName, newJob, type Start } from './new-job.js';
import { missed, nextLook, rfc1123, type Timetable, timetableOf } from './schedule.js';
import { SOURCE } from './source.js';
import { counts, standing, workloadOf } from './verdict.js';

const NAME = 'cron-job';
const UNEXPECTED = 'Saw a job that the controller did not create or forgot';
const DAY_MS = 86_400_000;

/** The CronJob controller. */
export const cronJobs = controllerFor({
  name: NAME,
  kind: 'CronJob',
  watch: { CronJob: watchCronJob, Job: watchJob },
  sync,
  workload: { counts, standing, workloadOf },
});

const wakeOwner = wakeManager('CronJob');

/** What only the controllers' own memory shows is no news. */
function watchJob(change: Change<Job>, world: World, wake: (key: string) => void): void {
  const { before, after } = change;
  const isNews =
    before?.metadata !== after?.metadata || !before || !after || !isSameStatus(before.status, after.status);
  if (isNews) wakeOwner(change, world, wake);
}

function watchCronJob({ before, after }: Change<CronJob>, _world: World, wake: (key: string) => void): void {
  if (after === undefined) return;
  const isSameSeen = before?.spec === after.spec && before.metadata === after.metadata;
  if (!isSameSeen || !isSame(seen(before.status), seen(after.status))) wake(keyOf(after));
}

function seen({ active, lastScheduleTime, lastSuccessfulTime }: CronJobStatus): object {
  return { active, lastScheduleTime, lastSuccessfulTime };
}

function* sync(given: CronJob, world: World): Sync {
  if (isRescheduled(given)) {
    const timetable = timetableOf(given);
    // Nothing is looked at for a change of the schedule before its next time, or the next of the old one (`updateCronJob`).
    if (!('reason' in timetable)) return yield* plan(given, timetable, world);
  }
  const jobs = managed(world, given.metadata.uid, 'Job');
  const deleted = new Set((yield* cleanUp(given, jobs)).map(({ metadata }) => metadata.uid));
  // Of a Job that the limits leave no room for nobody says that it has ended.
  const active = given.status.active.filter(({ uid }) => !deleted.has(uid));
  const status = yield* observe({ ...given, status: { ...given.status, active } }, jobs);
  const cronJob: CronJob = { ...given, status };
  const isGoing = cronJob.metadata.deletionTimestamp === undefined;
  const timetable = timetableOf(cronJob);
  if (isGoing && 'reason' in timetable) yield warning(cronJob, timetable.reason, timetable.message);
  if (!isGoing || 'reason' in timetable || cronJob.spec.suspend) {
    const idle = { ...status, schedule: scheduleText(cronJob), nextLook: undefined };
    yield { do: 'status', object: { ...cronJob, status: idle }, because: 'its Jobs' };
    return undefined;
  }
  const done = yield* start(cronJob, timetable, world);
  yield* plan({ ...cronJob, status: done === 'retry' ? status : done }, timetable, world);
  return done === 'retry' ? done : undefined;
}

function isRescheduled(cronJob: CronJob): boolean {
  const { metadata, spec, status } = cronJob;
  const isChanged = status.schedule !== undefined && status.schedule !== scheduleText(cronJob);
  return isChanged && metadata.deletionTimestamp === undefined && !spec.suspend;
}

/** Takes note of Jobs that have ended or are gone. */
function* observe(cronJob: CronJob, jobs: readonly Job[]): Steps<CronJobStatus> {
  let { active, lastSuccessfulTime } = cronJob.status;
  for (const job of jobs) {
    const end = finishedCondition(job);
    const isKnown = active.some(({ uid }) => uid === job.metadata.uid);
    if (end === undefined) {
      if (!isKnown) yield warning(cronJob, 'UnexpectedJob', `${UNEXPECTED}: ${job.metadata.name}`);
      continue;
    }
    if (isKnown) {
      active = active.filter(({ uid }) => uid !== job.metadata.uid);
      yield normal(cronJob, 'SawCompletedJob', `Saw completed job: ${job.metadata.name}, condition: ${end.type}`);
    }
    const { completionTime } = job.status;
    const isLater = completionTime !== undefined && completionTime > (lastSuccessfulTime ?? -Infinity);
    if (end.type === 'Complete' && isLater) lastSuccessfulTime = completionTime;
  }
  for (const { name, uid } of active) {
    if (jobs.some((job) => job.metadata.uid === uid)) continue;
    active = active.filter((own) => own.uid !== uid);
    yield normal(cronJob, 'MissingJob', `Active job went missing: ${name}`);
  }
  return { ...cronJob.status, active, lastSuccessfulTime };
}

/** Starts the Job of the latest time that is due, if its policies let it. */
function* start(cronJob: CronJob, timetable: Timetable, world: World): Steps<CronJobStatus | 'retry'> {
  const { spec, status } = cronJob;
  const due = missed(cronJob, timetable, { world, withDeadline: true });
  if (due === undefined) {
    const why = 'time difference between two schedules is less than 1 second';
    yield warning(cronJob, 'InvalidSchedule', `invalid schedule: ${spec.schedule} : ${why}`);
    return status;
  }
  if (due.latest === undefined) return status;
  if (due.count === 'many') {
    const message = 'too many missed start times. Set or decrease .spec.startingDeadlineSeconds or check clock skew';
    yield warning(cronJob, 'TooManyMissedTimes', message);
  }
  const { startingDeadlineSeconds: seconds } = spec;
  if (seconds !== undefined && due.latest + seconds * 1000 < world.now) {
    const at = rfc1123(epochMs(world, due.latest));
    yield warning(cronJob, 'MissSchedule', `Missed scheduled time to start a job: ${at}`);
    return status;
  }
  const name = jobName(cronJob, due.latest, world);
  if (status.lastScheduleTime === due.latest || status.active.some((job) => job.name === name)) return status;
  if (spec.concurrencyPolicy === 'Forbid' && status.active.length > 0) {
    const message = 'Not starting job because prior execution is running and concurrency policy is Forbid';
    yield normal(cronJob, 'JobAlreadyActive', message);
    return status;
  }
  const kept = spec.concurrencyPolicy === 'Replace' ? yield* replaceActive(cronJob, world) : status.active;
  return yield* createJob({ ...cronJob, status: { ...status, active: kept } }, { at: due.latest, timetable, world });
}

function* replaceActive(cronJob: CronJob, world: World): Steps<CronJobStatus['active']> {
  for (const { name } of cronJob.status.active) {
    const job = objectNamed(world, 'Job', cronJob.metadata.namespace, name);
    if (job !== undefined) yield* deleteJob(cronJob, job, 'spec.concurrencyPolicy: Replace');
  }
  return [];
}

function* createJob(cronJob: CronJob, { at, timetable, world }: Start): Steps<CronJobStatus | 'retry'> {
  const { status } = cronJob;
  const because = `spec.schedule: ${cronJob.spec.schedule}`;
  const outcome = yield { do: 'create', object: newJob(cronJob, { at, timetable, world }), because };
  if (outcome.kind === 'refused') {
    const known = objectNamed(world, 'Job', cronJob.metadata.namespace, jobName(cronJob, at, world));
    if (outcome.reason === 'AlreadyExists' && known !== undefined) return status;
    yield warning(cronJob, 'FailedCreate', `Error creating job: ${outcome.message}`);
    return 'retry';
  }
  if (outcome.object === undefined) return status;
  const { name, uid } = outcome.object.metadata;
  yield normal(cronJob, 'SuccessfulCreate', `Created job ${name}`);
  return { ...status, active: [...status.active, { name, uid }], lastScheduleTime: at };
}

/** Writes the status and plans the next look; one plan at a time. */
function* plan(cronJob: CronJob, timetable: Timetable, world: World): Steps<undefined> {
  const at = nextLook(cronJob, timetable, world);
  const status = { ...cronJob.status, schedule: scheduleText(cronJob), nextLook: at };
  const stored = current(world, cronJob);
  if (stored === undefined) return undefined;
  const isPlanned = stored.status.nextLook === at;
  yield { do: 'status', object: { ...stored, status }, because: `spec.schedule: ${cronJob.spec.schedule}` };
  if (at === undefined || isPlanned) return undefined;
  // The first time within a day is waited for: it shows what the CronJob does. Later ones go on for ever.
  const isFirst = status.lastScheduleTime === undefined && at - world.now <= DAY_MS;
  yield { do: 'wake', controller: NAME, key: keyOf(cronJob), at, patience: isFirst ? 'deadline' : 'idle' };
  return undefined;
}

function scheduleText({ spec }: CronJob): string {
  return `${spec.timeZone ?? ''} ${spec.schedule}`;
}

function normal(object: CronJob, reason: string, message: string): Action {
  return { do: 'event', object, source: SOURCE, type: 'Normal', reason, message, because: because(object) };
}

function warning(object: CronJob, reason: string, message: string): Action {
  return { do: 'event', object, source: SOURCE, type: 'Warning', reason, message, because: because(object) };
}

function because({ spec }: CronJob): string {
  return `spec.schedule: ${spec.schedule}, spec.concurrencyPolicy: ${spec.concurrencyPolicy}`;
}
