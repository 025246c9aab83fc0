/** What one look at a Job sees before it does anything: `syncJobCtx` in kubernetes@v1.35.4 pkg/controller/job/job_controller.go. */

import { isGateOn } from '../../../kube/gates.js';
import type { KubernetesVersion } from '../../../kube/version.js';
import { isIndexed, type Job } from '../../objects/job.js';
import { isActive, isTerminating, type Pod } from '../../objects/pod.js';
import { managed, type World } from '../../world.js';
import { type BackOff, newBackOff } from './backoff.js';
import { type IndexLook, indexOf, lookAtIndexes } from './indexed.js';
import { matchFailurePolicy } from './policy.js';

/** Keeps a pod until its Job has counted it. */
export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking';

/** A Job and its pods at one moment. */
export interface Look {
  readonly job: Job;
  readonly pods: readonly Pod[];
  readonly active: readonly Pod[];
  readonly ready: number;
  readonly terminating: number;
  readonly succeeded: number;
  readonly failed: number;
  readonly backOff: BackOff;
  /** Undefined for a Job that is not Indexed. */
  readonly indexes: IndexLook | undefined;
  readonly version: KubernetesVersion;
}

/** Looks at a Job. */
export function lookAt(job: Job, world: World): Look {
  const { version } = world.settings;
  const pods = [...managed(world, job.metadata.uid, 'Pod')];
  const active = pods.filter(isActive);
  const { uncounted, memory } = job.status;
  const isNew = (pod: Pod) => isTracked(pod) && hasValidIndex(pod, job);
  const newSucceeded = pods.filter(
    (pod) => isNew(pod) && !uncounted.succeeded.includes(pod.metadata.uid) && pod.status.phase === 'Succeeded',
  );
  const newFailed = pods.filter(
    (pod) => isNew(pod) && !uncounted.failed.includes(pod.metadata.uid) && isPodFailed(pod, job, version),
  );
  const counted = newFailed.filter((pod) => matchFailurePolicy(job, pod).isCounted);
  const indexes = isIndexed(job) ? lookAtIndexes(job, pods, version) : undefined;
  return {
    job,
    pods,
    active,
    ready: active.filter((pod) => pod.status.ready).length,
    terminating: pods.filter(isTerminating).length,
    succeeded: indexes?.total ?? job.status.succeeded + newSucceeded.length + uncounted.succeeded.length,
    failed: job.status.failed + counted.length + uncounted.failed.length,
    backOff: newBackOff(memory, newSucceeded, newFailed),
    indexes,
    version,
  };
}

/** Has the Job not counted the pod yet? */
export function isTracked(pod: Pod): boolean {
  return pod.metadata.finalizers.includes(TRACKING_FINALIZER);
}

/** Any pod of a Job that is not Indexed; otherwise one with an index below `spec.completions`. */
export function hasValidIndex(pod: Pod, job: Job): boolean {
  if (!isIndexed(job)) return true;
  const index = indexOf(pod);
  return index !== undefined && index < (job.spec.completions ?? 0);
}

/** Is a pod replaced only once it has failed, or already when it is being deleted? (`onlyReplaceFailedPods`) */
export function replacesOnlyFailed(job: Job, version: KubernetesVersion): boolean {
  const { podReplacementPolicy, podFailurePolicy } = job.spec;
  const isAsked = podReplacementPolicy === 'Failed' && isGateOn('JobPodReplacementPolicy', version);
  return isAsked || podFailurePolicy !== undefined;
}

/** Does the Job count the pod as failed? */
export function isPodFailed(pod: Pod, job: Job, version: KubernetesVersion): boolean {
  if (pod.status.phase === 'Failed') return true;
  if (replacesOnlyFailed(job, version)) return false;
  return pod.metadata.deletionTimestamp !== undefined && pod.status.phase !== 'Succeeded';
}
