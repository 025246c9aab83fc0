/** How a Job makes and deletes pods. Follows kubernetes@v1.35.4 pkg/controller/job/job_controller.go and pkg/controller/controller_utils.go. */

import type { PodTemplateSpec } from '../../../kube/types.generated.js';
import type { Steps } from '../../action.js';
import type { Job } from '../../objects/job.js';
import type { Labels } from '../../objects/metadata.js';
import { isActive, type Pod } from '../../objects/pod.js';
import { current, type World } from '../../world.js';
import { podFromTemplate } from '../pod-from-template.js';
import type { Look } from './look.js';
import { failureAnnotations } from './pending.js';
import { INDEX_ANNOTATION, TRACKING_FINALIZER } from './tracked.js';

/** Who says a Job's events. */
export const SOURCE = 'job-controller';

/** The template with what the API server and the controller add; the labels are one object for all pods. */
export function jobTemplate({ spec, metadata }: Job): PodTemplateSpec {
  const { template } = spec;
  const labels = spec.manualSelector
    ? template.metadata?.labels
    : { ...template.metadata?.labels, ...ownLabels(metadata) };
  const finalizers = [...(template.metadata?.finalizers ?? [])];
  if (!finalizers.includes(TRACKING_FINALIZER)) finalizers.push(TRACKING_FINALIZER);
  return { ...template, metadata: { ...template.metadata, labels, finalizers } };
}

function ownLabels({ name, uid }: Job['metadata']): Labels {
  return {
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'controller-uid': uid,
    'job-name': name,
  };
}

/** Creates one pod; gives the refusal. */
export function* createPod(
  look: Look,
  template: PodTemplateSpec,
  index: number | undefined,
): Steps<string | undefined> {
  const { job } = look;
  const plain = podFromTemplate(index === undefined ? template : indexedTemplate(look, template, index), job);
  const prefix = index === undefined ? job.metadata.name : `${job.metadata.name}-${index}`;
  const object = { ...plain, metadata: { ...plain.metadata, generateName: `${prefix}-` } };
  const because = whyCreated(job, index);
  // A pod with another name, of the same kind.
  const outcome = yield { do: 'create', object: object as typeof plain, because };
  if (outcome.kind === 'refused') {
    const message = `Error creating: ${outcome.message}`;
    yield { do: 'event', object: job, source: SOURCE, type: 'Warning', reason: 'FailedCreate', message, because };
    return outcome.message;
  }
  const message = `Created pod: ${outcome.object?.metadata.name ?? ''}`;
  yield { do: 'event', object: job, source: SOURCE, type: 'Normal', reason: 'SuccessfulCreate', message, because };
  return undefined;
}

function indexedTemplate(look: Look, template: PodTemplateSpec, index: number): PodTemplateSpec {
  const own = { [INDEX_ANNOTATION]: String(index) };
  const { metadata } = template;
  const annotations = { ...metadata?.annotations, ...own, ...failureAnnotations(look, index) };
  return { ...template, metadata: { ...metadata, labels: { ...metadata?.labels, ...own }, annotations } };
}

function whyCreated({ spec }: Job, index: number | undefined): string {
  const completions =
    spec.completions === undefined ? 'no completions: a work queue' : `completions: ${spec.completions}`;
  return `spec.parallelism: ${spec.parallelism}, ${completions}${index === undefined ? '' : `, index ${index}`}`;
}

/** Deletes pods; they are counted as failed as long as they keep the tracking finalizer. */
export function* deletePods(
  job: Job,
  pods: readonly Pod[],
  how: { readonly isCounted: boolean; readonly because: string; readonly world: World },
): Steps {
  const { isCounted, because, world } = how;
  for (const pod of pods) {
    if (!isCounted) yield* untrack(pod, world, because);
    const object = current(world, pod);
    if (object === undefined || !isActive(object)) continue;
    yield { do: 'delete', object, because };
    const message = `Deleted pod: ${pod.metadata.name}`;
    yield { do: 'event', object: job, source: SOURCE, type: 'Normal', reason: 'SuccessfulDelete', message, because };
  }
}

/** Takes the tracking finalizer off a pod. */
export function* untrack(pod: Pod, world: World, because: string): Steps {
  const stored = current(world, pod);
  if (stored === undefined) return;
  const finalizers = stored.metadata.finalizers.filter((name) => name !== TRACKING_FINALIZER);
  if (finalizers.length === stored.metadata.finalizers.length) return;
  yield { do: 'update', object: { ...stored, metadata: { ...stored.metadata, finalizers } }, because };
}
