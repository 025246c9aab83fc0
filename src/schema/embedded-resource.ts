// `x-kubernetes-embedded-resource`: objects inside objects. Twin of k8s.io/apiextensions-apiserver v0.35.4
// pkg/apiserver/schema/objectmeta/validation.go. Not checked: the metadata of the embedded object beyond its types.
import { type FieldErrors, invalid, required } from '../kube/field-error.js';
import { child, type FieldPath, index } from '../kube/field-path.js';
import { isJsonObject, type Json, type JsonObject } from '../kube/json.js';
import { isDns1035Label } from '../kube/names.js';
import type { Structural } from './structural.js';

/** apiVersion and kind of every embedded resource. */
export function validateEmbeddedResources(
  value: Json,
  schema: Structural,
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  if (Array.isArray(value)) {
    const items = value as readonly Json[];
    if (schema.items === undefined) return;
    for (const [position, item] of items.entries())
      validateEmbeddedResources(item, schema.items, index(path, position), errors);
    return;
  }
  if (!isJsonObject(value)) return;
  if (schema.isEmbeddedResource) validateTypeMeta(value, path, errors);
  const additional = typeof schema.additionalProperties === 'object' ? schema.additionalProperties : undefined;
  for (const [name, inner] of Object.entries(value)) {
    const property = schema.properties.get(name) ?? additional;
    if (property !== undefined) validateEmbeddedResources(inner, property, child(path, name), errors);
  }
}

function validateTypeMeta(value: JsonObject, path: FieldPath | undefined, errors: FieldErrors): void {
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
}
