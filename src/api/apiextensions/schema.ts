// Twin of validateCustomResourceDefinitionValidation: k8s.io/apiextensions-apiserver v0.35.4
// pkg/apis/apiextensions/validation/validation.go.
import { ruleCompileErrors } from '../../cel/custom-resources/crd-compile.js';
import { type FieldErrors, forbidden, invalid } from '../../kube/field-error.js';
import { child, type FieldPath, formatPath } from '../../kube/field-path.js';
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
  const shape: FieldErrors = [];
  if (convertible) validateStructural(schema, schemaPath, shape);
  // A decoded schema is JSON.
  const json = schema as unknown as JsonObject;
  const { minor } = context.version;
  const isStructural = convertible && shape.length === 0;
  if (isStructural) validateDefaultValues(json, schemaPath, minor, shape);
  const openApi: FieldErrors = [];
  validateOpenApiSchema(schema, schemaPath, openApi);
  found.push(...shape, ...openApi);
  if (isStructural && shape.length === 0) {
    const refused = new Set(openApi.flatMap((error) => ancestors(error.path)));
    for (const error of ruleCompileErrors(structural(json), schemaPath, minor)) {
      if (!refused.has(nodeOfRule(error.path))) found.push(error);
    }
  }
  if (!convertible && found.length === 0) {
    found.push(invalid(schemaPath, undefined, 'has a field that a structural schema does not support'));
  }
  errors.push(...found);
}

// Every path that this one is at or below of.
function ancestors(path: FieldPath | undefined): string[] {
  const found: string[] = [];
  for (let step = path; step !== undefined; step = step.parent) found.push(formatPath(step));
  return found;
}

// The schema that a rule belongs to. The server compiles no rule of a schema that is wrong at this level or deeper.
function nodeOfRule(path: FieldPath | undefined): string {
  let step = path;
  while (step !== undefined && step.segment !== 'x-kubernetes-validations') step = step.parent;
  return formatPath(step?.parent ?? path);
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
