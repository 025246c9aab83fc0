/** What one look at a Job sees before it does anything: `syncJobCtx` in kubernetes@v1.35.4 pkg/controller/job/job_controller.go. */

import type { KubernetesVersion } from '../../../kube/version.js';
import { isIndexed, type Job } from '../../objects/job.js';
import { isActive, isTerminating, type Pod } from '../../objects/pod.js';
import { managed, type World } from '../../world.js';
import { type BackOff, newBackOff } from './backoff.js';
import { type IndexLook, lookAtIndexes } from './indexed.js';
import { matchFailurePolicy } from './policy.js';
import { hasValidIndex, isPodFailed, isTracked } from './tracked.js';

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
  const pods = managed(world, job.metadata.uid, 'Pod');
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
