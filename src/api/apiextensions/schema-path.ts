// Twin of ValidFieldPath: k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/schema/cel/validation.go.
import { objectOf } from '../../kube/json.js';
import type { JSONSchemaProps } from '../../kube/types.generated.js';

/** The schema of the field at `.spec.replicas` or `.spec['my-key']`; `undefined` if there is none. */
export function schemaAt(schema: JSONSchemaProps, jsonPath: string): JSONSchemaProps | undefined {
  const token = /\.([^.[\]']+)|\[('(?:[^'\\]|\\.)*')\]/y;
  let found: JSONSchemaProps | undefined = schema;
  let at = 0;
  while (at < jsonPath.length) {
    token.lastIndex = at;
    const match = token.exec(jsonPath);
    if (match === null) return undefined;
    const name = match[1] ?? (match[2] ?? '').slice(1, -1).replace(/\\(.)/g, '$1');
    found = fieldOf(found, name);
    if (found === undefined) return undefined;
    at = token.lastIndex;
  }
  return found;
}

function fieldOf(schema: JSONSchemaProps, name: string): JSONSchemaProps | undefined {
  const { properties } = schema;
  if (properties !== undefined && Object.keys(properties).length > 0) {
    return Object.hasOwn(properties, name) ? properties[name] : undefined;
  }
  // Decoding leaves a schema or a boolean here; a boolean has no fields.
  return objectOf(schema.additionalProperties) as JSONSchemaProps | undefined;
}
