// Twins of validateContainerRestartPolicy and validateInitContainerRestartPolicy:
// pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { forbidden, notSupported, required, tooLong, tooMany } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import type { Container, ContainerRestartRule } from '../../kube/types.generated.js';
import { isSince } from '../since.js';
import type { PodScope } from './pod-scope.js';

const RULES_MAX = 20;
const EXIT_CODES_MAX = 255;
const POLICIES = ['Always', 'Never', 'OnFailure'];

/** Which exits of a container restart it, where that is not the Pod's `restartPolicy`. */
export function validateContainerRestartPolicy(container: Container, path: FieldPath, scope: PodScope): void {
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  const policyPath = child(path, 'restartPolicy');
  if (restartPolicy === undefined) {
    if (rules.length === 0) return;
    scope.errors.push(required(policyPath, 'must specify restartPolicy when restart rules are used'));
  } else if (!POLICIES.includes(restartPolicy)) {
    scope.errors.push(notSupported(policyPath, restartPolicy, POLICIES));
  }
  const rulesPath = child(path, 'restartPolicyRules');
  if (rules.length > RULES_MAX) pushTooMany(rules, RULES_MAX, rulesPath, scope);
  for (const [at, rule] of rules.entries()) validateRule(rule, index(rulesPath, at), scope);
}

function validateRule(rule: ContainerRestartRule, path: FieldPath, scope: PodScope): void {
  const { action = '', exitCodes } = rule;
  const mayRestartAll = isGateOn('RestartAllContainersOnContainerExits', scope.context.version);
  const actions = mayRestartAll ? ['Restart', 'RestartAllContainers'] : ['Restart'];
  if (!actions.includes(action)) scope.errors.push(notSupported(child(path, 'action'), action, actions));
  const codesPath = child(path, 'exitCodes');
  if (exitCodes === undefined) {
    scope.errors.push(required(codesPath, 'must be specified'));
    return;
  }
  const { operator = '', values = [] } = exitCodes;
  if (operator !== 'In' && operator !== 'NotIn') {
    scope.errors.push(notSupported(child(codesPath, 'operator'), operator, ['In', 'NotIn']));
  }
  if (values.length > EXIT_CODES_MAX) pushTooMany(values, EXIT_CODES_MAX, child(codesPath, 'values'), scope);
}

function pushTooMany(items: readonly unknown[], max: number, path: FieldPath, scope: PodScope): void {
  const isCounted = isSince('restartRulesTooMany', scope.context.version);
  scope.errors.push(isCounted ? tooMany(path, items.length, max) : tooLong(path, items, max));
}

/** An init container's restart policy; `Always` makes it a sidecar. */
export function validateInitContainerRestartPolicy(container: Container, path: FieldPath, scope: PodScope): void {
  const { version } = scope.context;
  const { restartPolicy, restartPolicyRules: rules = [] } = container;
  if (!isGateOn('ContainerRestartRules', version)) {
    if (restartPolicy !== undefined && restartPolicy !== 'Always') {
      scope.errors.push(notSupported(child(path, 'restartPolicy'), restartPolicy, ['Always']));
    }
    return;
  }
  if (restartPolicy === 'Always' && !isGateOn('RestartAllContainersOnContainerExits', version)) {
    if (rules.length > 0) {
      const detail = 'restartPolicyRules are not allowed for init containers with restart policy Always';
      scope.errors.push(forbidden(child(path, 'restartPolicyRules'), detail));
    }
  } else if (restartPolicy === undefined) {
    if (rules.length > 0) {
      scope.errors.push(
        required(child(path, 'restartPolicy'), 'must specify restartPolicy when restart rules are used'),
      );
    }
  } else validateContainerRestartPolicy(container, path, scope);
}
