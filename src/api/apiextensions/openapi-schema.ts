// Twin of ValidateCustomResourceDefinitionOpenAPISchema: k8s.io/apiextensions-apiserver v0.35.4
// pkg/apis/apiextensions/validation/validation.go.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index, key } from '../../kube/field-path.js';
import { isJsonObject, type JsonObject } from '../../kube/json.js';
import type { JSONSchemaProps } from '../../kube/types.generated.js';
import { sparing } from '../../schema/shape.js';
import { validateListType } from './list-type.js';
import { additionalSchemaOf, itemsOf } from './structural.js';
import { validateValidationRules } from './validation-rules.js';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];
const UNSUPPORTED = ['id', 'additionalItems', 'patternProperties', 'definitions', 'dependencies', '$ref'] as const;
// An empty map counts as none.
const MAPS: ReadonlySet<string> = new Set(['patternProperties', 'definitions']);
const META_FIELDS = ['metadata', 'kind', 'apiVersion'];

/** Where in the schema we are: whether defaults are allowed, whether this is metadata. */
interface Place {
  /** Why a default may not stand here, if it may not. */
  readonly noDefaults: string | undefined;
  readonly inMetadata: boolean;
}

/** The schema has only what Kubernetes supports of OpenAPI. */
export function validateOpenApiSchema(schema: JSONSchemaProps, path: FieldPath, errors: FieldErrors): void {
  validateSchema(schema, path, { noDefaults: undefined, inMetadata: false }, true, errors);
}

const unlessClean = sparing();

function validateSchema(
  schema: JSONSchemaProps,
  path: FieldPath,
  place: Place,
  isRoot: boolean,
  errors: FieldErrors,
): void {
  const setting = Number(place.noDefaults !== undefined) + 2 * Number(place.inMetadata) + 4 * Number(isRoot);
  // A decoded schema is JSON.
  unlessClean(schema as unknown as JsonObject, setting, errors, () => {
    validateNode(schema, path, place, isRoot, errors);
  });
}

function validateNode(
  schema: JSONSchemaProps,
  path: FieldPath,
  place: Place,
  isRoot: boolean,
  errors: FieldErrors,
): void {
  validateKeywords(schema, path, place, errors);
  if (schema.uniqueItems === true) {
    const detail = 'uniqueItems cannot be set to true since the runtime complexity becomes quadratic';
    errors.push(forbidden(child(path, 'uniqueItems'), detail));
  }
  validateAdditional(schema, path, place, errors);
  validateProperties(schema, path, place, isRoot, errors);
  if (schema.not !== undefined) validateSchema(schema.not, child(path, 'not'), place, false, errors);
  for (const quantifier of ['allOf', 'oneOf', 'anyOf'] as const) {
    for (const [at, part] of (schema[quantifier] ?? []).entries()) {
      validateSchema(part, index(child(path, quantifier), at), place, false, errors);
    }
  }
  for (const [name, definition] of Object.entries(schema.definitions ?? {})) {
    validateSchema(definition, key(child(path, 'definitions'), name), place, false, errors);
  }
  const items = itemsOf(schema);
  if (items !== undefined) validateSchema(items, child(path, 'items'), place, false, errors);
  validateExtensions(schema, path, errors);
  validateListType(schema, path, errors);
  validateValidationRules(schema, path, errors);
}

function validateKeywords(schema: JSONSchemaProps, path: FieldPath, place: Place, errors: FieldErrors): void {
  const type = schema.type ?? '';
  if (type !== '' && !TYPES.includes(type)) errors.push(notSupported(child(path, 'type'), type, TYPES));
  if (schema.default !== undefined && schema.default !== null && place.noDefaults !== undefined) {
    errors.push(forbidden(child(path, 'default'), `must not be set ${place.noDefaults}`));
  }
  for (const name of UNSUPPORTED) {
    const value = schema[name];
    const isSet = name === 'id' ? value !== '' : !MAPS.has(name) || Object.keys(value ?? {}).length > 0;
    if (value !== undefined && isSet) errors.push(forbidden(child(path, name), `${name} is not supported`));
  }
  if (type === 'null') {
    errors.push(forbidden(child(path, 'type'), 'type cannot be set to null, use nullable as an alternative'));
  }
  if (Array.isArray(schema.items) && schema.items.length > 0) {
    errors.push(forbidden(child(path, 'items'), 'items must be a schema object and not an array'));
  }
  if (place.inMetadata && schema['x-kubernetes-embedded-resource'] === true) {
    const embeddedPath = child(path, 'x-kubernetes-embedded-resource');
    errors.push(forbidden(embeddedPath, 'must not be used inside of resource meta'));
  }
}

function validateAdditional(schema: JSONSchemaProps, path: FieldPath, place: Place, errors: FieldErrors): void {
  const { additionalProperties } = schema;
  if (additionalProperties === undefined) return;
  const additionalPath = child(path, 'additionalProperties');
  const says = additionalProperties === false || isJsonObject(additionalProperties);
  if (Object.keys(schema.properties ?? {}).length > 0 && says) {
    errors.push(forbidden(additionalPath, 'additionalProperties and properties are mutual exclusive'));
  }
  const additional = additionalSchemaOf(schema);
  const inner = place.inMetadata
    ? { ...place, noDefaults: 'inside additionalProperties applying to object metadata' }
    : place;
  if (additional !== undefined) validateSchema(additional, additionalPath, inner, false, errors);
}

function validateProperties(
  schema: JSONSchemaProps,
  path: FieldPath,
  place: Place,
  isRoot: boolean,
  errors: FieldErrors,
): void {
  const isResource = isRoot || schema['x-kubernetes-embedded-resource'] === true;
  const properties = child(path, 'properties');
  for (const [name, property] of Object.entries(schema.properties ?? {})) {
    const isMeta = isResource && META_FIELDS.includes(name);
    const inner = {
      noDefaults: isMeta && isRoot ? `in top-level ${name}` : place.noDefaults,
      inMetadata: isMeta || place.inMetadata,
    };
    validateSchema(property, key(properties, name), inner, false, errors);
  }
}

function validateExtensions(schema: JSONSchemaProps, path: FieldPath, errors: FieldErrors): void {
  if (schema['x-kubernetes-preserve-unknown-fields'] === false) {
    errors.push(invalid(child(path, 'x-kubernetes-preserve-unknown-fields'), false, 'must be true or undefined'));
  }
  const mapType = schema['x-kubernetes-map-type'];
  if (mapType === undefined) return;
  const type = schema.type ?? '';
  const detail = 'must be object if x-kubernetes-map-type is specified';
  const typePath = child(path, 'type');
  if (type === '') errors.push(required(typePath, detail));
  else if (type !== 'object') errors.push(invalid(typePath, type, detail));
  if (mapType !== 'atomic' && mapType !== 'granular') {
    errors.push(notSupported(child(path, 'x-kubernetes-map-type'), mapType, ['atomic', 'granular']));
  }
}
