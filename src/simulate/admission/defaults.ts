import { withDefaults } from '../../api/validate.js';
import type { JsonObject } from '../../kube/json.js';
import type { KubernetesVersion } from '../../kube/version.js';

/** The object with the API server's defaults: two manifests that mean the same are the same after it. */
export function withServerDefaults(
  apiVersion: string,
  kind: string,
  object: JsonObject,
  version: KubernetesVersion,
): JsonObject {
  return withDefaults(apiVersion, kind, object, version);
}
