// Twin of validatePodFailurePolicy: pkg/apis/batch/validation/validation.go, Kubernetes v1.35.4.
import { duplicate, type FieldErrors, invalid, notSupported, required, tooMany } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isQualifiedName } from '../../kube/names.js';
import type {
  JobSpec,
  PodFailurePolicy,
  PodFailurePolicyOnExitCodesRequirement,
  PodFailurePolicyOnPodConditionsPattern,
  PodFailurePolicyRule,
} from '../../kube/types.generated.js';

const MAX_RULES = 20;
const MAX_EXIT_CODES = 255;
const MAX_PATTERNS = 20;
const ACTIONS = ['Count', 'FailIndex', 'FailJob', 'Ignore'];
const OPERATORS = ['In', 'NotIn'];
const STATUSES = ['False', 'True', 'Unknown'];

/** What a Job does about failed Pods: at most 20 rules, each by exit code or by Pod condition. */
export function validatePodFailurePolicy(
  policy: PodFailurePolicy,
  spec: JobSpec,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const rules = policy.rules ?? [];
  const rulesPath = child(path, 'rules');
  if (rules.length > MAX_RULES) errors.push(tooMany(rulesPath, rules.length, MAX_RULES));
  const { containers = [], initContainers = [] } = spec.template?.spec ?? {};
  const names = new Set([...containers, ...initContainers].map((container) => container.name ?? ''));
  for (const [at, rule] of rules.entries()) {
    validateAction(rule, spec, child(index(rulesPath, at), 'action'), errors);
    validateRule(rule, names, index(rulesPath, at), errors);
  }
}

function validateAction(rule: PodFailurePolicyRule, spec: JobSpec, path: FieldPath, errors: FieldErrors): void {
  const action = rule.action ?? '';
  if (action === '') errors.push(required(path, validValues(ACTIONS)));
  else if (action === 'FailIndex') {
    if (spec.backoffLimitPerIndex === undefined) {
      errors.push(invalid(path, action, 'requires the backoffLimitPerIndex to be set'));
    }
  } else if (!ACTIONS.includes(action)) errors.push(notSupported(path, action, ACTIONS));
}

function validateRule(
  rule: PodFailurePolicyRule,
  containerNames: ReadonlySet<string>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const patterns = rule.onPodConditions ?? [];
  if (rule.onExitCodes !== undefined) {
    validateOnExitCodes(rule.onExitCodes, containerNames, child(path, 'onExitCodes'), errors);
  }
  validateOnPodConditions(patterns, child(path, 'onPodConditions'), errors);
  const byCode = rule.onExitCodes !== undefined;
  const byCondition = patterns.length > 0;
  if (byCode && byCondition) {
    errors.push(invalid(path, undefined, 'specifying both onExitCodes and onPodConditions is not supported'));
  }
  if (!byCode && !byCondition) {
    errors.push(invalid(path, undefined, 'specifying one of onExitCodes and onPodConditions is required'));
  }
}

function validateOnPodConditions(
  patterns: readonly PodFailurePolicyOnPodConditionsPattern[],
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (patterns.length > MAX_PATTERNS) errors.push(tooMany(path, patterns.length, MAX_PATTERNS));
  for (const [at, { type = '', status = '' }] of patterns.entries()) {
    const statusPath = child(index(path, at), 'status');
    for (const detail of isQualifiedName(type)) errors.push(invalid(child(index(path, at), 'type'), type, detail));
    if (status === '') errors.push(required(statusPath, validValues(STATUSES)));
    else if (!STATUSES.includes(status)) errors.push(notSupported(statusPath, status, STATUSES));
  }
}

function validateOnExitCodes(
  requirement: PodFailurePolicyOnExitCodesRequirement,
  containerNames: ReadonlySet<string>,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const { operator = '', containerName, values = [] } = requirement;
  const operatorPath = child(path, 'operator');
  const valuesPath = child(path, 'values');
  if (operator === '') errors.push(required(operatorPath, validValues(OPERATORS)));
  else if (!OPERATORS.includes(operator)) errors.push(notSupported(operatorPath, operator, OPERATORS));
  if (containerName !== undefined && !containerNames.has(containerName)) {
    const detail = 'must be one of the container or initContainer names in the pod template';
    errors.push(invalid(child(path, 'containerName'), containerName, detail));
  }
  if (values.length === 0) errors.push(invalid(valuesPath, values, 'at least one value is required'));
  else if (values.length > MAX_EXIT_CODES) errors.push(tooMany(valuesPath, values.length, MAX_EXIT_CODES));
  for (const [at, value] of values.entries()) {
    if (operator === 'In' && value === 0) {
      errors.push(invalid(index(valuesPath, at), value, 'must not be 0 for the In operator'));
    }
    if (values.indexOf(value) < at) errors.push(duplicate(index(valuesPath, at), value));
  }
  if (values.some((value, at) => value < (values[at - 1] ?? value))) {
    errors.push(invalid(valuesPath, values, 'must be ordered'));
  }
}

function validValues(values: readonly string[]): string {
  return `valid values: ${values.map((value) => `"${value}"`).join(', ')}`;
}
