/** A value as the API server gets it: JSON, with integers beyond ±2^53 as `bigint` so that none loses a digit. */
export type Json = null | boolean | number | bigint | string | readonly Json[] | JsonObject;

/**
 * A JSON object. Keys come from untrusted text: test for a key that the user chose (a label, a port name) with
 * `Object.hasOwn`, never with a bare index, or `constructor` is found on every object.
 */
export interface JsonObject {
  readonly [key: string]: Json;
}

/** Is the value a JSON object (not an array, not null)? */
export function isJsonObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value if it is a JSON object, else `undefined`. */
export function objectOf(value: Json | undefined): JsonObject | undefined {
  return isJsonObject(value) ? value : undefined;
}

/** The value if it is an array, else `undefined`. */
export function arrayOf(value: Json | undefined): readonly Json[] | undefined {
  // `Array.isArray` does not narrow readonly arrays; the check is the proof.
  return Array.isArray(value) ? (value as readonly Json[]) : undefined;
}

/** The value if it is a string, else `undefined`. */
export function stringOf(value: Json | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}
