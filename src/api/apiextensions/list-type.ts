// Twin of the checks for x-kubernetes-list-type and -list-map-keys in ValidateCustomResourceDefinitionOpenAPISchema:
// k8s.io/apiextensions-apiserver v0.35.4 pkg/apis/apiextensions/validation/validation.go.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, key } from '../../kube/field-path.js';
import type { JSONSchemaProps } from '../../kube/types.generated.js';
import { itemsOf } from './structural.js';

const LIST_TYPES = ['atomic', 'set', 'map'];

/** How a list is merged: as a whole, as a set, or by keys of its items. */
export function validateListType(schema: JSONSchemaProps, path: FieldPath, errors: FieldErrors): void {
  const listType = schema['x-kubernetes-list-type'];
  const mapKeys = schema['x-kubernetes-list-map-keys'] ?? [];
  const listTypePath = child(path, 'x-kubernetes-list-type');
  const items = itemsOf(schema);
  const type = schema.type ?? '';
  const typeDetail = 'must be array if x-kubernetes-list-type is specified';
  if (listType !== undefined && type !== 'array') {
    errors.push(
      type === '' ? required(child(path, 'type'), typeDetail) : invalid(child(path, 'type'), type, typeDetail),
    );
  } else if (listType === 'set' && items !== undefined) validateSetItems(items, child(path, 'items'), errors);
  if (listType !== undefined && !LIST_TYPES.includes(listType)) {
    errors.push(notSupported(listTypePath, listType, LIST_TYPES));
  }
  if (mapKeys.length > 0 && listType !== 'map') {
    const detail = 'must be map if x-kubernetes-list-map-keys is non-empty';
    errors.push(listType === undefined ? required(listTypePath, detail) : invalid(listTypePath, listType, detail));
  }
  if (listType === 'map') validateMap(schema, mapKeys, path, errors);
  if (items === undefined || (listType !== 'set' && listType !== 'map')) return;
  if (items.nullable === true) {
    const detail = `cannot be nullable when x-kubernetes-list-type is ${listType}`;
    errors.push(forbidden(child(path, 'items', 'nullable'), detail));
  }
  if (listType === 'map') validateMapKeysArePresent(items, mapKeys, child(path, 'items'), errors);
}

function validateSetItems(items: JSONSchemaProps, path: FieldPath, errors: FieldErrors): void {
  const detail = 'must be atomic as item of a list with x-kubernetes-list-type=set';
  const listType = items['x-kubernetes-list-type'];
  const mapType = items['x-kubernetes-map-type'];
  if (items.type === 'array' && listType !== undefined && listType !== 'atomic') {
    errors.push(invalid(child(path, 'x-kubernetes-list-type'), listType, detail));
  }
  if (items.type === 'object' && mapType !== 'atomic') {
    errors.push(invalid(child(path, 'x-kubernetes-map-type'), mapType, detail));
  }
}

function validateMap(schema: JSONSchemaProps, mapKeys: readonly string[], path: FieldPath, errors: FieldErrors): void {
  const keysPath = child(path, 'x-kubernetes-list-map-keys');
  const itemsPath = child(path, 'items');
  const items = itemsOf(schema);
  if (mapKeys.length === 0) errors.push(required(keysPath, 'must not be empty if x-kubernetes-list-type is map'));
  if (schema.items === undefined) {
    errors.push(required(itemsPath, 'must have a schema if x-kubernetes-list-type is map'));
  } else if (items === undefined) {
    errors.push(invalid(itemsPath, undefined, 'must only have a single schema if x-kubernetes-list-type is map'));
  } else if (items.type !== 'object') {
    const detail = "must be object if parent array's x-kubernetes-list-type is map";
    errors.push(invalid(child(itemsPath, 'type'), items.type ?? '', detail));
  } else validateMapKeys(items, mapKeys, itemsPath, keysPath, errors);
}

function validateMapKeys(
  items: JSONSchemaProps,
  mapKeys: readonly string[],
  itemsPath: FieldPath,
  keysPath: FieldPath,
  errors: FieldErrors,
): void {
  for (const [at, name] of mapKeys.entries()) {
    const property = propertyOf(items, name);
    if (property === undefined) {
      errors.push(invalid(keysPath, mapKeys, 'entries must all be names of item properties'));
    } else if (property.type === 'array' || property.type === 'object') {
      const detail = "must be a scalar type if parent array's x-kubernetes-list-type is map";
      errors.push(invalid(child(key(child(itemsPath, 'properties'), name), 'type'), property.type, detail));
    }
    if (mapKeys.indexOf(name) < at) errors.push(invalid(keysPath, mapKeys, 'must not contain duplicate entries'));
  }
}

function validateMapKeysArePresent(
  items: JSONSchemaProps,
  mapKeys: readonly string[],
  path: FieldPath,
  errors: FieldErrors,
): void {
  for (const name of mapKeys) {
    const property = propertyOf(items, name);
    if (property === undefined) continue;
    const propertyPath = key(child(path, 'properties'), name);
    const isPresent = (items.required ?? []).includes(name) || (property.default ?? null) !== null;
    if (!isPresent) {
      const detail = 'is in x-kubernetes-list-map-keys, so it must have a default or be a required property';
      errors.push(required(child(propertyPath, 'default'), detail));
    }
    if (property.nullable === true) {
      const detail = 'is in x-kubernetes-list-map-keys, so it cannot be nullable';
      errors.push(forbidden(child(propertyPath, 'nullable'), detail));
    }
  }
}

function propertyOf(schema: JSONSchemaProps, name: string): JSONSchemaProps | undefined {
  return Object.hasOwn(schema.properties ?? {}, name) ? schema.properties?.[name] : undefined;
}
