// Twin of validateCustomResourceDefinitionValidation: k8s.io/apiextensions-apiserver v0.35.4
// pkg/apis/apiextensions/validation/validation.go.
import { ruleCompileErrors } from '../../cel/crd-compile.js';
import { type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import type { JsonObject } from '../../kube/json.js';
import type { CustomResourceValidation, JSONSchemaProps } from '../../kube/types.generated.js';
import { structural } from '../../schema/structural.js';
import type { ApiContext } from '../context.js';
import { validateDefaultValues } from './default-values.js';
import { validateOpenApiSchema } from './openapi-schema.js';
import { isConvertible, validateStructural } from './structural.js';

// With a status subresource the root may say no more, so that status can be validated alone.
const ALLOWED_AT_ROOT = new Set([
  'description',
  'type',
  'format',
  'title',
  'maximum',
  'exclusiveMaximum',
  'minimum',
  'exclusiveMinimum',
  'maxLength',
  'minLength',
  'pattern',
  'maxItems',
  'minItems',
  'uniqueItems',
  'multipleOf',
  'required',
  'items',
  'properties',
  'externalDocs',
  'example',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-validations',
]);

/** The schema of a version: structural, and of the parts of OpenAPI that Kubernetes takes. */
export function validateCustomResourceSchema(
  validation: CustomResourceValidation,
  hasStatus: boolean,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const schema = validation.openAPIV3Schema;
  if (schema === undefined) return;
  const schemaPath = child(path, 'openAPIV3Schema');
  const found: FieldErrors = [];
  if (hasStatus) validateRoot(schema, schemaPath, found);
  if (schema.nullable === true)
    found.push(forbidden(child(schemaPath, 'nullable'), 'nullable cannot be true at the root'));
  const convertible = isConvertible(schema);
  if (convertible) validateStructural(schema, schemaPath, found);
  validateOpenApiSchema(schema, schemaPath, found);
  if (!convertible && found.length === 0) {
    found.push(invalid(schemaPath, undefined, 'has a field that a structural schema does not support'));
  }
  if (found.length === 0) validateValuesAndRules(schema, schemaPath, context, found);
  errors.push(...found);
}

// Looked at in schemas that are structural and otherwise right.
function validateValuesAndRules(
  schema: JSONSchemaProps,
  path: FieldPath,
  { version }: ApiContext,
  errors: FieldErrors,
): void {
  // A decoded schema is JSON.
  const json = schema as unknown as JsonObject;
  validateDefaultValues(json, path, version.minor, errors);
  errors.push(...ruleCompileErrors(structural(json), path, version.minor));
}

function validateRoot(schema: JSONSchemaProps, path: FieldPath, errors: FieldErrors): void {
  const written = Object.entries(schema).filter(([, value]) => !isZero(value));
  if (written.some(([name]) => name === 'type') && schema.type !== 'object') {
    const detail =
      'only "object" is allowed as the type at the root of the schema if the status subresource is enabled';
    errors.push(invalid(child(path, 'type'), schema.type, detail));
    return;
  }
  const other = written.find(([name]) => !ALLOWED_AT_ROOT.has(name))?.[0];
  if (other === undefined) return;
  errors.push(invalid(path, undefined, `${other} is not allowed at the root if the status subresource is enabled`));
}

function isZero(value: unknown): boolean {
  return value === undefined || value === '' || value === false || value === 0;
}
