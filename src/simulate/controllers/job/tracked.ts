/** What one pod means to its Job: whether it is counted, as what, and for which index. */

import { isGateOn } from '../../../kube/gates.js';
import type { KubernetesVersion } from '../../../kube/version.js';
import { isIndexed, type Job } from '../../objects/job.js';
import type { Labels } from '../../objects/metadata.js';
import type { Pod } from '../../objects/pod.js';

/** Keeps a pod until its Job has counted it. */
export const TRACKING_FINALIZER = 'batch.kubernetes.io/job-tracking';

/** Annotation and label of the pods of an Indexed Job. */
export const INDEX_ANNOTATION = 'batch.kubernetes.io/job-completion-index';
/** The annotation that hands on how often an index has failed. */
export const FAILURES = 'batch.kubernetes.io/job-index-failure-count';
/** The same for failures that a policy ignores. */
export const IGNORED_FAILURES = 'batch.kubernetes.io/job-index-ignored-failure-count';

/** The completion index of a pod. */
export function indexOf(pod: Pod): number | undefined {
  return countIn(pod.metadata.annotations, INDEX_ANNOTATION);
}

/** A number in an annotation. */
export function countIn(annotations: Labels, name: string): number | undefined {
  if (!Object.hasOwn(annotations, name)) return undefined;
  const text = annotations[name] ?? '';
  return /^[0-9]{1,10}$/.test(text) ? Number(text) : undefined;
}

/** How often the pod's index has failed, ignored failures included. */
export function failuresOf({ metadata }: Pod): number {
  return (countIn(metadata.annotations, FAILURES) ?? 0) + (countIn(metadata.annotations, IGNORED_FAILURES) ?? 0);
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
