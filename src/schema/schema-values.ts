// A custom resource against its schema. Twin of k8s.io/kube-openapi v0.0.0-20250910181357 pkg/validation/validate
// (schema.go, schema_props.go, type.go, values.go, object_validator.go, slice_validator.go) with the errors that
// k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go makes of its results.
import { type Correlated, correlatedField, correlatedItem, isUnchanged } from '../cel/correlation.js';
import { find, parseRegularExpression } from '../cel/regex/regular-expression.js';
import { type FieldError, invalid, notSupported, required, tooLong, tooMany } from '../kube/field-error.js';
import { child, type FieldPath, formatPath, index } from '../kube/field-path.js';
import { isJsonObject, type Json, type JsonObject } from '../kube/json.js';
import { hasFormat, isKnownFormat } from './formats.js';
import { canonical } from './list-type.js';
import type { Structural } from './structural.js';

type Path = FieldPath | undefined;

/** Errors, and how many checks were made: of several alternatives the one that got furthest explains the failure. */
interface Result {
  readonly errors: FieldError[];
  matches: number;
}

/** Who judges: the release, and for an update the value with its old self, where that can be told. */
interface How {
  readonly minor: number;
  readonly current?: Correlated | undefined;
}

// The gate CRDValidationRatcheting, on by default from 1.30: what an update leaves alone passes.
const RATCHETING = 30;

/**
 * All errors of the value against the schema, in the order of the server but for the order of keys. With the value that an
 * update replaces (`old`), without the errors in what it leaves alone. Twin of pkg/apiserver/validation/ratcheting.go.
 */
export function validateValue(value: Json, schema: Structural, minor: number, old?: Json): readonly FieldError[] {
  const current = old === undefined || minor < RATCHETING ? undefined : { value, old, schema };
  return validate(value, schema, undefined, { minor, current }).errors;
}

function validate(value: Json, schema: Structural, path: Path, how: How): Result {
  const result = validateAnew(value, schema, path, how);
  return result.errors.length > 0 && isUnchanged(how.current) ? { errors: [], matches: result.matches } : result;
}

function validateAnew(value: Json, schema: Structural, path: Path, how: How): Result {
  const { minor } = how;
  const result: Result = { errors: [], matches: 0 };
  validateType(value, schema, path, minor, result);
  if (value !== null) {
    validateAlternatives(value, schema, path, { minor }, result);
    if (typeof value === 'string') validateString(value, schema, path, minor, result);
    else if (typeof value === 'number' || typeof value === 'bigint') validateNumber(value, schema, path, result);
    else if (Array.isArray(value)) validateList(value as readonly Json[], schema, path, how, result);
  }
  validateEnum(value, schema, path, result);
  if (isJsonObject(value)) validateMap(value, schema, path, how, result);
  result.matches++;
  return result;
}

function merge(into: Result, from: Result): void {
  for (const error of from.errors) add(into, error);
  into.matches += from.matches;
}

// The same error twice is reported once: `anyOf` and `allOf` branches overlap.
function add(result: Result, error: FieldError): void {
  const repeats = result.errors.some((known) => {
    return (
      known.type === error.type && known.detail === error.detail && formatPath(known.path) === formatPath(error.path)
    );
  });
  if (!repeats) result.errors.push(error);
}

function validateType(value: Json, schema: Structural, path: Path, minor: number, result: Result): void {
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

// Whole numbers arrive as int64 whatever their spelling (1.0, 1e3); beyond that they are floats and no JSON integers.
function isInteger(value: Json): boolean {
  return (
    (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) < 2 ** 63) || typeof value === 'bigint'
  );
}

function typeInvalid(path: Path, value: Json, expected: string): FieldError {
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

function validateString(value: string, schema: Structural, path: Path, minor: number, result: Result): void {
  const { minLength, maxLength } = schema.bounds;
  result.matches++;
  const error = stringError(value, schema, path, minLength, maxLength);
  if (error !== undefined) add(result, error);
  if (schema.format === undefined) return;
  const isRight = hasFormat(schema.format, value, minor);
  if (isRight === undefined) return;
  result.matches++;
  if (!isRight)
    add(result, { type: 'TypeInvalid', path, value, detail: `must be of type ${schema.format}: "${value}"` });
}

function stringError(
  value: string,
  { pattern }: Structural,
  path: Path,
  minLength: number | undefined,
  maxLength: number | undefined,
): FieldError | undefined {
  const length = minLength === undefined && maxLength === undefined ? 0 : codePoints(value);
  if (maxLength !== undefined && length > maxLength) return tooLong(path, value, maxLength);
  if (minLength !== undefined && length < minLength) {
    return invalid(path, value, `should be at least ${minLength} chars long`);
  }
  if (pattern === undefined || pattern === '') return undefined;
  const expression = parseRegularExpression(pattern);
  if (expression.kind === 'error')
    return invalid(path, value, `should match '${pattern}', but pattern is invalid: ${expression.message}`);
  return find(expression, value, 0) === undefined ? invalid(path, value, `should match '${pattern}'`) : undefined;
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

function validateNumber(value: number | bigint, schema: Structural, path: Path, result: Result): void {
  const { minimum, maximum, exclusiveMinimum, exclusiveMaximum, multipleOf } = schema.bounds;
  result.matches += 2;
  const whole = isInteger(value);
  const limit = (bound: number): number => (whole ? Math.trunc(bound) : bound);
  if (multipleOf !== undefined && !isMultiple(value, multipleOf, whole)) {
    add(result, invalid(path, value, `should be a multiple of ${multipleOf}`));
  }
  if (maximum !== undefined && (exclusiveMaximum ? value >= limit(maximum) : value > limit(maximum))) {
    add(result, invalid(path, value, `should be less than ${exclusiveMaximum ? '' : 'or equal to '}${maximum}`));
  }
  if (minimum !== undefined && (exclusiveMinimum ? value <= limit(minimum) : value < limit(minimum))) {
    add(result, invalid(path, value, `should be greater than ${exclusiveMinimum ? '' : 'or equal to '}${minimum}`));
  }
}

function isMultiple(value: number | bigint, factor: number, whole: boolean): boolean {
  if (whole && Number.isInteger(factor)) return factor > 0 && BigInt(value) % BigInt(factor) === 0n;
  if (factor <= 0) return false;
  const quotient = factor < 1 ? (1 / factor) * Number(value) : Number(value) / factor;
  // Go allows the rounding of one division.
  return Math.abs(quotient - Math.round(quotient)) <= 1e-9 * Math.max(1, Math.abs(quotient));
}

function validateList(value: readonly Json[], schema: Structural, path: Path, how: How, result: Result): void {
  const { minItems, maxItems } = schema.bounds;
  if (schema.items !== undefined) {
    for (const [position, item] of value.entries())
      merge(result, validate(item, schema.items, index(path, position), ofItem(how, position)));
  }
  if (minItems !== undefined && value.length < minItems) {
    add(result, invalid(path, value.length, `should have at least ${minItems} items`));
  }
  if (maxItems !== undefined && value.length > maxItems) add(result, tooMany(path, value.length, maxItems));
  if (schema.uniqueItems && new Set(value.map(canonical)).size < value.length) {
    add(result, invalid(path, '', "shouldn't contain duplicates"));
  }
  result.matches += 2;
}

function validateEnum(value: Json, schema: Structural, path: Path, result: Result): void {
  if (schema.enum === undefined || schema.enum.length === 0) return;
  const text = canonical(value);
  if (value !== null && schema.enum.some((allowed) => allowed !== null && canonical(allowed) === text)) return;
  add(
    result,
    notSupported(
      path,
      value,
      schema.enum.map((allowed) => (typeof allowed === 'string' ? allowed : canonical(allowed))),
    ),
  );
}

function validateMap(value: JsonObject, schema: Structural, path: Path, how: How, result: Result): void {
  const { minProperties, maxProperties } = schema.bounds;
  const names = Object.keys(value);
  if (minProperties !== undefined && names.length < minProperties) {
    add(result, invalid(path, names.length, `should have at least ${minProperties} properties`));
  }
  if (maxProperties !== undefined && names.length > maxProperties)
    add(result, tooMany(path, names.length, maxProperties));
  for (const name of names) {
    const inner = schema.properties.get(name) ?? schema.additionalProperties;
    const written = value[name];
    if (written === undefined || inner === undefined || inner === true) continue;
    if (inner === false) add(result, invalid(path, '', `property ${name} is forbidden`));
    else merge(result, validate(written, inner, child(path, name), ofField(how, path, name)));
  }
  for (const name of schema.required) if (!Object.hasOwn(value, name)) add(result, required(child(path, name)));
  result.matches++;
}

function ofItem({ minor, current }: How, position: number): How {
  return current === undefined ? { minor } : { minor, current: correlatedItem(current, position) };
}

// Nobody sees apiVersion and kind change: both objects are read as the same version.
function ofField({ minor, current }: How, path: Path, name: string): How {
  const isType = path === undefined && (name === 'apiVersion' || name === 'kind');
  return current === undefined || isType ? { minor } : { minor, current: correlatedField(current, name) };
}

// The server reports what fails of a whole alternative without a field.
function validateAlternatives(value: Json, schema: Structural, path: Path, how: How, result: Result): void {
  const { anyOf, oneOf, allOf, not } = schema;
  result.matches += 2;
  if (anyOf.length > 0)
    validateAny(
      anyOf.map((one) => validate(value, one, path, how)),
      path,
      result,
    );
  if (oneOf.length > 0)
    validateOne(
      oneOf.map((one) => validate(value, one, path, how)),
      path,
      result,
    );
  if (allOf.length > 0) {
    const results = allOf.map((one) => validate(value, one, path, how));
    for (const one of results) merge(result, one);
    const valid = results.filter(({ errors }) => errors.length === 0).length;
    if (valid !== results.length) {
      add(
        result,
        invalid(
          undefined,
          '',
          `"${formatPath(path)}" must validate all the schemas (allOf)${valid === 0 ? '. None validated' : ''}`,
        ),
      );
    }
  }
  if (not !== undefined && validate(value, not, path, how).errors.length === 0) {
    add(result, invalid(undefined, '', `"${formatPath(path)}" must not validate the schema (not)`));
  }
}

function validateAny(results: readonly Result[], path: Path, result: Result): void {
  const success = results.find(({ errors }) => errors.length === 0);
  if (success === undefined)
    add(result, invalid(undefined, '', `"${formatPath(path)}" must validate at least one schema (anyOf)`));
  merge(result, success ?? furthest(results));
}

function validateOne(results: readonly Result[], path: Path, result: Result): void {
  const valid = results.filter(({ errors }) => errors.length === 0);
  if (valid.length === 1) {
    for (const success of valid) merge(result, success);
    return;
  }
  const found = valid.length === 0 ? 'Found none valid' : `Found ${valid.length} valid alternatives`;
  add(result, invalid(undefined, '', `"${formatPath(path)}" must validate one and only one schema (oneOf). ${found}`));
  if (valid.length === 0) merge(result, furthest(results));
}

function furthest(results: readonly Result[]): Result {
  return results.reduce((best, one) => (one.matches > best.matches ? one : best));
}
