// Twins of ValidateTolerations and validateTaintEffect: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, notSupported } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isGateOn } from '../../kube/gates.js';
import { isDecimalInteger, isValidLabelValue } from '../../kube/names.js';
import type { Toleration } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid, requireOneOf } from '../meta/fields.js';
import { validateLabelName } from '../meta/label-selector.js';

/** What a taint does to Pods that do not tolerate it, in the server's order. */
export const TAINT_EFFECTS: readonly string[] = ['NoSchedule', 'PreferNoSchedule', 'NoExecute'];

/** Taints that a Pod tolerates. */
export function validateTolerations(
  tolerations: readonly Toleration[],
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  for (const [at, toleration] of tolerations.entries()) {
    const itemPath = index(path, at);
    const { key = '', operator = '', effect = '' } = toleration;
    if (key !== '') validateLabelName(key, child(itemPath, 'key'), errors);
    else if (operator !== 'Exists') {
      const detail = 'must be Exists when `key` is empty, which means "match all values and all keys"';
      errors.push(invalid(child(itemPath, 'operator'), operator, detail));
    }
    if (toleration.tolerationSeconds !== undefined && effect !== 'NoExecute') {
      errors.push(invalid(child(itemPath, 'effect'), effect, "must be 'NoExecute' when `tolerationSeconds` is set"));
    }
    validateOperator(toleration, itemPath, context, errors);
    if (effect !== '') requireOneOf(effect, TAINT_EFFECTS, child(itemPath, 'effect'), errors);
  }
}

// Upstream reports a bad value at the operator.
function validateOperator(toleration: Toleration, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  const { operator = '', value = '' } = toleration;
  const operatorPath = child(path, 'operator');
  if (operator === 'Equal' || operator === '') {
    const details = isValidLabelValue(value);
    if (details.length > 0) errors.push(invalid(operatorPath, value, details.join('; ')));
  } else if (operator === 'Exists') {
    if (value !== '') errors.push(invalid(operatorPath, value, "value must be empty when `operator` is 'Exists'"));
  } else if (
    (operator === 'Lt' || operator === 'Gt') &&
    isGateOn('TaintTolerationComparisonOperators', context.version)
  ) {
    const details = isDecimalInteger(value);
    pushInvalid(details, value, child(path, 'value'), errors);
  } else errors.push(notSupported(operatorPath, operator, ['Equal', 'Exists']));
}
