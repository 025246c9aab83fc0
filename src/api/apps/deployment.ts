// Twin of ValidateDeployment: pkg/apis/apps/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type {
  Deployment,
  DeploymentSpec,
  DeploymentStrategy,
  RollingUpdateDeployment,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateNonnegative } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { intOrPercentNumber, validateAtMost100Percent, validateIntOrPercent } from './int-or-percent.js';
import { validateReplicaSetTemplate } from './replica-set.js';
import { validateRequiredSelector } from './selector.js';

const SPEC = child(undefined, 'spec');

/** A Deployment on create. */
export function validateDeployment(deployment: Deployment, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(deployment.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validateDeploymentSpec(deployment.spec ?? {}, SPEC, context, errors);
}

/** The spec of a Deployment, on create and on update. */
export function validateDeploymentSpec(
  spec: DeploymentSpec,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateNonnegative(spec.replicas, child(path, 'replicas'), errors);
  const selector = validateRequiredSelector(spec.selector, 'deployment', child(path, 'selector'), errors);
  if (selector === 'usable') {
    validateReplicaSetTemplate(spec.template ?? {}, spec.selector, child(path, 'template'), context, errors);
  } else {
    errors.push(invalid(child(path, 'selector'), spec.selector, 'invalid label selector'));
  }
  validateStrategy(spec.strategy ?? {}, child(path, 'strategy'), errors);
  validateNonnegative(spec.minReadySeconds, child(path, 'minReadySeconds'), errors);
  validateNonnegative(spec.revisionHistoryLimit, child(path, 'revisionHistoryLimit'), errors);
  validateProgressDeadline(spec, child(path, 'progressDeadlineSeconds'), errors);
}

function validateProgressDeadline(spec: DeploymentSpec, path: FieldPath, errors: FieldErrors): void {
  const deadline = spec.progressDeadlineSeconds;
  if (deadline === undefined) return;
  validateNonnegative(deadline, path, errors);
  const minReadySeconds = spec.minReadySeconds ?? 0;
  if (deadline <= minReadySeconds) {
    errors.push(invalid(path, deadline, `must be greater than minReadySeconds (${minReadySeconds})`));
  }
}

function validateStrategy(strategy: DeploymentStrategy, path: FieldPath, errors: FieldErrors): void {
  const rollingUpdate = child(path, 'rollingUpdate');
  switch (strategy.type) {
    case 'Recreate':
      if (strategy.rollingUpdate !== undefined) {
        errors.push(forbidden(rollingUpdate, "may not be specified when strategy `type` is 'Recreate'"));
      }
      return;
    case 'RollingUpdate':
      if (strategy.rollingUpdate === undefined) errors.push(required(rollingUpdate));
      else validateRollingUpdate(strategy.rollingUpdate, rollingUpdate, errors);
      return;
    default:
      errors.push(notSupported(path, strategy.type ?? '', ['Recreate', 'RollingUpdate']));
  }
}

function validateRollingUpdate(rollingUpdate: RollingUpdateDeployment, path: FieldPath, errors: FieldErrors): void {
  const maxUnavailable = rollingUpdate.maxUnavailable ?? 0;
  const maxSurge = rollingUpdate.maxSurge ?? 0;
  const maxUnavailablePath = child(path, 'maxUnavailable');
  validateIntOrPercent(maxUnavailable, maxUnavailablePath, errors);
  validateIntOrPercent(maxSurge, child(path, 'maxSurge'), errors);
  if (intOrPercentNumber(maxUnavailable) === 0 && intOrPercentNumber(maxSurge) === 0) {
    errors.push(invalid(maxUnavailablePath, maxUnavailable, 'may not be 0 when `maxSurge` is 0'));
  }
  validateAtMost100Percent(maxUnavailable, maxUnavailablePath, errors);
}
