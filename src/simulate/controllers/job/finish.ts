/**
 * Why a Job ends. Follows the evaluation in `syncJob`, kubernetes@v1.35.4 pkg/controller/job/job_controller.go: what an
 * earlier look decided, then failures, then successes.
 */

import { isGateOn } from '../../../kube/gates.js';
import type { KubernetesVersion } from '../../../kube/version.js';
import { type Condition, conditionOf } from '../../objects/condition.js';
import type { Job, JobStatus } from '../../objects/job.js';
import { wholeSeconds } from '../../objects/metadata.js';
import { total } from './intervals.js';
import type { Look } from './look.js';
import { matchFailurePolicy, matchSuccessPolicy } from './policy.js';
import { isPodFailed } from './tracked.js';

/** The end of a Job: decided (SuccessCriteriaMet, FailureTarget), or final (Complete, Failed). */
export interface JobEnd {
  readonly type: 'SuccessCriteriaMet' | 'FailureTarget' | 'Complete' | 'Failed';
  readonly reason: string;
  readonly message: string;
}

/** The end that this look at the Job finds, before it creates or deletes pods. */
export function endOf(look: Look, status: JobStatus, now: number): JobEnd | undefined {
  return (
    decidedBefore(status) ??
    failJob(look) ??
    limitExceeded(look, status, now) ??
    failedIndexes(look) ??
    successByPolicy(look)
  );
}

function decidedBefore({ conditions }: JobStatus): JobEnd | undefined {
  const success = conditionOf(conditions, 'SuccessCriteriaMet');
  if (success?.status === 'True')
    return { type: 'SuccessCriteriaMet', reason: success.reason, message: success.message };
  const failure = conditionOf(conditions, 'FailureTarget');
  return failure?.status === 'True' ? { type: 'Failed', reason: failure.reason, message: failure.message } : undefined;
}

function failJob({ job, pods, version }: Look): JobEnd | undefined {
  if (job.spec.podFailurePolicy === undefined) return undefined;
  for (const pod of pods) {
    const message = isPodFailed(pod, job, version) ? matchFailurePolicy(job, pod).failJob : undefined;
    if (message !== undefined) return { type: 'FailureTarget', reason: 'PodFailurePolicy', message };
  }
  return undefined;
}

function limitExceeded(look: Look, status: JobStatus, now: number): JobEnd | undefined {
  const { job, failed, version } = look;
  if (failed > job.spec.backoffLimit || isPastRestarts(look))
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit', version);
  const deadline = deadlineAt(job, status);
  if (deadline !== undefined && now >= deadline)
    return failure('DeadlineExceeded', 'Job was active longer than specified deadline', version);
  return undefined;
}

/** With restartPolicy OnFailure containers restart in place: their restarts count (`pastBackoffLimitOnFailure`). */
function isPastRestarts({ job, pods }: Look): boolean {
  const { template, backoffLimit } = job.spec;
  if (template.spec?.restartPolicy !== 'OnFailure') return false;
  const alive = pods.filter(({ status }) => status.phase === 'Running' || status.phase === 'Pending');
  const restarts = alive
    .flatMap(({ status }) => status.containers)
    .reduce((sum, container) => sum + container.restarts, 0);
  return backoffLimit === 0 ? restarts > 0 : restarts >= backoffLimit;
}

/** When activeDeadlineSeconds is over, in virtual milliseconds. A suspended Job has no deadline. */
export function deadlineAt({ spec }: Job, { startTime }: JobStatus): number | undefined {
  if (spec.activeDeadlineSeconds === undefined || startTime === undefined || spec.suspend) return undefined;
  return startTime + spec.activeDeadlineSeconds * 1000;
}

function failedIndexes({ job, indexes, version }: Look): JobEnd | undefined {
  const failed = indexes?.failed;
  if (indexes === undefined || failed === undefined) return undefined;
  const { maxFailedIndexes, completions = 0 } = job.spec;
  const count = total(failed);
  if (maxFailedIndexes !== undefined && count > maxFailedIndexes) {
    const message = 'Job has exceeded the specified maximal number of failed indexes';
    return failure('MaxFailedIndexesExceeded', message, version);
  }
  const isOver = count > 0 && count + indexes.total >= completions;
  return isOver ? failure('FailedIndexes', 'Job has failed indexes', version) : undefined;
}

function successByPolicy({ job, indexes, version }: Look): JobEnd | undefined {
  if (indexes === undefined || !isGateOn('JobSuccessPolicy', version)) return undefined;
  const message = matchSuccessPolicy(job, indexes.succeeded);
  return message === undefined ? undefined : { type: 'SuccessCriteriaMet', reason: 'SuccessPolicy', message };
}

/** The end by completions, once enough pods have succeeded and none runs. */
export function completion({ job, succeeded, version }: Look, active: number): JobEnd | undefined {
  const { completions } = job.spec;
  const isEnough = completions === undefined ? succeeded > 0 : succeeded >= completions;
  if (!isEnough || active > 0) return undefined;
  const isExplained = isGateOn('JobSuccessPolicy', version);
  const reason = isExplained ? 'CompletionsReached' : '';
  const message = isExplained ? 'Reached expected number of succeeded pods' : '';
  return { type: isDelayed(version) ? 'SuccessCriteriaMet' : 'Complete', reason, message };
}

function failure(reason: string, message: string, version: KubernetesVersion): JobEnd {
  return { type: isDelayed(version) ? 'FailureTarget' : 'Failed', reason, message };
}

/** Is the final condition set only when no pod is left terminating? (`delayTerminalCondition`) */
export function isDelayed(version: KubernetesVersion): boolean {
  return isGateOn('JobManagedBy', version) || isGateOn('JobPodReplacementPolicy', version);
}

/** The conditions with this one, changed in place or added; one that is False is never added (`ensureJobConditionStatus`). */
export function withJobCondition(
  conditions: readonly Condition[],
  next: Pick<Condition, 'type' | 'status' | 'reason' | 'message'>,
  now: number,
): readonly Condition[] {
  const at = wholeSeconds(now);
  const condition: Condition = { ...next, lastUpdateTime: at, lastTransitionTime: at };
  const known = conditionOf(conditions, next.type);
  if (known === undefined) return next.status === 'False' ? conditions : [...conditions, condition];
  const isSaid = known.status === next.status && known.reason === next.reason && known.message === next.message;
  return isSaid ? conditions : conditions.map((own) => (own === known ? condition : own));
}
