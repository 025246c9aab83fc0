// `x-kubernetes-embedded-resource`: objects inside objects. Twin of k8s.io/apiextensions-apiserver v0.35.4
// pkg/apiserver/schema/objectmeta/validation.go.
import { type FieldErrors, invalid, required } from '../kube/field-error.js';
import { child, type FieldPath, index } from '../kube/field-path.js';
import { isJsonObject, type Json, type JsonObject, objectOf } from '../kube/json.js';
import { isDns1035Label } from '../kube/names.js';
import type { MetadataErrors } from './custom-type.js';
import type { Structural } from './structural.js';

/** Where a walk for embedded resources is, and where it puts its errors. */
export interface EmbeddedPlace {
  readonly schema: Structural;
  readonly path: FieldPath | undefined;
  readonly metadataErrors: MetadataErrors;
  readonly errors: FieldErrors;
}

/** apiVersion, kind and metadata of every embedded resource. */
export function validateEmbeddedResources(value: Json, place: EmbeddedPlace): void {
  const { schema, path } = place;
  if (!schema.contains.embedded) return;
  if (Array.isArray(value)) {
    const { items } = schema;
    if (items === undefined) return;
    for (const [position, item] of (value as readonly Json[]).entries()) {
      validateEmbeddedResources(item, { ...place, schema: items, path: index(path, position) });
    }
    return;
  }
  if (!isJsonObject(value)) return;
  if (schema.isEmbeddedResource) validateEmbedded(value, place);
  const additional = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  for (const [name, inner] of Object.entries(value)) {
    const property = schema.properties.get(name) ?? additional;
    if (property !== undefined)
      validateEmbeddedResources(inner, { ...place, schema: property, path: child(path, name) });
  }
}

function validateEmbedded(value: JsonObject, { path, errors, metadataErrors }: EmbeddedPlace): void {
  for (const name of ['apiVersion', 'kind'] as const) {
    const at = child(path, name);
    const written = value[name];
    if (written === undefined) errors.push(required(at));
    // What is no string was refused when it was decoded.
    else if (typeof written !== 'string') continue;
    else if (written === '') errors.push(invalid(at, written, 'must not be empty'));
    else if (name === 'apiVersion' && written.split('/').length > 2) {
      errors.push(invalid(at, written, `unexpected GroupVersion string: ${written}`));
    } else if (name === 'kind') {
      const details = isDns1035Label(written.toLowerCase());
      if (details.length > 0) {
        errors.push(invalid(at, written, `may have mixed case, but should otherwise match: ${details.join(',')}`));
      }
    }
  }
  const metadata = objectOf(value['metadata']);
  if (metadata !== undefined)
    errors.push(...metadataErrors(metadata, { path: child(path, 'metadata'), owner: undefined }));
}
