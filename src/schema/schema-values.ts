// A custom resource against its schema. Twin of k8s.io/kube-openapi v0.0.0-20250910181357 pkg/validation/validate
// (schema.go, schema_props.go, object_validator.go, slice_validator.go) with the errors that
// k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go makes of its results.
import { correlatedField, correlatedItem, isUnchanged } from '../cel/custom-resources/correlation.js';
import { type FieldError, invalid, notSupported, required, tooMany } from '../kube/field-error.js';
import { child, formatPath, index } from '../kube/field-path.js';
import { isJsonObject, type Json, type JsonObject } from '../kube/json.js';
import { validateType } from './json-type.js';
import { canonical } from './list-type.js';
import { validateNumber, validateString } from './scalar-bounds.js';
import type { Structural } from './structural.js';
import { add, furthest, merge, type Place, type ValidationResult } from './validation-result.js';

// The gate CRDValidationRatcheting, on by default from 1.30: what an update leaves alone passes.
const RATCHETING = 30;

interface Asked {
  /** The release that judges. */
  readonly minor: number;
  readonly old?: Json | undefined;
}

/**
 * All errors of the value against the schema, in the order of the server but for the order of keys. With the value that an
 * update replaces (`old`), without the errors in what it leaves alone. Twin of pkg/apiserver/validation/ratcheting.go.
 */
export function validateValue(value: Json, schema: Structural, { minor, old }: Asked): readonly FieldError[] {
  const current = old === undefined || minor < RATCHETING ? undefined : { value, old, schema };
  return validate(value, { schema, path: undefined, minor, current }).errors;
}

function validate(value: Json, place: Place): ValidationResult {
  const result = validateAnew(value, place);
  const isSpared = result.errors.length > 0 && isUnchanged(place.current);
  return isSpared ? { place, errors: [], matches: result.matches } : result;
}

function validateAnew(value: Json, place: Place): ValidationResult {
  const result: ValidationResult = { place, errors: [], matches: 0 };
  validateType(value, result);
  if (value !== null) {
    validateAlternatives(value, result);
    if (typeof value === 'string') validateString(value, result);
    else if (typeof value === 'number' || typeof value === 'bigint') validateNumber(value, result);
    // `Array.isArray` does not narrow readonly arrays; the check is the proof.
    else if (Array.isArray(value)) validateList(value as readonly Json[], result);
  }
  validateEnum(value, result);
  if (isJsonObject(value)) validateMap(value, result);
  result.matches++;
  return result;
}

function validateList(value: readonly Json[], result: ValidationResult): void {
  const { place } = result;
  const { schema, path } = place;
  const { minItems, maxItems } = schema.bounds;
  if (schema.items !== undefined) {
    for (const [position, item] of value.entries())
      merge(result, validate(item, itemPlace(place, schema.items, position)));
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

function validateEnum(value: Json, result: ValidationResult): void {
  const { schema, path } = result.place;
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

function validateMap(value: JsonObject, result: ValidationResult): void {
  const { place } = result;
  const { schema, path } = place;
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
    else merge(result, validate(written, fieldPlace(place, inner, name)));
  }
  for (const name of schema.required) if (!Object.hasOwn(value, name)) add(result, required(child(path, name)));
  result.matches++;
}

function itemPlace({ path, minor, current }: Place, schema: Structural, position: number): Place {
  const correlated = current === undefined ? undefined : correlatedItem(current, position);
  return { schema, path: index(path, position), minor, current: correlated };
}

// Nobody sees apiVersion and kind change: both objects are read as the same version.
function fieldPlace({ path, minor, current }: Place, schema: Structural, name: string): Place {
  const isType = path === undefined && (name === 'apiVersion' || name === 'kind');
  const correlated = current === undefined || isType ? undefined : correlatedField(current, name);
  return { schema, path: child(path, name), minor, current: correlated };
}

// The server reports what fails of a whole alternative without a field.
function validateAlternatives(value: Json, result: ValidationResult): void {
  const { path, minor } = result.place;
  const { anyOf, oneOf, allOf, not } = result.place.schema;
  const by = (schema: Structural): ValidationResult => validate(value, { schema, path, minor, current: undefined });
  result.matches += 2;
  if (anyOf.length > 0) validateAny(anyOf.map(by), result);
  if (oneOf.length > 0) validateOne(oneOf.map(by), result);
  if (allOf.length > 0) {
    const results = allOf.map(by);
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
  if (not !== undefined && by(not).errors.length === 0) {
    add(result, invalid(undefined, '', `"${formatPath(path)}" must not validate the schema (not)`));
  }
}

function validateAny(results: readonly ValidationResult[], result: ValidationResult): void {
  const { path } = result.place;
  const success = results.find(({ errors }) => errors.length === 0);
  if (success === undefined)
    add(result, invalid(undefined, '', `"${formatPath(path)}" must validate at least one schema (anyOf)`));
  merge(result, success ?? furthest(results));
}

function validateOne(results: readonly ValidationResult[], result: ValidationResult): void {
  const { path } = result.place;
  const valid = results.filter(({ errors }) => errors.length === 0);
  if (valid.length === 1) {
    for (const success of valid) merge(result, success);
    return;
  }
  const found = valid.length === 0 ? 'Found none valid' : `Found ${valid.length} valid alternatives`;
  add(result, invalid(undefined, '', `"${formatPath(path)}" must validate one and only one schema (oneOf). ${found}`));
  if (valid.length === 0) merge(result, furthest(results));
}
