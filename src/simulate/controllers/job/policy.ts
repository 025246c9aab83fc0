/**
 * The policies of a Job. Follows kubernetes@v1.35.4 pkg/controller/job/pod_failure_policy.go and success_policy.go.
 *
 * Not modelled: conditions of a pod other than DisruptionTarget.
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
    const ended = matchExitCode(rule.onExitCodes, pod);
    if (ended === undefined) return undefined;
    return `Container ${ended.container} for pod ${namespace}/${name} failed with exit code ${ended.code}`;
  }
  const isDisrupted = (rule.onPodConditions ?? []).some(
    ({ type, status = 'True' }) => type === 'DisruptionTarget' && status === 'True' && pod.status.disruption !== '',
  );
  return isDisrupted ? `Pod ${namespace}/${name} has condition DisruptionTarget` : undefined;
}

/** The first container whose exit code matches, init containers last. Code 0 never does, and there is none while it runs. */
function matchExitCode(
  { containerName, operator, values = [] }: PodFailurePolicyOnExitCodesRequirement,
  { life, status }: Pod,
): { readonly container: string; readonly code: number } | undefined {
  const ended = status.containers.map(({ state, exitCode = 0 }, place) => ({
    container: life.containers[place]?.name ?? '',
    code: state === 'terminated' ? exitCode : 0,
  }));
  return [...ended.slice(life.inits), ...ended.slice(0, life.inits)].find(({ container, code }) => {
    if (code === 0 || (containerName !== undefined && containerName !== container)) return false;
    return operator === 'In' ? values.includes(code) : operator === 'NotIn' && !values.includes(code);
  });
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
