// Twin of the checks for x-kubernetes-validations in ValidateCustomResourceDefinitionOpenAPISchema:
// k8s.io/apiextensions-apiserver v0.35.4 pkg/apis/apiextensions/validation/validation.go.
// Whether the rules compile and what they cost is the concern of src/cel/custom-resources/crd-compile.ts.
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import type { JSONSchemaProps, ValidationRule } from '../../kube/types.generated.js';
import { schemaAt } from './schema-path.js';
import { isConvertible } from './structural.js';

const REASONS = ['FieldValueDuplicate', 'FieldValueForbidden', 'FieldValueInvalid', 'FieldValueRequired'];

/** The CEL rules of a schema have what they need. */
export function validateValidationRules(schema: JSONSchemaProps, path: FieldPath, errors: FieldErrors): void {
  const rulesPath = child(path, 'x-kubernetes-validations');
  for (const [at, rule] of (schema['x-kubernetes-validations'] ?? []).entries()) {
    validateRule(rule, index(rulesPath, at), errors);
    validateFieldPath(rule.fieldPath ?? '', schema, child(index(rulesPath, at), 'fieldPath'), errors);
  }
}

function validateRule(validation: ValidationRule, path: FieldPath, errors: FieldErrors): void {
  const { rule = '', message = '', messageExpression = '', reason } = validation;
  const messagePath = child(path, 'message');
  if (rule.trim() === '') errors.push(required(child(path, 'rule'), 'rule is not specified'));
  else if (message !== '' && message.trim() === '') {
    errors.push(invalid(messagePath, message, 'must be non-empty if specified'));
  } else if (hasLineBreak(message.trim())) errors.push(invalid(messagePath, message, 'must not contain line breaks'));
  else if (hasLineBreak(rule.trim()) && message === '') {
    errors.push(required(messagePath, 'message must be specified if rule contains line breaks'));
  }
  if (messageExpression !== '' && messageExpression.trim() === '') {
    const detail = 'messageExpression must be non-empty if specified';
    errors.push(required(child(path, 'messageExpression'), detail));
  }
  if (reason !== undefined && !REASONS.includes(reason)) {
    errors.push(notSupported(child(path, 'reason'), reason, REASONS));
  }
}

function validateFieldPath(fieldPath: string, schema: JSONSchemaProps, path: FieldPath, errors: FieldErrors): void {
  if (fieldPath === '') return;
  if (fieldPath.trim() === '') errors.push(invalid(path, fieldPath, 'must be non-empty if specified'));
  if (hasLineBreak(fieldPath)) errors.push(invalid(path, fieldPath, 'must not contain line breaks'));
  if (isConvertible(schema) && schemaAt(schema, fieldPath) === undefined) {
    errors.push(invalid(path, fieldPath, 'must be a valid path'));
  }
}

function hasLineBreak(text: string): boolean {
  return /[\n\r]/.test(text);
}
