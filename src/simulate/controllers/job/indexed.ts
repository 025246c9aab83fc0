/** Completion indexes of an Indexed Job. Follows kubernetes@v1.35.4 pkg/controller/job/indexed_job_utils.go. */

import type { KubernetesVersion } from '../../../kube/version.js';
import type { Job } from '../../objects/job.js';
import type { Labels } from '../../objects/metadata.js';
import { isActive, isTerminating, type Pod } from '../../objects/pod.js';
import { finishedAt, remainingMs } from './backoff.js';
import { hasIndex, type Intervals, merged, parseIntervals, total, withIndexes } from './intervals.js';
import { isPodFailed, isTracked, type Look, replacesOnlyFailed } from './look.js';
import { matchFailurePolicy } from './policy.js';

/** Annotation and label of the pods of an Indexed Job. */
export const INDEX_ANNOTATION = 'batch.kubernetes.io/job-completion-index';
const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
const IGNORED_FAILURES = 'batch.kubernetes.io/job-index-ignored-failure-count';

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

/** The completion index of a pod. */
export function indexOf(pod: Pod): number | undefined {
  const index = countIn(pod.metadata.annotations, INDEX_ANNOTATION);
  return index;
}

function countIn(annotations: Labels, name: string): number | undefined {
  if (!Object.hasOwn(annotations, name)) return undefined;
  const text = annotations[name] ?? '';
  return /^[0-9]{1,10}$/.test(text) ? Number(text) : undefined;
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

function failuresOf({ metadata }: Pod): number {
  return (countIn(metadata.annotations, FAILURES) ?? 0) + (countIn(metadata.annotations, IGNORED_FAILURES) ?? 0);
}

/** The first `count` indexes that neither run nor have ended (`firstPendingIndexes`). */
export function pendingIndexes(look: Look, count: number): number[] {
  const { job, indexes, active, pods, version } = look;
  const held = replacesOnlyFailed(job, version) ? [...active, ...pods.filter(isTerminating)] : active;
  const running = held.map(indexOf).filter((index) => index !== undefined);
  const taken = merged(withIndexes(indexes?.succeeded ?? [], running), indexes?.failed ?? []);
  const completions = job.spec.completions ?? 0;
  const pending: number[] = [];
  let candidate = 0;
  for (const { first, last } of [...taken, { first: completions, last: completions }]) {
    for (; candidate < Math.min(first, completions) && pending.length < count; candidate++) pending.push(candidate);
    candidate = Math.max(candidate, last + 1);
  }
  return pending;
}

/** Which of the indexes may have a new pod now; if none, in how many milliseconds the first may. */
export function indexesDue(
  look: Look,
  indexes: readonly number[],
  now: number,
): { readonly now: readonly number[]; readonly waitMs: number } {
  if (look.job.spec.backoffLimitPerIndex === undefined) return { now: indexes, waitMs: 0 };
  const waits = indexes.map((index) => ({ index, waitMs: indexWaitMs(look.indexes?.delayed.get(index), now) }));
  const due = waits.filter(({ waitMs }) => waitMs === 0).map(({ index }) => index);
  if (due.length > 0 || waits.length === 0) return { now: due, waitMs: 0 };
  return { now: [], waitMs: Math.min(...waits.map(({ waitMs }) => waitMs)) };
}

function indexWaitMs(pod: Pod | undefined, now: number): number {
  if (pod === undefined) return 0;
  return remainingMs({ failuresAfterLastSuccess: failuresOf(pod) + 1, lastFailureAt: finishedAt(pod) }, now);
}

/** The annotations that tell the pod of an index how often its index has failed. */
export function failureAnnotations(look: Look, index: number): Labels {
  const { job, indexes } = look;
  if (job.spec.backoffLimitPerIndex === undefined) return {};
  const replaced = indexes?.delayed.get(index);
  if (replaced === undefined) return { [FAILURES]: '0' };
  const { annotations } = replaced.metadata;
  const { isCounted } = matchFailurePolicy(job, replaced);
  const failures = (countIn(annotations, FAILURES) ?? 0) + (isCounted ? 1 : 0);
  const ignored = (countIn(annotations, IGNORED_FAILURES) ?? 0) + (isCounted ? 0 : 1);
  return { [FAILURES]: String(failures), ...(ignored > 0 && { [IGNORED_FAILURES]: String(ignored) }) };
}
