// Unknown fields of custom resources. Twin of k8s.io/apiextensions-apiserver v0.35.4
// pkg/apiserver/schema/pruning/algorithm.go and schema/objectmeta/coerce.go.
import type { FieldError } from '../kube/field-error.js';
import { child, type FieldPath, index, pathOf } from '../kube/field-path.js';
import { isJsonObject, type Json, type JsonObject } from '../kube/json.js';
import { nearName } from '../kube/near-name.js';
import { type DecodeError, inServerOrder, unreadable } from './decode-error.js';
import type { Structural } from './structural.js';
import type { StructType } from './type.js';
import { decodeStruct, newWalk } from './walk.js';

type Path = FieldPath | undefined;

/** What is left of a custom resource, and what was lost. */
export interface Pruned {
  readonly object: JsonObject;
  /** Unknown fields, and metadata that cannot be decoded, in the server's order. */
  readonly errors: readonly FieldError[];
}

/** Drops the fields that the schema does not know, unless it preserves them; the object itself if it has none. */
export function prune(object: JsonObject, schema: Structural | undefined, objectMeta: StructType): Pruned {
  const pruning: Pruning = { objectMeta, errors: [] };
  const root = pruneMap(object, { schema, isResource: true, isRoot: true, path: undefined }, pruning);
  return { object: root, errors: pruning.errors.length === 0 ? [] : inServerOrder(pruning.errors) };
}

interface Pruning {
  readonly objectMeta: StructType;
  readonly errors: DecodeError[];
}

interface Place {
  readonly schema: Structural | undefined;
  readonly isResource: boolean;
  readonly isRoot: boolean;
  readonly path: Path;
}

function pruneValue(value: Json, schema: Structural | undefined, path: Path, pruning: Pruning): Json {
  if (Array.isArray(value)) {
    if (schema?.preservesUnknownFields === true && schema.items === undefined) return value;
    const items = value as readonly Json[];
    const pruned = items.map((item, position) => pruneValue(item, schema?.items, index(path, position), pruning));
    return pruned.some((item, position) => item !== items[position]) ? pruned : items;
  }
  if (!isJsonObject(value)) return value;
  return pruneMap(value, { schema, isResource: schema?.isEmbeddedResource === true, isRoot: false, path }, pruning);
}

function pruneMap(value: JsonObject, place: Place, pruning: Pruning): JsonObject {
  const { schema, path } = place;
  let copy: Record<string, Json> | undefined;
  for (const name in value) {
    const written = value[name] ?? null;
    const kept = pruneEntry(name, written, place, pruning);
    if (kept === written) continue;
    copy ??= { ...value };
    if (kept === undefined) {
      pruning.errors.push({ weight: 'strict', error: unknownField(name, schema, path) });
      delete copy[name];
    } else copy[name] = kept;
  }
  return copy ?? value;
}

/** The entry without what is unknown in it; `undefined` if nobody knows the entry itself. */
function pruneEntry(name: string, value: Json, place: Place, pruning: Pruning): Json | undefined {
  const { schema, path } = place;
  if (place.isResource && name === 'metadata') return pruneMetadata(value, child(path, name), pruning);
  if (place.isResource && (name === 'apiVersion' || name === 'kind')) {
    if (typeof value !== 'string') {
      pruning.errors.push({ weight: 'abort', error: unreadable(child(path, name), value, 'it has to be a string') });
    }
    return value;
  }
  const property = schema?.properties.get(name);
  if (property !== undefined) return pruneValue(value, property, child(path, name), pruning);
  const additional = schema?.additionalProperties;
  // `additionalProperties: true` says nothing about what is inside: it is pruned as if by an empty schema.
  if (additional !== undefined && additional !== false) {
    return pruneValue(value, additional === true ? undefined : additional, child(path, name), pruning);
  }
  if (schema?.preservesUnknownFields === true) return value;
  return place.isRoot && (name === 'metadata' || name === 'apiVersion' || name === 'kind') ? value : undefined;
}

// Decoded into Go's ObjectMeta, at the root and in embedded resources.
function pruneMetadata(value: Json, path: FieldPath, pruning: Pruning): Json {
  if (value === null) return {};
  if (!isJsonObject(value)) {
    pruning.errors.push({ weight: 'abort', error: unreadable(path, value, 'it has to be a map') });
    return {};
  }
  const walk = newWalk();
  const decoded = decodeStruct(value, pruning.objectMeta, path, walk);
  pruning.errors.push(...walk.errors);
  return decoded;
}

function unknownField(name: string, schema: Structural | undefined, parent: Path): FieldError {
  const suggestion = nearName(name, schema?.properties.keys() ?? []);
  const asked = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  const detail = `the CustomResourceDefinition has no field ${name} here${asked}`;
  const error: FieldError = { type: 'UnknownField', path: pathOf([name], parent), detail };
  return suggestion === undefined ? error : { ...error, suggestion };
}
