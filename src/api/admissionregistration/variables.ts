// Twin of validateVariable: pkg/apis/admissionregistration/validation/validation.go, Kubernetes v1.35.4.
// Whether the expressions compile is asked together with those that use them: admission-policy/expressions.ts.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type { Variable } from '../../kube/types.generated.js';

const RESERVED = new Set(
  (
    'true false null in as break const continue else for function if import let loop package namespace return var ' +
    'void while'
  ).split(' '),
);

/** The variables that a policy's expressions share. */
export function validateVariables(variables: readonly Variable[], path: FieldPath, errors: FieldErrors): void {
  for (const [at, { name = '', expression = '' }] of variables.entries()) {
    const namePath = child(index(path, at), 'name');
    if (name.trim() === '') errors.push(required(namePath, 'name is not specified'));
    else if (!/^[_a-zA-Z][_a-zA-Z0-9]*$/.test(name) || RESERVED.has(name)) {
      errors.push(invalid(namePath, name, 'must be a valid CEL identifier'));
    }
    if (expression.trim() === '') {
      errors.push(required(child(index(path, at), 'expression'), 'expression is not specified'));
    }
  }
}
