// Twin of ValidateStructural: k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/schema/{validation,complete,convert}.go.
import { parseRegularExpression } from '../../cel/regex/regular-expression.js';
import { type FieldErrors, forbidden, invalid, required } from '../../kube/field-error.js';
import { child, type FieldPath, formatPath, index, key } from '../../kube/field-path.js';
import { type JsonObject, objectOf } from '../../kube/json.js';
import type { JSONSchemaProps } from '../../kube/types.generated.js';
import { type Shape, shapeOf, sparing } from '../../schema/shape.js';

type Level = 'root' | 'item' | 'field';
type Quantifier = 'anyOf' | 'allOf' | 'oneOf';
const EMPTY_TYPE = {
  root: 'must not be empty at the root',
  item: 'must not be empty for specified array items',
  field: 'must not be empty for specified object fields',
};
const QUANTIFIERS: readonly Quantifier[] = ['anyOf', 'allOf', 'oneOf'];

/** The one schema of `items`; a list of schemas is not supported and has its own error. */
export function itemsOf(schema: JSONSchemaProps): JSONSchemaProps | undefined {
  // Decoding leaves a schema or a list of schemas here.
  return objectOf(schema.items) as JSONSchemaProps | undefined;
}

/** The schema of `additionalProperties`, if it is one and not a boolean. */
export function additionalSchemaOf(schema: JSONSchemaProps): JSONSchemaProps | undefined {
  // Decoding leaves a schema or a boolean here.
  return objectOf(schema.additionalProperties) as JSONSchemaProps | undefined;
}

/** Can the schema be read as a structural one at all? The fields that prevent it have errors of their own. */
export function isConvertible(schema: JSONSchemaProps): boolean {
  // A decoded schema is JSON.
  const shape = shapeOf(schema as unknown as JsonObject);
  const known = convertible.get(shape) ?? canBeConverted(schema);
  convertible.set(shape, known);
  return known;
}

const convertible = new WeakMap<Shape, boolean>();

function canBeConverted(schema: JSONSchemaProps): boolean {
  if (schema.id || schema.$schema || schema.$ref || schema['x-kubernetes-preserve-unknown-fields'] === false)
    return false;
  if (schema.additionalItems !== undefined || Array.isArray(schema.items)) return false;
  if (hasKeys(schema.patternProperties) || hasKeys(schema.dependencies) || hasKeys(schema.definitions)) return false;
  const items = itemsOf(schema);
  if (items !== undefined && !isConvertible(items)) return false;
  const additional = additionalSchemaOf(schema);
  if (additional !== undefined && !isConvertible(additional)) return false;
  if (schema.not !== undefined && !isConvertible(schema.not)) return false;
  for (const property of Object.values(schema.properties ?? NONE)) if (!isConvertible(property)) return false;
  return QUANTIFIERS.every((quantifier) => schema[quantifier]?.every(isConvertible) ?? true);
}

const NONE: { readonly [name: string]: JSONSchemaProps } = {};

function hasKeys(map: object | undefined): boolean {
  return map !== undefined && Object.keys(map).length > 0;
}

/** The schema is structural: every field has a type, and value validation says nothing about types. */
export function validateStructural(schema: JSONSchemaProps, path: FieldPath, errors: FieldErrors): void {
  validateInvariants(schema, 'root', path, errors);
  for (const [nested, nestedPath] of junctors(schema, path)) {
    validateCompleteness(nested, nestedPath, schema, path, errors);
  }
}

const LEVELS: readonly Level[] = ['root', 'item', 'field'];
const unlessClean = sparing();

function validateInvariants(schema: JSONSchemaProps, level: Level, path: FieldPath, errors: FieldErrors): void {
  // A decoded schema is JSON.
  unlessClean(schema as unknown as JsonObject, LEVELS.indexOf(level), errors, () => {
    validateNode(schema, level, path, errors);
  });
}

function validateNode(schema: JSONSchemaProps, level: Level, path: FieldPath, errors: FieldErrors): void {
  const items = itemsOf(schema);
  if (schema.type === 'array' && items === undefined) errors.push(required(child(path, 'items'), 'must be specified'));
  if (items !== undefined) validateInvariants(items, 'item', child(path, 'items'), errors);
  const properties = child(path, 'properties');
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    validateInvariants(property, 'field', key(properties, name), errors);
  }
  const additionalPath = child(path, 'additionalProperties');
  if (schema.additionalProperties !== undefined && level === 'root') {
    errors.push(forbidden(additionalPath, 'must not be used at the root'));
  }
  const additional = additionalSchemaOf(schema);
  if (additional !== undefined) validateInvariants(additional, 'field', additionalPath, errors);
  validateExtensions(schema, path, errors);
  validateValue(schema, level, path, errors, {
    skipAnyOf: isIntOrString(schema.anyOf),
    skipFirstAllOf: isIntOrString(schema.allOf?.[0]?.anyOf),
  });
  validateType(schema, level, path, errors);
  validateMetadata(schema, level, path, errors);
}

function isIntOrString(schemas: readonly JSONSchemaProps[] | undefined): boolean {
  // `false` and '' are what a field that is left out is.
  const said = schemas?.map((schema) => Object.entries(schema).filter(([, value]) => value !== false && value !== ''));
  return JSON.stringify(said) === '[[["type","integer"]],[["type","string"]]]';
}

function validateExtensions(schema: JSONSchemaProps, path: FieldPath, errors: FieldErrors): void {
  if (schema['x-kubernetes-int-or-string'] !== true) return;
  for (const name of ['x-kubernetes-preserve-unknown-fields', 'x-kubernetes-embedded-resource'] as const) {
    if (schema[name] !== true) continue;
    errors.push(invalid(child(path, name), true, 'must be false if x-kubernetes-int-or-string is true'));
  }
}

function validateType(schema: JSONSchemaProps, level: Level, path: FieldPath, errors: FieldErrors): void {
  const type = schema.type ?? '';
  const typePath = child(path, 'type');
  const embedded = schema['x-kubernetes-embedded-resource'] === true;
  const free = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const properties = Object.keys(schema.properties ?? {}).length;
  if (embedded && type !== 'object') {
    const detail = 'must be object if x-kubernetes-embedded-resource is true';
    errors.push(type === '' ? required(typePath, detail) : invalid(typePath, type, detail));
  } else if (type === '' && schema['x-kubernetes-int-or-string'] !== true && !free) {
    errors.push(required(typePath, EMPTY_TYPE[level]));
  }
  if (embedded && schema.additionalProperties !== undefined) {
    const detail = 'must not be used if x-kubernetes-embedded-resource is set';
    errors.push(forbidden(child(path, 'additionalProperties'), detail));
  }
  if (level === 'root' && type !== '' && type !== 'object') {
    errors.push(invalid(typePath, type, 'must be object at the root'));
  }
  if (embedded && !free && properties === 0) {
    const detail = 'must not be empty: an embedded resource has fields or x-kubernetes-preserve-unknown-fields';
    errors.push(required(child(path, 'properties'), detail));
  }
}

function validateMetadata(schema: JSONSchemaProps, level: Level, path: FieldPath, errors: FieldErrors): void {
  const isResource = level === 'root' || schema['x-kubernetes-embedded-resource'] === true;
  const properties = schema.properties ?? {};
  for (const name of ['kind', 'apiVersion']) {
    const property = Object.hasOwn(properties, name) ? properties[name] : undefined;
    if (!isResource || property === undefined || property.type === 'string') continue;
    const typePath = child(key(child(path, 'properties'), name), 'type');
    errors.push(invalid(typePath, property.type ?? '', 'must be string'));
  }
  const metadata = Object.hasOwn(properties, 'metadata') ? properties.metadata : undefined;
  if (metadata === undefined) return;
  const metadataPath = key(child(path, 'properties'), 'metadata');
  if (isResource && metadata.type !== 'object') {
    errors.push(invalid(child(metadataPath, 'type'), metadata.type ?? '', 'must be object'));
  }
  if (level === 'root' && !restrictsNamesOnly(metadata)) {
    errors.push(forbidden(metadataPath, 'must not specify anything other than name and generateName'));
  }
}

function restrictsNamesOnly(metadata: JSONSchemaProps): boolean {
  const { properties = {}, type: _type, default: _default, externalDocs: _docs, example: _example, ...rest } = metadata;
  const names = Object.keys(properties);
  const others = Object.values(rest).filter((value) => value !== undefined && value !== '' && value !== false);
  return others.length === 0 && names.every((name) => name === 'name' || name === 'generateName');
}

/** What stands under `not`, `allOf`, `anyOf` and `oneOf`, with its path. */
function* junctors(schema: JSONSchemaProps, path: FieldPath): Iterable<readonly [JSONSchemaProps, FieldPath]> {
  if (schema.not !== undefined) yield [schema.not, child(path, 'not')];
  for (const quantifier of QUANTIFIERS) {
    for (const [at, part] of (schema[quantifier] ?? []).entries()) yield [part, index(child(path, quantifier), at)];
  }
}

interface IntOrStringException {
  readonly skipAnyOf: boolean;
  readonly skipFirstAllOf: boolean;
}

const NO_EXCEPTION: IntOrStringException = { skipAnyOf: false, skipFirstAllOf: false };

function validateValue(
  schema: JSONSchemaProps,
  level: Level,
  path: FieldPath,
  errors: FieldErrors,
  exception: IntOrStringException,
): void {
  const anyOf = exception.skipAnyOf ? [] : (schema.anyOf ?? []);
  for (const [at, part] of anyOf.entries()) validateNested(part, level, index(child(path, 'anyOf'), at), errors);
  for (const [at, part] of (schema.allOf ?? []).entries()) {
    const skipAnyOf = exception.skipFirstAllOf && at === 0;
    validateNested(part, level, index(child(path, 'allOf'), at), errors, { skipAnyOf, skipFirstAllOf: false });
  }
  for (const [at, part] of (schema.oneOf ?? []).entries()) {
    validateNested(part, level, index(child(path, 'oneOf'), at), errors);
  }
  if (schema.not !== undefined) validateNested(schema.not, level, child(path, 'not'), errors);
  const pattern = parseRegularExpression(schema.pattern ?? '');
  if (pattern.kind === 'error') {
    const detail = `must be a valid regular expression, but isn't: ${pattern.message}`;
    errors.push(invalid(child(path, 'pattern'), schema.pattern, detail));
  }
}

const MUST_BE_EMPTY = [
  'type',
  'default',
  'title',
  'description',
  'nullable',
  'x-kubernetes-preserve-unknown-fields',
  'x-kubernetes-embedded-resource',
  'x-kubernetes-int-or-string',
  'x-kubernetes-list-map-keys',
  'x-kubernetes-list-type',
  'x-kubernetes-map-type',
  'x-kubernetes-validations',
] as const;

function validateNested(
  schema: JSONSchemaProps,
  level: Level,
  path: FieldPath,
  errors: FieldErrors,
  exception: IntOrStringException = NO_EXCEPTION,
): void {
  validateValue(schema, level, path, errors, exception);
  const items = itemsOf(schema);
  if (items !== undefined) validateNested(items, level, child(path, 'items'), errors);
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    validateNested(property, 'field', key(child(path, 'properties'), name), errors);
  }
  if (schema.additionalProperties !== undefined && schema.additionalProperties !== false) {
    errors.push(forbidden(child(path, 'additionalProperties'), 'must be undefined to be structural'));
  }
  for (const name of MUST_BE_EMPTY) {
    const value = schema[name];
    const isEmpty = value === undefined || value === '' || value === false || value === null;
    // The extensions that are text are pointers upstream: they are set even when empty.
    const isPointer = name === 'x-kubernetes-list-type' || name === 'x-kubernetes-map-type';
    const isSet = isPointer ? value !== undefined : name === 'default' ? value != null : !isEmpty;
    if (isSet && !(Array.isArray(value) && value.length === 0)) {
      errors.push(forbidden(child(path, name), 'must be empty to be structural'));
    }
  }
  if (Object.hasOwn(schema.properties ?? {}, 'metadata')) {
    const metadataPath = key(child(path, 'properties'), 'metadata');
    errors.push(forbidden(metadataPath, 'must not be specified in a nested context'));
  }
}

/** What value validation speaks of has to have a schema outside it. */
function validateCompleteness(
  nested: JSONSchemaProps,
  nestedPath: FieldPath,
  schema: JSONSchemaProps | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (schema === undefined) {
    errors.push(required(path, `because it is defined in ${formatPath(nestedPath)}`));
    return;
  }
  for (const [part, partPath] of junctors(nested, nestedPath)) {
    validateCompleteness(part, partPath, schema, path, errors);
  }
  const items = itemsOf(nested);
  if (items !== undefined) {
    validateCompleteness(items, child(nestedPath, 'items'), itemsOf(schema), child(path, 'items'), errors);
  }
  const properties = schema.properties ?? {};
  for (const [name, property] of Object.entries(nested.properties ?? {})) {
    const target = Object.hasOwn(properties, name) ? properties[name] : undefined;
    const propertyPath = key(child(path, 'properties'), name);
    validateCompleteness(property, key(child(nestedPath, 'properties'), name), target, propertyPath, errors);
  }
}
