// The types of JSON values against those that a schema names. Twin of k8s.io/kube-openapi v0.0.0-20250910181357
// pkg/validation/validate/type.go.
import type { FieldError } from '../kube/field-error.js';
import type { FieldPath } from '../kube/field-path.js';
import { isJsonObject, type Json } from '../kube/json.js';
import { isKnownFormat } from './formats.js';
import { add, type ValidationResult } from './validation-result.js';

/** Adds an error if the value has none of the schema's types, null included. */
export function validateType(value: Json, result: ValidationResult): void {
  const { schema, path, minor } = result.place;
  const { types } = schema;
  const format = schema.format !== undefined && isKnownFormat(schema.format, minor) ? schema.format : '';
  if (types === undefined && format === '') return;
  result.matches += 2;
  if (value === null) {
    if (types !== undefined && !schema.nullable) add(result, typeInvalid(path, value, types.join(',')));
    return;
  }
  const isNumeric = types?.some((type) => type === 'number' || type === 'integer') === true;
  if (format !== '' && !isNumeric && (typeof value === 'string' || Array.isArray(value))) return;
  if (types?.some((type) => hasType(value, type)) !== true) {
    result.matches -= 1;
    add(result, typeInvalid(path, value, types?.join(',') ?? format));
  }
}

function hasType(value: Json, type: string): boolean {
  switch (type) {
    case 'string':
      return typeof value === 'string';
    case 'boolean':
      return typeof value === 'boolean';
    case 'number':
      return typeof value === 'number' || typeof value === 'bigint';
    case 'integer':
      return isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'object':
      return isJsonObject(value);
    default:
      return false;
  }
}

/** Whole numbers arrive as int64 whatever their spelling (1.0, 1e3); beyond that they are floats and no JSON integers. */
export function isInteger(value: Json): boolean {
  return (
    (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 63) || typeof value === 'bigint'
  );
}

function typeInvalid(path: FieldPath | undefined, value: Json, expected: string): FieldError {
  return {
    type: 'TypeInvalid',
    path,
    value: jsonType(value),
    detail: `must be of type ${expected}: "${jsonType(value)}"`,
  };
}

function jsonType(value: Json): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'array';
  if (typeof value === 'bigint') return 'integer';
  if (typeof value === 'number') return Number.isInteger(value) ? 'integer' : 'number';
  return typeof value;
}
