// `x-kubernetes-list-type: set` and `map`. Twin of k8s.io/apiextensions-apiserver v0.35.4
// pkg/apiserver/schema/listtype/validation.go.
import { duplicate, type FieldErrors, invalid } from '../kube/field-error.js';
import { child, type FieldPath, index } from '../kube/field-path.js';
import { isJsonObject, type Json } from '../kube/json.js';
import type { Structural } from './structural.js';

/** Sets whose items repeat, and maps whose keys do. */
export function validateListTypes(
  value: Json,
  schema: Structural,
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  if (!schema.contains.listTypes) return;
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    if (schema.listType === 'set') validateSet(items, items, path, errors);
    else if (schema.listType === 'map') validateMap(items, schema.listMapKeys, path, errors);
    if (schema.items === undefined) return;
    for (const [position, item] of items.entries())
      validateListTypes(item, schema.items, index(path, position), errors);
    return;
  }
  if (!isJsonObject(value)) return;
  const additional = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  for (const [name, inner] of Object.entries(value)) {
    const property = schema.properties.get(name) ?? additional;
    if (property !== undefined) validateListTypes(inner, property, child(path, name), errors);
  }
}

// Each value that repeats is reported once, where it comes for the second time.
function validateSet(
  keys: readonly Json[],
  values: readonly Json[],
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  const times = new Map<string, number>();
  for (const [position, key] of keys.entries()) {
    const text = canonical(key);
    const before = times.get(text) ?? 0;
    times.set(text, before + 1);
    if (before === 1) errors.push(duplicate(index(path, position), values[position]));
  }
}

function validateMap(
  items: readonly Json[],
  keys: readonly string[],
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  const scalar = items.findIndex((item) => item !== null && !isJsonObject(item));
  if (scalar !== -1) {
    errors.push(invalid(index(path, scalar), items[scalar], 'must be an object for an array of list-type map'));
    return;
  }
  const identities = items.map((item) => {
    const fields = isJsonObject(item) ? item : {};
    return Object.fromEntries(keys.flatMap((key) => (Object.hasOwn(fields, key) ? [[key, fields[key] ?? null]] : [])));
  });
  validateSet(identities, identities, path, errors);
}

/** The same text for equal values, whatever the order of their keys. */
export function canonical(value: Json): string {
  if (typeof value === 'bigint') return value.toString();
  if (Array.isArray(value)) return `[${(value as readonly Json[]).map(canonical).join(',')}]`;
  if (!isJsonObject(value)) return JSON.stringify(value);
  const entries = Object.keys(value)
    .sort()
    .map((key) => `${JSON.stringify(key)}:${canonical(value[key] ?? null)}`);
  return `{${entries.join(',')}}`;
}
