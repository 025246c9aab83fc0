/**
 * Job: runs pods until enough of them have succeeded, or too many have failed.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/controllers/job/
 * Follows kubernetes@v1.35.4 pkg/controller/job/job_controller.go.
 *
 * Not modelled: adoption of pods (the selector holds the Job's uid; with manualSelector nothing is adopted), the
 * client's rate limit, JOB_COMPLETION_INDEX and host names of Indexed pods,
 * Jobs that another controller manages (spec.managedBy: left alone, as upstream does).
 */

import { isGateOn } from '../../../kube/gates.js';
import type { KubernetesVersion } from '../../../kube/version.js';
import type { Steps, Sync } from '../../action.js';
import { controllerFor } from '../../controller.js';
import { isFinished, type Job, type JobMemory, type JobStatus } from '../../objects/job.js';
import { wholeSeconds } from '../../objects/metadata.js';
import { type Change, current, keyOf, type World } from '../../world.js';
import { completion, deadlineAt, endOf, isDelayed, type JobEnd, withJobCondition } from './finish.js';
import { type Look, lookAt } from './look.js';
import { manage } from './manage.js';
import { deletePods, SOURCE } from './pods.js';
import { JOB } from './queue.js';
import { track } from './track.js';
import { counts, gone, standing, workloadOf } from './verdict.js';

const OWN_NAME = 'kubernetes.io/job-controller';

/** The Job controller. */
export const jobs = controllerFor({
  name: JOB,
  kind: 'Job',
  watch: { Job: watchJob },
  sync,
  workload: { counts, standing, gone, workloadOf },
});

/** A new Job or a new spec is looked at immediately; what pods do comes in batches (`queue.ts`). */
function watchJob({ before, after }: Change<Job>, _world: World, wake: (key: string) => void): void {
  if (after !== undefined && before?.metadata.generation !== after.metadata.generation) wake(keyOf(after));
}

function* sync(given: Job, world: World): Sync {
  const isForeign = given.spec.managedBy !== undefined && given.spec.managedBy !== OWN_NAME;
  if (isFinished(given) || !isDue(given, world.now)) return undefined;
  if (isForeign && isGateOn('JobManagedBy', world.settings.version)) return undefined;
  const job = taken(given, world.now);
  const look = lookAt(job, world);
  const { status, end, dueAt, failure, terminating } = yield* decide(look, started(job, world.now), world);
  if (isInvalid(status, given.status, world.settings.version)) return yield* tryAgain(job, dueAt, world);
  const written = yield* track(look, { status, end, terminating }, world);
  const memory: JobMemory = { ...written.memory, dueAt, isRetry: failure !== undefined, refusals: 0 };
  const stored = current(world, job) ?? job;
  yield { do: 'status', object: { ...stored, status: { ...written, memory } }, because: 'the next look' };
  if (dueAt !== undefined) {
    const isDeadline = dueAt === deadlineAt(job, written);
    yield { do: 'wake', controller: JOB, key: keyOf(job), at: dueAt, patience: isDeadline ? 'deadline' : 'work' };
  }
  return failure === undefined ? undefined : 'retry';
}

/**
 * "cannot set more ready pods than active": while failures are waited for, the controller counts no pod as active, but the
 * ready ones (pkg/apis/batch/validation/validation.go, since the gate JobManagedBy). Until no pod is ready any more, nothing
 * of the status is written: no failure is counted, no finalizer taken off.
 */
function isInvalid(status: JobStatus, stored: JobStatus, version: KubernetesVersion): boolean {
  const isChanged = status.ready !== stored.ready || status.active !== stored.active;
  return isChanged && (status.ready ?? 0) > status.active && isGateOn('JobManagedBy', version);
}

// DefaultJobApiBackOff and MaxJobApiBackOff.
const FIRST_RETRY_MS = 1000;
const MAX_RETRY_MS = 60_000;

/** The look was in vain: only that it is repeated is remembered. */
function* tryAgain(job: Job, dueAt: number | undefined, world: World): Sync {
  const { memory } = job.status;
  const retryAt = world.now + Math.min(FIRST_RETRY_MS * 2 ** Math.min(memory.refusals, 30), MAX_RETRY_MS);
  const at = earliest(dueAt, retryAt) ?? retryAt;
  const stored = current(world, job) ?? job;
  const next = { ...memory, dueAt: at, isRetry: false, refusals: memory.refusals + 1 };
  const because = 'the API server refuses more ready pods than active ones';
  yield { do: 'status', object: { ...stored, status: { ...stored.status, memory: next } }, because };
  yield { do: 'wake', controller: JOB, key: keyOf(job), at, patience: 'work' };
  return undefined;
}

/** Wake-ups that a later plan has replaced are not followed: the real work queue keeps one time per Job. */
function isDue({ metadata, status }: Job, now: number): boolean {
  const { generation, dueAt, isRetry } = status.memory;
  return isRetry || generation !== metadata.generation || (dueAt !== undefined && dueAt <= now);
}

/** The Job with its turn in the queue taken. */
function taken(job: Job, now: number): Job {
  const { memory } = job.status;
  const dueAt = memory.dueAt !== undefined && memory.dueAt > now ? memory.dueAt : undefined;
  return { ...job, status: { ...job.status, memory: { ...memory, generation: job.metadata.generation, dueAt } } };
}

function started({ spec, status }: Job, now: number): JobStatus {
  return status.startTime === undefined && !spec.suspend ? { ...status, startTime: wholeSeconds(now) } : status;
}

/** What one look decides. */
interface Decision {
  readonly status: JobStatus;
  readonly end: JobEnd | undefined;
  readonly terminating: number;
  readonly dueAt: number | undefined;
  readonly failure: string | undefined;
}

function* decide(look: Look, status: JobStatus, world: World): Steps<Decision> {
  const { job } = look;
  const end = endOf(look, status, world.now);
  const deadline = end === undefined ? deadlineAt(job, status) : undefined;
  const dueAt = earliest(status.memory.dueAt, deadline);
  if (end !== undefined) {
    yield* deletePods(job, look.active, { isCounted: true, because: end.message, world });
    const terminating = look.terminating + look.active.length;
    return {
      status: withCounts(look, status, { active: 0, ready: 0, terminating }),
      end,
      terminating,
      dueAt,
      failure: undefined,
    };
  }
  if (job.metadata.deletionTimestamp !== undefined) {
    const { ready, terminating } = look;
    const next = withCounts(look, status, { active: look.active.length, ready, terminating });
    return { status: next, end: completion(look, look.active.length), terminating, dueAt, failure: undefined };
  }
  const managed = yield* manage(look, world);
  const complete = completion(look, managed.active);
  const next = complete === undefined ? yield* suspension(job, status, world) : status;
  return {
    status: withCounts(look, next, managed),
    end: complete,
    terminating: managed.terminating,
    dueAt: earliest(dueAt, managed.waitUntil),
    failure: managed.failure,
  };
}

function withCounts(
  { version }: Look,
  status: JobStatus,
  { active, ready, terminating }: { readonly active: number; readonly ready: number; readonly terminating: number },
): JobStatus {
  return { ...status, active, ready, terminating: isDelayed(version) ? terminating : undefined };
}

function earliest(one: number | undefined, other: number | undefined): number | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return Math.min(one, other);
}

/** Says that the Job is suspended or resumed; the deadline counts from the resumption. */
function* suspension(job: Job, status: JobStatus, { now, settings }: World): Steps<JobStatus> {
  const { suspend } = job.spec;
  const words = suspend
    ? ({ status: 'True', reason: 'JobSuspended', message: 'Job suspended' } as const)
    : ({ status: 'False', reason: 'JobResumed', message: 'Job resumed' } as const);
  const conditions = withJobCondition(status.conditions, { type: 'Suspended', ...words }, now);
  if (conditions === status.conditions) return status;
  const reason = suspend ? 'Suspended' : 'Resumed';
  const because = `spec.suspend: ${suspend}`;
  yield { do: 'event', object: job, source: SOURCE, type: 'Normal', reason, message: words.message, because };
  if (!suspend) return { ...status, conditions, startTime: wholeSeconds(now) };
  const isReset = isGateOn('MutableSchedulingDirectivesForSuspendedJobs', settings.version);
  return { ...status, conditions, ...(isReset && { startTime: undefined }) };
}
