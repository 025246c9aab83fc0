/** What a CronJob amounts to for its users: its Jobs' pods at a moment, and how it stands when the forecast ends. */

import { refusal } from '../../admission/admit.js';
import type { Standing, WorkloadCounts } from '../../controller.js';
import type { CronJob } from '../../objects/cron-job.js';
import { finishedCondition } from '../../objects/job.js';
import { NO_PODS } from '../../pod-counts.js';
import { type Change, managed, managerOf, type World } from '../../world.js';
import { nextFor } from '../trouble.js';
import { jobName, newJob } from './new-job.js';
import { missed, type Timetable, timetableOf } from './schedule.js';

/** Pods of all its Jobs. Nothing of a CronJob has to be available. */
export function counts(cronJob: CronJob, world: World): WorkloadCounts {
  let [total, ready, terminating] = [0, 0, 0];
  for (const job of managed(world, cronJob.metadata.uid, 'Job')) {
    const pods = world.indexes.podCounts.get(job.metadata.uid) ?? NO_PODS;
    total += pods.active;
    ready += pods.ready;
    terminating += pods.terminating;
  }
  return { desired: total, total, updated: total, ready, available: ready, terminating, maxUnavailable: total };
}

/** Complete between two Jobs, if the last one that ended did not fail; suspended where its manifest says so. */
export function standing(cronJob: CronJob, world: World): Standing {
  const { name, namespace } = cronJob.metadata;
  const flag = namespace === 'default' ? '' : ` -n ${namespace}`;
  const { schedule, suspend } = cronJob.spec;
  const timetable = timetableOf(cronJob);
  const describe = `kubectl describe cronjob/${name}${flag}`;
  if ('reason' in timetable) return { outcome: 'stuck', reason: `spec.schedule: ${timetable.message}`, next: describe };
  const isNever = missed(cronJob, timetable, { world, withDeadline: false }) === undefined;
  if (isNever) return { outcome: 'stuck', reason: `spec.schedule: ${schedule} never comes`, next: describe };
  const ended = managed(world, cronJob.metadata.uid, 'Job').filter((job) => finishedCondition(job) !== undefined);
  const last = ended.at(-1);
  const end = last && finishedCondition(last);
  if (end?.type === 'Failed') {
    const reason = `the last Job that ended (${last?.metadata.name ?? ''}) failed: ${end.reason}`;
    return { outcome: 'failed', reason, next: `kubectl describe job/${last?.metadata.name ?? ''}${flag}` };
  }
  const { active } = cronJob.status;
  const names = active.map((job) => job.name).join(', ');
  if (suspend) {
    const rest = active.length === 0 ? '' : `; what has started goes on: ${names}`;
    const reason = `spec.suspend: the CronJob is suspended: no Job starts${rest}`;
    return {
      outcome: 'suspended',
      reason,
      next: `kubectl patch cronjob/${name}${flag} -p '{"spec":{"suspend":false}}'`,
    };
  }
  if (active.length === 0) {
    const why = refused(cronJob, timetable, world);
    return why === undefined
      ? { outcome: 'complete' }
      : { outcome: 'stuck', reason: `no Job can be created: ${why}`, next: nextFor(why) };
  }
  const reason = `${active.length === 1 ? '1 Job has' : `${active.length} Jobs have`} not ended: ${names}`;
  if (cronJob.spec.concurrencyPolicy !== 'Forbid') return { outcome: 'running', reason, next: describe };
  return {
    outcome: 'running',
    reason: `${reason}; concurrencyPolicy Forbid starts no other before`,
    next: `if it hangs, kubectl delete job/${names}${flag} lets the next one start; activeDeadlineSeconds in jobTemplate.spec ends one by itself`,
  };
}

/** Why the API server does not take the Job that is due, asked again. */
function refused(cronJob: CronJob, timetable: Timetable, world: World): string | undefined {
  const at = missed(cronJob, timetable, { world, withDeadline: true })?.latest;
  if (at === undefined || at === cronJob.status.lastScheduleTime) return undefined;
  return refusal(world, newJob(cronJob, { at, timetable, world }), jobName(cronJob, at, world));
}

/** The CronJob to which a changed object counts. */
export function workloadOf({ object }: Change, world: World): CronJob | undefined {
  if (object.kind === 'CronJob') return object;
  const job = object.kind === 'Pod' ? managerOf(world, 'Job', object) : object.kind === 'Job' ? object : undefined;
  return job && managerOf(world, 'CronJob', job);
}
