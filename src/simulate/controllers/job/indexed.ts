/** Completion indexes of an Indexed Job. Follows kubernetes@v1.35.4 pkg/controller/job/indexed_job_utils.go. */

import type { KubernetesVersion } from '../../../kube/version.js';
import type { Job } from '../../objects/job.js';
import { isActive, type Pod } from '../../objects/pod.js';
import { finishedAt } from './backoff.js';
import { hasIndex, type Intervals, parseIntervals, total, withIndexes } from './intervals.js';
import { matchFailurePolicy } from './policy.js';
import { countIn, FAILURES, failuresOf, indexOf, isPodFailed, isTracked } from './tracked.js';

/** What the indexes of a Job come to. */
export interface IndexLook {
  /** `status.completedIndexes` as it was. */
  readonly before: Intervals;
  readonly succeeded: Intervals;
  /** How many have succeeded. */
  readonly total: number;
  /** With backoffLimitPerIndex only. */
  readonly failed: Intervals | undefined;
  /** The failed pod that waits for its replacement, by index: it hands on the number of failures. */
  readonly delayed: ReadonlyMap<number, Pod>;
}

/** Looks at the indexes. */
export function lookAtIndexes(job: Job, pods: readonly Pod[], version: KubernetesVersion): IndexLook {
  const completions = job.spec.completions ?? 0;
  const before = parseIntervals(job.status.completedIndexes, completions);
  const tracked = pods.flatMap((pod) => {
    const index = indexOf(pod);
    return index !== undefined && index < completions && isTracked(pod) ? [{ pod, index }] : [];
  });
  const newlySucceeded = tracked.filter(({ pod }) => pod.status.phase === 'Succeeded').map(({ index }) => index);
  const succeeded = withIndexes(before, newlySucceeded);
  const look = { before, succeeded, total: total(succeeded) };
  if (job.spec.backoffLimitPerIndex === undefined) return { ...look, failed: undefined, delayed: new Map() };
  const newlyFailed = tracked.filter(({ pod }) => isIndexFailed(job, pod, version)).map(({ index }) => index);
  const failed = withIndexes(parseIntervals(job.status.failedIndexes ?? '', completions), newlyFailed);
  const active = new Set(pods.filter(isActive).map(indexOf));
  const delayed = new Map<number, Pod>();
  for (const { pod, index } of tracked) {
    const isOver = hasIndex(succeeded, index) || hasIndex(failed, index) || active.has(index);
    if (isOver || !isPodFailed(pod, job, version)) continue;
    const other = delayed.get(index);
    const isLater =
      other === undefined || (failuresOf(other) <= failuresOf(pod) && finishedAt(pod) >= finishedAt(other));
    if (isLater) delayed.set(index, pod);
  }
  return { ...look, failed, delayed };
}

function isIndexFailed(job: Job, pod: Pod, version: KubernetesVersion): boolean {
  if (!isPodFailed(pod, job, version)) return false;
  const { failsIndex, isCounted } = matchFailurePolicy(job, pod);
  if (failsIndex) return true;
  return isCounted && (countIn(pod.metadata.annotations, FAILURES) ?? 0) >= (job.spec.backoffLimitPerIndex ?? 0);
}
