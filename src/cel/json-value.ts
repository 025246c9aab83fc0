// JSON as CEL sees it without a schema: whole numbers are int, others double.
// Follows cel-go v0.26 common/types/provider.go (NativeToValue) for what k8s.io/apimachinery's JSON decoder makes.
import type { Json, JsonObject } from '../kube/json.js';
import { isFailure, isInt64, isMap, isUint, itemsOf, keyText, type MapValue, type Value } from './value.js';

/** The value of a JSON value; objects are looked into when asked. */
export function fromJson(json: Json): Value {
  if (typeof json === 'number') return Number.isSafeInteger(json) ? BigInt(json) : json;
  if (typeof json === 'bigint') return isInt64(json) ? json : Number(json);
  if (typeof json !== 'object' || json === null) return json;
  const known = values.get(json);
  if (known !== undefined) return known;
  // Trusted: JSON's objects are arrays or plain objects; `Array.isArray` does not narrow readonly arrays.
  const value = Array.isArray(json)
    ? (json as readonly Json[]).map(fromJson)
    : objectValue(json as JsonObject, fromJson);
  values.set(json, value);
  return value;
}

// Many expressions look at the same object: its values are made once. Objects never change.
const values = new WeakMap<object, Value>();

/** A map over a JSON object; `convert` gives the value of a field. */
export function objectValue(object: JsonObject, convert: (json: Json, key: string) => Value | undefined): MapValue {
  return {
    kind: 'map',
    get size() {
      return Object.keys(object).length;
    },
    keys: () => Object.keys(object),
    find: (key) => {
      if (typeof key !== 'string' || !Object.hasOwn(object, key)) return undefined;
      const json = object[key];
      return json === undefined ? undefined : convert(json, key);
    },
  };
}

/** A value as JSON: for messages and tests. Types, optionals and opaque values have none. */
export function toJson(value: Value): Json | undefined {
  if (value === null || typeof value === 'string' || typeof value === 'boolean' || typeof value === 'number')
    return value;
  if (typeof value === 'bigint') return Number.isSafeInteger(Number(value)) ? Number(value) : value;
  if (isUint(value)) return toJson(value.value);
  const items = itemsOf(value);
  if (items !== undefined) return items.map((item) => toJson(item) ?? null);
  if (!isMap(value) || isFailure(value)) return undefined;
  const entries = value
    .keys()
    .map((key) => [(keyText(key) ?? '').slice(1), toJson(value.find(key) ?? null) ?? null] as const);
  return Object.fromEntries(entries);
}
