// Twin of validateMatchConditions: pkg/apis/admissionregistration/validation/validation.go, Kubernetes v1.35.4.
// Whether the expressions compile is asked by those who have conditions: they differ in what the expressions may name.
import { duplicate, type FieldErrors, required, tooMany } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isQualifiedName } from '../../kube/names.js';
import type { MatchCondition } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { isSince } from '../since.js';

const MAX_CONDITIONS = 64;

/** Named CEL expressions that a request has to fulfil before a webhook or policy sees it. */
export function validateMatchConditions(
  conditions: readonly MatchCondition[],
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  if (!isSince('webhookMatchConditions', context.version)) return;
  if (conditions.length > MAX_CONDITIONS) errors.push(tooMany(path, conditions.length, MAX_CONDITIONS));
  const names = new Set<string>();
  for (const [at, { name = '', expression = '' }] of conditions.entries()) {
    const namePath = child(index(path, at), 'name');
    if (expression.trim() === '') errors.push(required(child(index(path, at), 'expression')));
    if (name === '') errors.push(required(namePath));
    else pushInvalid(isQualifiedName(name), name, namePath, errors);
    if (name !== '' && names.has(name)) errors.push(duplicate(namePath, name));
    names.add(name);
  }
}
