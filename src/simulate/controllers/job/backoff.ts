/**
 * How long a Job waits before it replaces failed pods: 10 s after the first failure ended, doubled at each further one up
 * to 10 min, forgotten at a success. Follows kubernetes@v1.35.4 pkg/controller/job/backoff_utils.go.
 */

import type { JobMemory } from '../../objects/job.js';
import { wholeSeconds } from '../../objects/metadata.js';
import { isTerminal, type Pod } from '../../objects/pod.js';

const FIRST_MS = 10_000;
const MAX_MS = 600_000;

/** Failures since the last success, and when the last one ended. */
export type BackOff = Pick<JobMemory, 'failuresAfterLastSuccess' | 'lastFailureAt'>;

/** When a pod ended, in the API's whole seconds: its containers, or its deletion if they still run (`getFinishedTime`). */
export function finishedAt(pod: Pod): number {
  const { since, ready, readySince, disruption } = pod.status;
  // Of a pod whose node is gone nobody says that its containers have ended.
  const isCollected = disruption === 'DeletionByPodGC';
  if (isTerminal(pod) && !isCollected) return wholeSeconds(since);
  if (!ready && readySince > 0 && !isCollected) return wholeSeconds(readySince);
  return wholeSeconds(pod.metadata.deletionTimestamp ?? pod.metadata.creationTimestamp);
}

/** The record after these pods have ended. */
export function newBackOff(before: BackOff, succeeded: readonly Pod[], failed: readonly Pod[]): BackOff {
  const failures = failed.map(finishedAt);
  if (succeeded.length === 0) {
    if (failed.length === 0) return before;
    return {
      failuresAfterLastSuccess: before.failuresAfterLastSuccess + failed.length,
      lastFailureAt: Math.max(...failures),
    };
  }
  const lastSuccess = Math.max(...succeeded.map(finishedAt));
  const later = failures.filter((at) => at > lastSuccess);
  return { failuresAfterLastSuccess: later.length, lastFailureAt: later.length === 0 ? undefined : Math.max(...later) };
}

/** Milliseconds until a replacement may be made. */
export function remainingMs({ failuresAfterLastSuccess, lastFailureAt }: BackOff, now: number): number {
  if (failuresAfterLastSuccess === 0 || lastFailureAt === undefined) return 0;
  const delay = Math.min(FIRST_MS * 2 ** Math.min(failuresAfterLastSuccess - 1, 30), MAX_MS);
  return Math.max(0, delay - (now - lastFailureAt));
}
