// Twin of ValidateReplicationController: pkg/apis/core/validation/validation.go and pkg/apis/core/v1/defaults.go,
// Kubernetes v1.35.4.
import { type FieldErrors, forbidden, notSupported, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import { matchesMap } from '../../kube/selector.js';
import type { ReplicationController, ReplicationControllerSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateNonnegative } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { withPodTemplateDefaults } from './defaults.js';
import { unmatchedLabels, validatePodTemplateSpec } from './pod-template.js';
import { validateReadOnlyDisks } from './volumes.js';

const SPEC = child(undefined, 'spec');
const TEMPLATE = child(SPEC, 'template');

/** A ReplicationController with its defaults: its template's labels are its selector and its own labels. */
export function withReplicationControllerDefaults(
  controller: ReplicationController,
  context: ApiContext,
): ReplicationController {
  const { metadata = {}, spec = {} } = controller;
  const { template, selector } = spec;
  const labels = template?.metadata?.labels;
  const isEmpty = (map: object | undefined): boolean => Object.keys(map ?? {}).length === 0;
  const filled: ReplicationControllerSpec = {
    ...spec,
    replicas: spec.replicas ?? 1,
    ...(labels !== undefined && isEmpty(selector) ? { selector: labels } : {}),
    ...(template === undefined ? {} : { template: withPodTemplateDefaults(template, context) }),
  };
  const takesLabels = labels !== undefined && isEmpty(metadata.labels);
  return { ...controller, metadata: takesLabels ? { ...metadata, labels } : metadata, spec: filled };
}

/** A ReplicationController on create. */
export function validateReplicationController(
  controller: ReplicationController,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { minReadySeconds, replicas, selector = {}, template } = controller.spec ?? {};
  const rules = { namespaced: true, name: isDns1123Subdomain };
  const anyPrefix = isSince('madeNameAlone', context.version);
  validateObjectMeta(controller.metadata, anyPrefix ? { ...rules, generateName: 'any' } : rules, errors);
  validateNonnegative(minReadySeconds, child(SPEC, 'minReadySeconds'), errors);
  const isEmpty = Object.keys(selector).length === 0;
  if (isEmpty) errors.push(required(child(SPEC, 'selector')));
  validateNonnegative(replicas, child(SPEC, 'replicas'), errors);
  if (template === undefined) {
    errors.push(required(TEMPLATE));
    return;
  }
  const labels = template.metadata?.labels;
  if (!isEmpty && !matchesMap(selector, labels)) {
    const labelsPath = child(TEMPLATE, 'metadata', 'labels');
    errors.push(unmatchedLabels(selector, labels, labelsPath));
  }
  validatePodTemplateSpec(template, TEMPLATE, context, errors);
  if ((replicas ?? 0) > 1)
    validateReadOnlyDisks(template.spec?.volumes ?? [], child(TEMPLATE, 'spec', 'volumes'), context, errors);
  const { restartPolicy = '', activeDeadlineSeconds } = template.spec ?? {};
  const specPath = child(TEMPLATE, 'spec');
  if (restartPolicy !== 'Always') {
    errors.push(notSupported(child(specPath, 'restartPolicy'), restartPolicy, ['Always']));
  }
  if (activeDeadlineSeconds !== undefined) {
    const detail = 'activeDeadlineSeconds in ReplicationController is not Supported';
    errors.push(forbidden(child(specPath, 'activeDeadlineSeconds'), detail));
  }
}
