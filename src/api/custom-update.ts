// What the API server does with a change to a custom resource: the checks of metadata that all kinds share, then its schema.
// Twin of k8s.io/apiextensions-apiserver v0.35.4 pkg/registry/customresource/{strategy,validator}.go, `ValidateUpdate`.
import type { FieldErrors } from '../kube/field-error.js';
import { type JsonObject, objectOf } from '../kube/json.js';
import type { ObjectMeta } from '../kube/types.generated.js';
import type { KubernetesVersion } from '../kube/version.js';
import type { CustomResourceType, CustomUpdateVerdict } from '../schema/custom-type.js';
import { customMetadataErrors } from './meta/custom-object-meta.js';
import { validateIdentity } from './meta/immutable.js';

/**
 * Judges turning `from` into `to`, both decoded objects of this kind; `from` is what a server has, maybe of another version
 * that no webhook converts.
 */
export function customUpdateVerdict(
  type: CustomResourceType,
  from: JsonObject,
  to: JsonObject,
  version: KubernetesVersion,
): CustomUpdateVerdict {
  const ofMetadata: FieldErrors = [];
  // Decoded metadata is an ObjectMeta: the decoder of custom resources reads it as one.
  const [next, live] = [to, from].map(({ metadata }) => (objectOf(metadata) ?? {}) as ObjectMeta);
  validateIdentity(next ?? {}, live ?? {}, ofMetadata);
  const context = { version, metadataErrors: customMetadataErrors };
  // What is stored is read by the definition of today: its defaults, its fields.
  const stored = type.judge({ ...from, apiVersion: type.apiVersion }, context).object;
  const { errors, passed, notChecked } = type.judgeUpdate(to, stored, context);
  return { errors: [...ofMetadata, ...errors], passed, notChecked };
}
