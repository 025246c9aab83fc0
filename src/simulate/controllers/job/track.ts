/**
 * Counts pods that have ended, once each: their uid is written down, their finalizer is taken off, then the count goes up;
 * last comes the final condition. Follows `trackJobStatusAndRemoveFinalizers`, kubernetes@v1.35.4
 * pkg/controller/job/job_controller.go.
 *
 * Not modelled: the limit of 500 uncounted pods in one look.
 */

import type { Action, Steps } from '../../action.js';
import { conditionOf } from '../../objects/condition.js';
import type { JobStatus, UncountedPods } from '../../objects/job.js';
import { wholeSeconds } from '../../objects/metadata.js';
import type { Pod } from '../../objects/pod.js';
import { current, type World } from '../../world.js';
import { type JobEnd, withJobCondition } from './finish.js';
import type { IndexLook } from './indexed.js';
import { formatIntervals, hasIndex, total, withIndexes } from './intervals.js';
import type { Look } from './look.js';
import { SOURCE, untrack } from './pods.js';
import { matchFailurePolicy } from './policy.js';
import { hasValidIndex, indexOf, isPodFailed, isTracked } from './tracked.js';

/** What a look at a Job came to before pods are counted. */
export interface Outcome {
  readonly status: JobStatus;
  readonly end: JobEnd | undefined;
  readonly terminating: number;
}

/** Counts, and ends the Job if that is decided and nothing is left to wait for. Gives the status as written. */
export function* track(look: Look, outcome: Outcome, world: World): Steps<JobStatus> {
  const { job } = look;
  const tracked = look.pods.filter(isTracked);
  const withFinalizer = new Set(tracked.map((pod) => pod.metadata.uid));
  const ended = tracked.filter((pod) => isCountable(pod, look, outcome.end));
  const noted = withIndexStatus(
    withNoted(cleaned(outcome.status, withFinalizer), { ended, end: outcome.end }, look),
    look,
    ended,
  );
  const decided = withDecision(noted, outcome.end, world.now);
  const memory = { ...decided.memory, ...look.backOff };
  const because = outcome.end?.message ?? 'its pods';
  yield { do: 'status', object: { ...job, status: { ...decided, memory } }, because };
  for (const pod of ended) {
    yield* untrack(pod, world, 'it is counted');
    withFinalizer.delete(pod.metadata.uid);
  }
  const counted = cleaned({ ...decided, memory }, withFinalizer);
  const final = finalEnd(outcome.end);
  const isOver = final !== undefined && isCounted(counted) && (outcome.terminating === 0 || !isHeld(outcome.end));
  const status = isOver ? withFinal(counted, final, world.now) : counted;
  yield { do: 'status', object: { ...(current(world, job) ?? job), status }, because };
  if (isOver) yield finishedEvent(look, final);
  return status;
}

/** Uids whose pods have lost the finalizer go over into the counts (`cleanUncountedPodsWithoutFinalizers`). */
function cleaned(status: JobStatus, withFinalizer: ReadonlySet<string>): JobStatus {
  const left = (uids: readonly string[]) => uids.filter((uid) => withFinalizer.has(uid));
  const { uncounted } = status;
  const next: UncountedPods = { succeeded: left(uncounted.succeeded), failed: left(uncounted.failed) };
  return {
    ...status,
    succeeded: status.succeeded + uncounted.succeeded.length - next.succeeded.length,
    failed: status.failed + uncounted.failed.length - next.failed.length,
    uncounted: next,
  };
}

/** May the pod lose its finalizer? One that waits for the next pod of its index keeps it (`canRemoveFinalizer`). */
function isCountable(pod: Pod, { job, indexes, version }: Look, end: JobEnd | undefined): boolean {
  if (job.metadata.deletionTimestamp !== undefined || end !== undefined || pod.status.phase === 'Succeeded')
    return true;
  if (!isPodFailed(pod, job, version)) return false;
  const index = indexOf(pod);
  return index === undefined || indexes?.delayed.get(index)?.metadata.uid !== pod.metadata.uid;
}

/** Writes down the pods that have ended. When the Job fails, every pod that has not ended counts as failed. */
function withNoted(
  status: JobStatus,
  { ended, end }: { readonly ended: readonly Pod[]; readonly end: JobEnd | undefined },
  look: Look,
): JobStatus {
  const { job, version } = look;
  const succeeded = [...status.uncounted.succeeded];
  const failed = [...status.uncounted.failed];
  for (const pod of ended) {
    const { uid } = pod.metadata;
    if (pod.status.phase === 'Succeeded' && !failed.includes(uid)) {
      if (look.indexes === undefined && !succeeded.includes(uid)) succeeded.push(uid);
      continue;
    }
    const isFailed = isPodFailed(pod, job, version) || (end !== undefined && end.type !== 'SuccessCriteriaMet');
    if (!isFailed || failed.includes(uid) || !hasValidIndex(pod, job)) continue;
    if (matchFailurePolicy(job, pod).isCounted) failed.push(uid);
  }
  return { ...status, uncounted: { succeeded, failed } };
}

/** An Indexed Job counts indexes, not pods. */
function withIndexStatus(status: JobStatus, { indexes, job }: Look, ended: readonly Pod[]): JobStatus {
  if (indexes === undefined) return status;
  const fresh = newIndexes(indexes, ended, job.spec.completions ?? 0);
  const succeeded = withIndexes(indexes.succeeded, fresh);
  return {
    ...status,
    succeeded: total(succeeded),
    completedIndexes: formatIntervals(succeeded),
    failedIndexes: indexes.failed && formatIntervals(indexes.failed),
  };
}

function newIndexes({ before }: IndexLook, ended: readonly Pod[], completions: number): number[] {
  return ended.flatMap((pod) => {
    const index = indexOf(pod);
    const isNew = pod.status.phase === 'Succeeded' && index !== undefined && index < completions;
    return isNew && !hasIndex(before, index) ? [index] : [];
  });
}

function withDecision(status: JobStatus, end: JobEnd | undefined, now: number): JobStatus {
  if (end?.type !== 'FailureTarget' && end?.type !== 'SuccessCriteriaMet') return status;
  if (conditionOf(status.conditions, end.type) !== undefined) return status;
  return { ...status, conditions: withJobCondition(status.conditions, { ...end, status: 'True' }, now) };
}

/** The final condition that follows from a decision. */
function finalEnd(end: JobEnd | undefined): JobEnd | undefined {
  if (end?.type === 'FailureTarget') return { ...end, type: 'Failed' };
  return end?.type === 'SuccessCriteriaMet' ? { ...end, type: 'Complete' } : end;
}

function isCounted({ uncounted }: JobStatus): boolean {
  return uncounted.succeeded.length + uncounted.failed.length === 0;
}

/** Versions that decide first also wait for pods that are terminating. */
function isHeld(end: JobEnd | undefined): boolean {
  return end !== undefined && end.type !== 'Complete';
}

function withFinal(status: JobStatus, end: JobEnd, now: number): JobStatus {
  const conditions = withJobCondition(status.conditions, { ...end, status: 'True' }, now);
  return { ...status, conditions, ...(end.type === 'Complete' && { completionTime: wholeSeconds(now) }) };
}

function finishedEvent({ job }: Look, { type, reason, message }: JobEnd): Action {
  const isComplete = type === 'Complete';
  return {
    do: 'event',
    object: job,
    source: SOURCE,
    type: isComplete ? 'Normal' : 'Warning',
    reason: isComplete ? 'Completed' : reason,
    message: isComplete ? 'Job completed' : message,
    because: message || 'spec.completions',
  };
}
