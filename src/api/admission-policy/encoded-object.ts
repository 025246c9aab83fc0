// An object as an admission policy gets to see it: written by Go from its own types, which leave no struct out.
// Twin of what k8s.io/apiserver v0.35.4 pkg/admission/plugin/cel `objectToResolveVal` makes of k8s.io/api's types.
import { fromJson, objectValue } from '../../cel/json-value.js';
import { unsupported, type Value } from '../../cel/value.js';
import { isJsonObject, type Json, type JsonObject, objectOf } from '../../kube/json.js';
import type { GoType, StructType } from '../../schema/type.js';

// Fields that are structs and no pointers: `omitempty` does not leave them out. Defaults fill in the others.
const ALWAYS: ReadonlyMap<string, readonly string[]> = new Map([
  ['core.v1.Container', ['resources']],
  ['core.v1.EphemeralContainer', ['resources']],
  ['core.v1.PodTemplateSpec', ['metadata', 'spec']],
  ['core.v1.PersistentVolumeClaimSpec', ['resources']],
  ['batch.v1.JobTemplateSpec', ['metadata', 'spec']],
  ['networking.v1.NetworkPolicySpec', ['podSelector']],
  ['networking.v1.IngressServiceBackend', ['port']],
]);

/** The decoded object of a built-in type with the empty structs that Go writes, such as `resources: {}` and `status: {}`. */
export function encodedObject(object: JsonObject, type: StructType): JsonObject {
  const encoded: Record<string, Json> = {};
  for (const [name, value] of Object.entries(object)) {
    const field = type.fields.get(name);
    encoded[name] = field === undefined ? value : encodedValue(value, field);
  }
  for (const name of alwaysIn(type)) {
    const field = type.fields.get(name);
    if (field?.kind === 'struct' && !Object.hasOwn(object, name)) encoded[name] = encodedObject({}, field);
  }
  return encoded;
}

function alwaysIn(type: StructType): readonly string[] {
  const isObject = type.fields.has('metadata') && type.fields.has('status');
  return isObject ? ['status'] : (ALWAYS.get(type.name) ?? []);
}

function encodedValue(value: Json, type: GoType): Json {
  if (type.kind === 'struct') return isJsonObject(value) ? encodedObject(value, type) : value;
  if (type.kind !== 'list' || type.item.kind !== 'struct' || !Array.isArray(value)) return value;
  // Trusted: JSON's arrays hold JSON; `Array.isArray` does not narrow readonly arrays.
  return (value as readonly Json[]).map((item) => encodedValue(item, type.item));
}

// The API server gives these to an object; which values no manifest tells.
const GIVEN = ['uid', 'creationTimestamp', 'generation', 'managedFields'];

/**
 * An object for CEL: the metadata that the API server gives it is there, but nobody can tell its values, nor what controllers
 * have written to the status of one that is updated.
 */
export function storedValue(object: JsonObject, operation: 'CREATE' | 'UPDATE'): Value {
  const metadata = objectOf(object['metadata']) ?? {};
  const given = GIVEN.filter((name) => !Object.hasOwn(metadata, name));
  const all: JsonObject = { ...metadata, ...Object.fromEntries(given.map((name) => [name, ''])) };
  const ofMetadata = objectValue(all, (value, name) =>
    given.includes(name) ? unsupported(`the API server gives object.metadata.${name}`) : fromJson(value),
  );
  return objectValue({ ...object, metadata }, (value, name) => {
    if (name === 'metadata') return ofMetadata;
    const isWritten = operation === 'UPDATE' && name === 'status';
    return isWritten ? unsupported('the status of a running object is not in the manifests') : fromJson(value);
  });
}
