// Twin of ValidateReplicaSet: pkg/apis/apps/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import { matchesSelector } from '../../kube/selector.js';
import type { LabelSelector, PodTemplateSpec, ReplicaSet, ReplicaSetSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { unmatchedLabels, validatePodTemplateSpec } from '../core/pod-template.js';
import { validateNonnegative } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isEmptySelector, validateRequiredSelector } from './selector.js';

const SPEC = child(undefined, 'spec');

/** A ReplicaSet on create. */
export function validateReplicaSet(replicaSet: ReplicaSet, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(replicaSet.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validateReplicaSetSpec(replicaSet.spec ?? {}, SPEC, context, errors);
}

/** The spec of a ReplicaSet, on create and on update. */
export function validateReplicaSetSpec(
  spec: ReplicaSetSpec,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateNonnegative(spec.replicas, child(path, 'replicas'), errors);
  validateNonnegative(spec.minReadySeconds, child(path, 'minReadySeconds'), errors);
  const selector = validateRequiredSelector(spec.selector, 'ReplicaSet', child(path, 'selector'), errors);
  if (selector === 'usable') {
    validateReplicaSetTemplate(spec.template ?? {}, spec.selector, child(path, 'template'), context, errors);
  } else {
    errors.push(invalid(child(path, 'selector'), spec.selector, 'invalid label selector'));
  }
}

/** The Pod template of a ReplicaSet or Deployment: its labels match the selector, its Pods always restart. */
export function validateReplicaSetTemplate(
  template: PodTemplateSpec,
  selector: LabelSelector | undefined,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateTemplateLabels(template, selector, child(path, 'metadata', 'labels'), errors);
  validatePodTemplateSpec(template, path, context, errors);
  validateAlwaysRestarts(template, 'ReplicaSet', child(path, 'spec'), errors);
}

/** The template's labels match the selector; an absent selector matches nothing, an empty one everything. */
export function validateTemplateLabels(
  template: PodTemplateSpec,
  selector: LabelSelector | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const labels = template.metadata?.labels ?? {};
  const matches = selector !== undefined && (isEmptySelector(selector) || matchesSelector(selector, labels));
  // Upstream's selector for an absent one, labels.Nothing(), says that it is not empty.
  if (!matches) errors.push(unmatchedLabels(selector?.matchLabels ?? {}, template.metadata?.labels, path));
}

/** Pods of an endless workload always restart and have no deadline. */
export function validateAlwaysRestarts(
  template: PodTemplateSpec,
  owner: string,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const restartPolicy = template.spec?.restartPolicy ?? '';
  if (restartPolicy !== 'Always') {
    errors.push(notSupported(child(path, 'restartPolicy'), restartPolicy, ['Always']));
  }
  if (template.spec?.activeDeadlineSeconds !== undefined) {
    errors.push(forbidden(child(path, 'activeDeadlineSeconds'), `activeDeadlineSeconds in ${owner} is not supported`));
  }
}
