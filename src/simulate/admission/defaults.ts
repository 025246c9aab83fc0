import type { JsonObject } from '../../kube/json.js';
import type { KubernetesVersion } from '../../kube/version.js';

/** The object with the API server's defaults: two manifests that mean the same are the same after it. */
export function withServerDefaults(
  _apiVersion: string,
  _kind: string,
  object: JsonObject,
  _version: KubernetesVersion,
): JsonObject {
  return object;
}
