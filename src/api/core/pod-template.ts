// Twins of ValidatePodTemplateSpec and ValidatePodTemplate: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldError, type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child, type FieldPath, key } from '../../kube/field-path.js';
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

/** Labels of a template that its workload's selector does not match: says which, and points at the first. */
export function unmatchedLabels(
  wanted: { readonly [name: string]: string },
  labels: { readonly [name: string]: string } | undefined,
  path: FieldPath,
): FieldError {
  const found = new Map(Object.entries(labels ?? {}));
  const amiss = Object.entries(wanted).filter(([name, value]) => found.get(name) !== value);
  const [first] = amiss.filter(([name]) => found.has(name));
  const says = amiss.map(([name, value]) => {
    const other = found.get(name);
    return other === undefined ? `${name}=${value}` : `${name}=${value}, not ${name}=${other}`;
  });
  const detail = '`selector` does not match template `labels`';
  const error = invalid(path, undefined, says.length === 0 ? detail : `${detail}: it wants ${says.join(' and ')}`);
  return first === undefined ? error : { ...error, spot: { path: key(path, first[0]) } };
}
