// Recorded answers in test/api/cases: lines { base, object } with the objects that edits start from, then cases with edits
// [path, value], or [path] where the field is gone.
import { readFileSync } from 'node:fs';
import type { FieldError } from '../../src/kube/field-error.js';
import { formatPath } from '../../src/kube/field-path.js';
import type { Json, JsonObject } from '../../src/kube/json.js';
import { NO_CRDS } from '../../src/schema/custom-type.js';
import { decode } from '../../src/schema/decode.js';

/** The release that was asked. */
export const VERSION = { minor: 35, patch: 4 };

/** One change of an object. */
export type Edit = readonly [path: readonly (string | number)[], value?: Json];

/** An object with its kind. */
export interface Manifest extends JsonObject {
  readonly apiVersion: string;
  readonly kind: string;
}

/** The base objects by name, and the cases. Every field of a case is compared or used. */
export function readCases<Case>(file: string): { bases: ReadonlyMap<string, Manifest>; cases: readonly Case[] } {
  const lines = readFileSync(new URL(`cases/${file}`, import.meta.url), 'utf8').split('\n');
  const records = lines.filter((line) => line !== '').map((line) => JSON.parse(line));
  const bases = new Map<string, Manifest>();
  for (const { base, object } of records) if (object !== undefined) bases.set(base, object);
  return { bases, cases: records.filter(({ object }) => object === undefined) };
}

/** The object after the edits. */
export function edited(object: Manifest, edits: readonly Edit[]): Manifest {
  // Edits leave apiVersion and kind alone.
  return edits.reduce<Json>((value, [path, ...values]) => changed(value, path, values), object) as Manifest;
}

function changed(
  value: Json,
  [step, ...rest]: readonly (string | number)[],
  values: readonly (Json | undefined)[],
): Json {
  if (step === undefined) return values[0] ?? null;
  const entries = Array.isArray(value) ? [...value.entries()] : Object.entries(value ?? {});
  const fields = new Map<string | number, Json>(entries);
  if (rest.length === 0 && values.length === 0) fields.delete(step);
  else fields.set(step, changed(fields.get(step) ?? null, rest, values));
  return Array.isArray(value) ? [...fields.values()] : Object.fromEntries(fields);
}

/** The object as the decoder hands it to validation. */
export function decoded(object: Manifest): JsonObject {
  const { apiVersion, kind } = object;
  const result = decode({ apiVersion, kind, object }, { version: VERSION, crds: NO_CRDS });
  if (result.kind !== 'decoded' || result.errors.length > 0) throw new Error(`not decoded: ${JSON.stringify(result)}`);
  return result.object;
}

/** Errors as the cases spell them: type and field, each once, sorted. */
export function spelt(errors: readonly FieldError[]): string[] {
  return [
    ...new Set(errors.map(({ type, path }) => (type === 'BadRequest' ? 'Refused' : `${type} ${formatPath(path)}`))),
  ].sort();
}
