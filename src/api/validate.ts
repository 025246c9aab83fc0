// Every kind of every group, looked up by name. Loads all of them: what starts often asks `create.ts` with a kind of its own.
import type { FieldErrors } from '../kube/field-error.js';
import type { JsonObject } from '../kube/json.js';
import type { KubernetesVersion } from '../kube/version.js';
import { NEWEST } from '../kube/version.js';
import { creationErrors } from './create.js';
import { GROUPS } from './groups.js';

/** Does rollcast know what the API server validates of this kind? */
export function hasValidation(apiVersion: string, kind: string): boolean {
  return GROUPS.get(apiVersion)?.has(kind) === true;
}

/**
 * The reasons for which the API server refuses to create this object; none means it accepts it. `object` is decoded:
 * known fields of the right type only. A kind without validation here has no errors: ask `hasValidation`.
 */
export function validateCreate(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  version: KubernetesVersion,
): FieldErrors {
  const rules = GROUPS.get(apiVersion)?.get(kind);
  return rules === undefined ? [] : creationErrors(rules, object, version);
}

/** The object with the API server's defaults; never mutates. Without a version the newest bundled one decides. */
export function withDefaults(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  version: KubernetesVersion = NEWEST,
): JsonObject {
  return GROUPS.get(apiVersion)?.get(kind)?.defaults?.(object, { version }) ?? object;
}
