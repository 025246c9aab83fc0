/** What a Job amounts to for its users: counts at a moment, and how it stands when nothing more happens. */

import type { Standing, WorkloadCounts } from '../../controller.js';
import { NO_PODS } from '../../indexes.js';
import { finishedCondition, type Job } from '../../objects/job.js';
import { type Change, managerOf, type World } from '../../world.js';

/** Nothing of a Job has to be available: it only has to end. */
export function counts({ metadata, spec, status }: Job, world: World): WorkloadCounts {
  const { active, ready, terminating } = world.indexes.podCounts.get(metadata.uid) ?? NO_PODS;
  const left = spec.completions === undefined ? spec.parallelism : Math.max(0, spec.completions - status.succeeded);
  const isIdle = spec.suspend || finishedCondition({ kind: 'Job', metadata, spec, status }) !== undefined;
  const desired = isIdle ? 0 : Math.min(spec.parallelism, left);
  return { desired, total: active, updated: active, ready, available: ready, terminating, maxUnavailable: desired };
}

/** How a Job stood that is gone: its TTL deletes it only after its end. */
export function gone(job: Job): Standing | undefined {
  return finishedCondition(job) === undefined ? undefined : ended(job);
}

/** How the Job stands. */
export function standing(job: Job, world: World): Standing {
  const { name } = job.metadata;
  const { active } = job.status;
  const flag = flagOf(job);
  const counted = countsText(job);
  if (finishedCondition(job) !== undefined) return ended(job);
  if (job.spec.suspend) {
    const next = `kubectl patch job/${name}${flag} -p '{"spec":{"suspend":false}}'`;
    return { outcome: 'stuck', reason: `spec.suspend: the Job is suspended (${counted})`, next };
  }
  if (world.indexes.podCounts.get(job.metadata.uid)?.active === 0 && job.status.memory.isRetry) {
    return { outcome: 'stuck', reason: `no pod can be created (${counted})`, next: 'the events say what refuses it' };
  }
  return {
    outcome: 'stuck',
    reason: `${counted}, ${active} pods have not ended`,
    next: `kubectl describe job/${name}${flag}`,
  };
}

/** How a Job stands that has ended. */
function ended(job: Job): Standing {
  const end = finishedCondition(job);
  if (end?.type !== 'Failed') return { outcome: 'complete' };
  const { name } = job.metadata;
  const logs = arePodsGone(job)
    ? 'its pods are deleted and their logs with them (restartPolicy Never keeps failed pods)'
    : `kubectl logs job/${name}${flagOf(job)} shows why pods end`;
  const next = `${logs}; a failed Job is not retried: delete and apply it again`;
  return { outcome: 'failed', reason: `${end.reason}: ${end.message} (${countsText(job)})`, next };
}

/** At the back-off limit, and at the deadline, pods that still run are deleted: with OnFailure that is the failing one. */
function arePodsGone(job: Job): boolean {
  return job.spec.template.spec?.restartPolicy === 'OnFailure';
}

function flagOf({ metadata }: Job): string {
  return metadata.namespace === 'default' ? '' : ` -n ${metadata.namespace}`;
}

function countsText({ spec, status }: Job): string {
  const wanted = spec.completions === undefined ? '' : ` of ${spec.completions}`;
  return `${status.succeeded}${wanted} completions, ${status.failed} failed pods`;
}

/** The Job to which a changed object counts. */
export function workloadOf({ object }: Change, world: World): Job | undefined {
  if (object.kind === 'Job') return object;
  return object.kind === 'Pod' ? managerOf(world, 'Job', object) : undefined;
}
