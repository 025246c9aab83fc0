// Twins of ValidatePodTemplateSpec and ValidatePodTemplate: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { PodTemplate, PodTemplateSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateLabels } from '../meta/label-selector.js';
import { validateAnnotations, validateObjectMeta } from '../meta/object-meta.js';
import { validatePodAnnotations, validateProfilesAgree } from './pod-annotations.js';
import { validatePodSpec } from './pod-spec.js';

/** The template of the Pods that a workload makes. Its fields have their defaults, and none that a gate switches off. */
export function validatePodTemplateSpec(
  template: PodTemplateSpec,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { metadata, spec = {} } = template;
  // Upstream leaves `metadata` out.
  const annotationsPath = child(path, 'annotations');
  validateLabels(metadata?.labels, child(path, 'labels'), errors);
  validateAnnotations(metadata?.annotations, annotationsPath, errors);
  validatePodAnnotations(metadata?.annotations, spec, annotationsPath, context, errors);
  const specPath = child(path, 'spec');
  validatePodSpec(spec, undefined, specPath, context, errors);
  validateProfilesAgree(metadata, spec, specPath, errors);
  if ((spec.ephemeralContainers ?? []).length > 0) {
    errors.push(forbidden(child(specPath, 'ephemeralContainers'), 'ephemeral containers not allowed in pod template'));
  }
}

/** A PodTemplate, the kind. */
export function validatePodTemplate(template: PodTemplate, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(template.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validatePodTemplateSpec(template.template ?? {}, child(undefined, 'template'), context, errors);
}
