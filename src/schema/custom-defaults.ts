// Defaults of custom resources. Twin of k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/schema/defaulting/algorithm.go
// and prunenulls.go.
import { isJsonObject, type Json, type JsonObject } from '../kube/json.js';
import type { Structural } from './structural.js';

/** The object with the defaults of its schema; a null that the schema does not allow becomes its default. Never mutates. */
export function withCustomDefaults(object: JsonObject, schema: Structural): JsonObject {
  return schema.contains.defaults ? defaultMap(object, schema) : object;
}

function defaultValue(value: Json, schema: Structural | undefined): Json {
  if (schema === undefined || !schema.contains.defaults) return value;
  if (Array.isArray(value)) return defaultList(value as readonly Json[], schema.items);
  return isJsonObject(value) ? defaultMap(value, schema) : value;
}

function defaultList(value: readonly Json[], schema: Structural | undefined): readonly Json[] {
  if (schema === undefined) return value;
  const defaulted = value.map((item) => defaultValue(orDefault(item, schema), schema));
  return defaulted.some((item, position) => item !== value[position]) ? defaulted : value;
}

function defaultMap(value: JsonObject, schema: Structural): JsonObject {
  let copy: Record<string, Json> | undefined;
  const put = (name: string, filled: Json): void => {
    copy ??= { ...value };
    copy[name] = filled;
  };
  for (const [name, property] of schema.properties) {
    if (property.default === undefined) continue;
    const written = Object.hasOwn(value, name) ? value[name] : undefined;
    if (written === undefined || (written === null && !property.nullable)) put(name, property.default);
  }
  for (const [name, written] of Object.entries(copy ?? value)) {
    const property = schema.properties.get(name);
    const additional = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    const filled = property === undefined ? defaultAdditional(written, additional) : defaultValue(written, property);
    if (filled !== written) put(name, filled);
  }
  return copy ?? value;
}

function defaultAdditional(value: Json, schema: Structural | undefined): Json {
  return schema === undefined ? value : defaultValue(orDefault(value, schema), schema);
}

function orDefault(value: Json, schema: Structural): Json {
  return value === null && !schema.nullable ? (schema.default ?? null) : value;
}

/** The object without the nulls that its schema neither allows nor has a default for: they are as if absent. Never mutates. */
export function withoutForbiddenNulls(object: JsonObject, schema: Structural): JsonObject {
  let copy: Record<string, Json> | undefined;
  for (const [name, written] of Object.entries(object)) {
    const additional = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
    const inner = schema.properties.get(name) ?? additional;
    if (inner === undefined) continue;
    const kept = isForbiddenNull(written, inner) ? undefined : withoutNulls(written, inner);
    if (kept === written) continue;
    copy ??= { ...object };
    if (kept === undefined) delete copy[name];
    else copy[name] = kept;
  }
  return copy ?? object;
}

function isForbiddenNull(value: Json, schema: Structural): boolean {
  return value === null && !schema.nullable && schema.default === undefined;
}

// Null items of lists stay.
function withoutNulls(value: Json, schema: Structural): Json {
  const { items } = schema;
  if (Array.isArray(value)) {
    if (items === undefined) return value;
    const list = value as readonly Json[];
    const kept = list.map((item) => withoutNulls(item, items));
    return kept.some((item, position) => item !== list[position]) ? kept : value;
  }
  return isJsonObject(value) ? withoutForbiddenNulls(value, schema) : value;
}
