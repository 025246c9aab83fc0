// A custom resource against its schema. Twin of k8s.io/kube-openapi v0.0.0-20250910181357 pkg/validation/validate
// (schema.go, schema_props.go, object_validator.go, slice_validator.go) with the errors that
// k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/validation/validation.go makes of its results.
import { correlatedField, correlatedItem, isUnchanged } from '../cel/correlation.js';
import { type FieldError, invalid, notSupported, required, tooMany } from '../kube/field-error.js';
import { child, formatPath, index } from '../kube/field-path.js';
import { isJsonObject, type Json, type JsonObject } from '../kube/json.js';
import { validateType } from './json-type.js';
import { add, furthest, type Judgement, merge, type Place } from './judgement.js';
import { canonical } from './list-type.js';
import { validateNumber, validateString } from './scalar-bounds.js';
import type { Structural } from './structural.js';

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

function validate(value: Json, place: Place): Judgement {
  const judgement = validateAnew(value, place);
  const isSpared = judgement.errors.length > 0 && isUnchanged(place.current);
  return isSpared ? { place, errors: [], matches: judgement.matches } : judgement;
}

function validateAnew(value: Json, place: Place): Judgement {
  const judgement: Judgement = { place, errors: [], matches: 0 };
  validateType(value, judgement);
  if (value !== null) {
    validateAlternatives(value, judgement);
    if (typeof value === 'string') validateString(value, judgement);
    else if (typeof value === 'number' || typeof value === 'bigint') validateNumber(value, judgement);
    // `Array.isArray` does not narrow readonly arrays; the check is the proof.
    else if (Array.isArray(value)) validateList(value as readonly Json[], judgement);
  }
  validateEnum(value, judgement);
  if (isJsonObject(value)) validateMap(value, judgement);
  judgement.matches++;
  return judgement;
}

function validateList(value: readonly Json[], judgement: Judgement): void {
  const { place } = judgement;
  const { schema, path } = place;
  const { minItems, maxItems } = schema.bounds;
  if (schema.items !== undefined) {
    for (const [position, item] of value.entries())
      merge(judgement, validate(item, itemPlace(place, schema.items, position)));
  }
  if (minItems !== undefined && value.length < minItems) {
    add(judgement, invalid(path, value.length, `should have at least ${minItems} items`));
  }
  if (maxItems !== undefined && value.length > maxItems) add(judgement, tooMany(path, value.length, maxItems));
  if (schema.uniqueItems && new Set(value.map(canonical)).size < value.length) {
    add(judgement, invalid(path, '', "shouldn't contain duplicates"));
  }
  judgement.matches += 2;
}

function validateEnum(value: Json, judgement: Judgement): void {
  const { schema, path } = judgement.place;
  if (schema.enum === undefined || schema.enum.length === 0) return;
  const text = canonical(value);
  if (value !== null && schema.enum.some((allowed) => allowed !== null && canonical(allowed) === text)) return;
  add(
    judgement,
    notSupported(
      path,
      value,
      schema.enum.map((allowed) => (typeof allowed === 'string' ? allowed : canonical(allowed))),
    ),
  );
}

function validateMap(value: JsonObject, judgement: Judgement): void {
  const { place } = judgement;
  const { schema, path } = place;
  const { minProperties, maxProperties } = schema.bounds;
  const names = Object.keys(value);
  if (minProperties !== undefined && names.length < minProperties) {
    add(judgement, invalid(path, names.length, `should have at least ${minProperties} properties`));
  }
  if (maxProperties !== undefined && names.length > maxProperties)
    add(judgement, tooMany(path, names.length, maxProperties));
  for (const name of names) {
    const inner = schema.properties.get(name) ?? schema.additionalProperties;
    const written = value[name];
    if (written === undefined || inner === undefined || inner === true) continue;
    if (inner === false) add(judgement, invalid(path, '', `property ${name} is forbidden`));
    else merge(judgement, validate(written, fieldPlace(place, inner, name)));
  }
  for (const name of schema.required) if (!Object.hasOwn(value, name)) add(judgement, required(child(path, name)));
  judgement.matches++;
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
function validateAlternatives(value: Json, judgement: Judgement): void {
  const { path, minor } = judgement.place;
  const { anyOf, oneOf, allOf, not } = judgement.place.schema;
  const by = (schema: Structural): Judgement => validate(value, { schema, path, minor, current: undefined });
  judgement.matches += 2;
  if (anyOf.length > 0) validateAny(anyOf.map(by), judgement);
  if (oneOf.length > 0) validateOne(oneOf.map(by), judgement);
  if (allOf.length > 0) {
    const results = allOf.map(by);
    for (const one of results) merge(judgement, one);
    const valid = results.filter(({ errors }) => errors.length === 0).length;
    if (valid !== results.length) {
      add(
        judgement,
        invalid(
          undefined,
          '',
          `"${formatPath(path)}" must validate all the schemas (allOf)${valid === 0 ? '. None validated' : ''}`,
        ),
      );
    }
  }
  if (not !== undefined && by(not).errors.length === 0) {
    add(judgement, invalid(undefined, '', `"${formatPath(path)}" must not validate the schema (not)`));
  }
}

function validateAny(results: readonly Judgement[], judgement: Judgement): void {
  const { path } = judgement.place;
  const success = results.find(({ errors }) => errors.length === 0);
  if (success === undefined)
    add(judgement, invalid(undefined, '', `"${formatPath(path)}" must validate at least one schema (anyOf)`));
  merge(judgement, success ?? furthest(results));
}

function validateOne(results: readonly Judgement[], judgement: Judgement): void {
  const { path } = judgement.place;
  const valid = results.filter(({ errors }) => errors.length === 0);
  if (valid.length === 1) {
    for (const success of valid) merge(judgement, success);
    return;
  }
  const found = valid.length === 0 ? 'Found none valid' : `Found ${valid.length} valid alternatives`;
  add(
    judgement,
    invalid(undefined, '', `"${formatPath(path)}" must validate one and only one schema (oneOf). ${found}`),
  );
  if (valid.length === 0) merge(judgement, furthest(results));
}
