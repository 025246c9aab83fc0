// Twin of ValidatePodCreate: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden } from '../../kube/field-error.js';
import { child, index } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { Container, Pod } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { validateImageSpace } from './container.js';
import { validatePodAnnotations, validateProfilesAgree } from './pod-annotations.js';
import { validatePodSpec } from './pod-spec.js';

const SPEC = child(undefined, 'spec');
const ANNOTATIONS = child(undefined, 'metadata', 'annotations');

/** A bare Pod on create. */
export function validatePod(pod: Pod, context: ApiContext, errors: FieldErrors): void {
  const spec = pod.spec ?? {};
  validatePodMetadataAndSpec(pod, context, errors);
  if ((spec.ephemeralContainers ?? []).length > 0) {
    errors.push(forbidden(child(SPEC, 'ephemeralContainers'), 'cannot be set on create'));
  }
  if ((spec.nodeName ?? '') !== '' && (spec.schedulingGates ?? []).length > 0) {
    errors.push(forbidden(child(SPEC, 'nodeName'), 'cannot be set until all schedulingGates have been cleared'));
  }
  validateProfilesAgree(pod.metadata ?? {}, spec, SPEC, errors);
}

/** What a bare Pod has to fulfil on create and on update. */
export function validatePodMetadataAndSpec(pod: Pod, context: ApiContext, errors: FieldErrors): void {
  const metadata = pod.metadata ?? {};
  const spec = pod.spec ?? {};
  validateObjectMeta(metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validatePodAnnotations(metadata.annotations, spec, ANNOTATIONS, context, errors);
  validatePodSpec(spec, metadata, SPEC, context, errors);
  if ((spec.serviceAccountName ?? '') === '') forbidTokens(pod, errors);
  validateImages(spec.containers, 'containers', errors);
  validateImages(spec.initContainers, 'initContainers', errors);
}

// Only a mirror Pod comes here without a service account: admission gives all others one.
function forbidTokens(pod: Pod, errors: FieldErrors): void {
  for (const [at, volume] of (pod.spec?.volumes ?? []).entries()) {
    for (const [sourceAt, source] of (volume.projected?.sources ?? []).entries()) {
      if (source.serviceAccountToken === undefined) continue;
      const sourcePath = index(child(index(child(SPEC, 'volumes'), at), 'projected', 'sources'), sourceAt);
      const detail = 'must not be specified when serviceAccountName is not set';
      errors.push(forbidden(child(sourcePath, 'serviceAccountToken'), detail));
    }
  }
}

function validateImages(containers: readonly Container[] | undefined, field: string, errors: FieldErrors): void {
  for (const [at, container] of (containers ?? []).entries()) {
    validateImageSpace(container.image, child(index(child(SPEC, field), at), 'image'), errors);
  }
}
