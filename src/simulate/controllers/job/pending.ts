/** Which indexes of an Indexed Job get a pod now. Follows kubernetes@v1.35.4 pkg/controller/job/indexed_job_utils.go. */

import type { Labels } from '../../objects/metadata.js';
import { isTerminating, type Pod } from '../../objects/pod.js';
import { finishedAt, remainingMs } from './backoff.js';
import { merged, withIndexes } from './intervals.js';
import type { Look } from './look.js';
import { matchFailurePolicy } from './policy.js';
import { countIn, FAILURES, failuresOf, IGNORED_FAILURES, indexOf, replacesOnlyFailed } from './tracked.js';

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
