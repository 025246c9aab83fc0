/**
 * The policies of a Job. Follows kubernetes@v1.35.4 pkg/controller/job/pod_failure_policy.go and success_policy.go.
 *
 * Not modelled: conditions of a pod other than DisruptionTarget; containers of a pod that end with different codes.
 */

import type { PodFailurePolicyOnExitCodesRequirement, PodFailurePolicyRule } from '../../../kube/types.generated.js';
import type { Job } from '../../objects/job.js';
import type { Pod } from '../../objects/pod.js';
import { formatIntervals, type Intervals, overlap, parseIntervals, total } from './intervals.js';

/** What a failed pod means to its Job. */
export interface FailureMatch {
  /** Why the Job fails because of it. */
  readonly failJob: string | undefined;
  readonly isCounted: boolean;
  readonly failsIndex: boolean;
}

/** The first rule that the failed pod matches decides; no rule counts it. */
export function matchFailurePolicy(job: Job, pod: Pod): FailureMatch {
  const counted: FailureMatch = { failJob: undefined, isCounted: true, failsIndex: false };
  for (const [place, rule] of (job.spec.podFailurePolicy?.rules ?? []).entries()) {
    const why = matchRule(rule, pod);
    if (why === undefined) continue;
    if (rule.action === 'Ignore') return { ...counted, isCounted: false };
    if (rule.action === 'FailIndex') return { ...counted, failsIndex: true };
    if (rule.action === 'Count') return counted;
    if (rule.action === 'FailJob') return { ...counted, failJob: `${why} matching FailJob rule at index ${place}` };
  }
  return counted;
}

function matchRule(rule: PodFailurePolicyRule, pod: Pod): string | undefined {
  const { namespace, name } = pod.metadata;
  if (rule.onExitCodes !== undefined) {
    const container = matchExitCode(rule.onExitCodes, pod);
    if (container === undefined) return undefined;
    return `Container ${container} for pod ${namespace}/${name} failed with exit code ${pod.status.exitCode ?? 0}`;
  }
  const isDisrupted = (rule.onPodConditions ?? []).some(
    ({ type, status = 'True' }) => type === 'DisruptionTarget' && status === 'True' && pod.status.disruption !== '',
  );
  return isDisrupted ? `Pod ${namespace}/${name} has condition DisruptionTarget` : undefined;
}

/** The container whose exit code matches. Code 0 never does, and there is none while the pod runs. */
function matchExitCode(
  { containerName, operator, values = [] }: PodFailurePolicyOnExitCodesRequirement,
  pod: Pod,
): string | undefined {
  const { exitCode } = pod.status;
  if (exitCode === undefined || exitCode === 0) return undefined;
  const isMatch = operator === 'In' ? values.includes(exitCode) : operator === 'NotIn' && !values.includes(exitCode);
  if (!isMatch) return undefined;
  const names = (pod.spec.containers ?? []).map(({ name = '' }) => name);
  return names.find((name) => containerName === undefined || containerName === name);
}

/** Why the indexes that have succeeded are enough by `spec.successPolicy`. */
export function matchSuccessPolicy(job: Job, succeeded: Intervals): string | undefined {
  if (succeeded.length === 0) return undefined;
  for (const [place, { succeededIndexes, succeededCount }] of (job.spec.successPolicy?.rules ?? []).entries()) {
    const why = `Matched rules at index ${place}`;
    if (succeededIndexes === undefined) {
      if (succeededCount !== undefined && total(succeeded) >= succeededCount) return why;
      continue;
    }
    const required = parseIntervals(succeededIndexes, job.spec.completions ?? 0);
    if (formatIntervals(required) === '') continue;
    const count = overlap(required, succeeded);
    if (count === total(required) || (succeededCount !== undefined && count >= succeededCount)) return why;
  }
  return undefined;
}
