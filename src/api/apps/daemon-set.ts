// Twin of ValidateDaemonSet: pkg/apis/apps/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type {
  DaemonSet,
  DaemonSetSpec,
  DaemonSetUpdateStrategy,
  RollingUpdateDaemonSet,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validatePodTemplateSpec } from '../core/pod-template.js';
import { validateNonnegative } from '../meta/fields.js';
import { isUsableSelector, validateLabelSelector } from '../meta/label-selector.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { intOrPercentNumber, validateAtMost100Percent, validateIntOrPercent } from './int-or-percent.js';
import { validateAlwaysRestarts, validateTemplateLabels } from './replica-set.js';
import { isEmptySelector } from './selector.js';

const SPEC = child(undefined, 'spec');

/** A DaemonSet on create. */
export function validateDaemonSet(daemonSet: DaemonSet, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(daemonSet.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validateDaemonSetSpec(daemonSet.spec ?? {}, SPEC, context, errors);
}

/** The spec of a DaemonSet, on create and on update. */
export function validateDaemonSetSpec(
  spec: DaemonSetSpec,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const template = spec.template ?? {};
  const templatePath = child(path, 'template');
  validateSelector(spec, path, errors);
  validatePodTemplateSpec(template, templatePath, context, errors);
  validateAlwaysRestarts(template, 'DaemonSet', child(templatePath, 'spec'), errors);
  validateNonnegative(spec.minReadySeconds, child(path, 'minReadySeconds'), errors);
  validateUpdateStrategy(spec.updateStrategy ?? {}, child(path, 'updateStrategy'), errors);
  validateNonnegative(spec.revisionHistoryLimit, child(path, 'revisionHistoryLimit'), errors);
}

// Unlike a Deployment's, an absent selector is no error by itself: it does not match the template.
function validateSelector(spec: DaemonSetSpec, path: FieldPath, errors: FieldErrors): void {
  const { selector } = spec;
  if (selector !== undefined) validateLabelSelector(selector, child(path, 'selector'), errors);
  if (selector === undefined || isUsableSelector(selector)) {
    validateTemplateLabels(spec.template ?? {}, selector, child(path, 'template', 'metadata', 'labels'), errors);
  }
  if (selector !== undefined && isEmptySelector(selector)) {
    errors.push(invalid(child(path, 'selector'), selector, 'empty selector is invalid for daemonset'));
  }
}

function validateUpdateStrategy(strategy: DaemonSetUpdateStrategy, path: FieldPath, errors: FieldErrors): void {
  switch (strategy.type) {
    case 'OnDelete':
      return;
    case 'RollingUpdate':
      if (strategy.rollingUpdate === undefined) errors.push(required(child(path, 'rollingUpdate')));
      else validateRollingUpdate(strategy.rollingUpdate, child(path, 'rollingUpdate'), errors);
      return;
    default:
      errors.push(notSupported(path, strategy.type ?? '', ['RollingUpdate', 'OnDelete']));
  }
}

function validateRollingUpdate(rollingUpdate: RollingUpdateDaemonSet, path: FieldPath, errors: FieldErrors): void {
  const maxUnavailable = rollingUpdate.maxUnavailable ?? 0;
  const maxSurge = rollingUpdate.maxSurge ?? 0;
  const maxSurgePath = child(path, 'maxSurge');
  const maxUnavailablePath = child(path, 'maxUnavailable');
  validateIntOrPercent(maxUnavailable, maxUnavailablePath, errors);
  validateIntOrPercent(maxSurge, maxSurgePath, errors);
  validateAtMost100Percent(maxUnavailable, maxUnavailablePath, errors);
  validateAtMost100Percent(maxSurge, maxSurgePath, errors);

  const hasUnavailable = intOrPercentNumber(maxUnavailable) !== 0;
  const hasSurge = intOrPercentNumber(maxSurge) !== 0;
  if (hasUnavailable && hasSurge) {
    errors.push(invalid(maxSurgePath, maxSurge, 'may not be set when maxUnavailable is non-zero'));
  } else if (!hasUnavailable && !hasSurge) {
    errors.push(required(maxUnavailablePath, 'cannot be 0 when maxSurge is 0'));
  }
}
