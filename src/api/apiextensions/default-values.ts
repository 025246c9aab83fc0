// Twin of ValidateDefaults: k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/schema/defaulting/validation.go.
// Not checked: whether defaults inside metadata make valid metadata.
import { evaluateRules } from '../../cel/custom-resources/crd-rules.js';
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, type FieldPath, key, pathOf, segments } from '../../kube/field-path.js';
import { type Json, type JsonObject, objectOf } from '../../kube/json.js';
import { prune } from '../../schema/pruning.js';
import { validateValue } from '../../schema/schema-values.js';
import { shapeOf, sparing } from '../../schema/shape.js';
import { structural } from '../../schema/structural.js';
import { namedStruct } from '../../schema/table.js';

const MAX_DEPTH = 200;

/** Default values, at any depth, are values that the schema takes. `schema` is structural. */
export function validateDefaultValues(schema: JsonObject, path: FieldPath, minor: number, errors: FieldErrors): void {
  visit({ schema, path, minor, depth: 0, inMetadata: false, errors });
}

interface Node {
  readonly schema: JsonObject;
  readonly path: FieldPath;
  readonly minor: number;
  readonly depth: number;
  readonly inMetadata: boolean;
  readonly errors: FieldErrors;
}

// By minor: what a value may look like depends on it.
const unlessClean = new Map<number, ReturnType<typeof sparing>>();

// Below `additionalProperties` there may be none.
function visit(node: Node): void {
  const { schema, depth, minor, inMetadata, errors } = node;
  if (depth > MAX_DEPTH || !structural(schema).contains.defaults) return;
  // Nothing is spared that would be cut off here and not elsewhere.
  if (depth + shapeOf(schema).height > MAX_DEPTH) {
    visitNode(node);
    return;
  }
  const spare = unlessClean.get(minor) ?? sparing();
  unlessClean.set(minor, spare);
  spare(schema, Number(depth === 0) + 2 * Number(inMetadata), errors, () => visitNode(node));
}

function visitNode(node: Node): void {
  const { schema, path, depth } = node;
  if (schema.default !== undefined && schema.default !== null) validateDefault(schema.default, node);
  const items = objectOf(schema.items);
  if (items !== undefined) visit({ ...node, schema: items, path: child(path, 'items'), depth: depth + 1 });
  const isResource = depth === 0 || schema['x-kubernetes-embedded-resource'] === true;
  const properties = child(path, 'properties');
  for (const [name, written] of Object.entries(objectOf(schema.properties) ?? {})) {
    const property = objectOf(written);
    if (property === undefined || !structural(property).contains.defaults) continue;
    const inMetadata = isResource ? name === 'metadata' : node.inMetadata;
    visit({ ...node, schema: property, path: key(properties, name), depth: depth + 1, inMetadata });
  }
}

function validateDefault(value: Json, { schema, path, minor, inMetadata, errors }: Node): void {
  const at = child(path, 'default');
  const wrapper = structural({ type: 'object', properties: { value: schema } });
  const objectMeta = namedStruct('meta.v1.ObjectMeta', minor);
  if (!inMetadata && objectMeta !== undefined && prune({ value }, wrapper, objectMeta).errors.length > 0) {
    errors.push(invalid(at, value, 'must not have unknown fields'));
  }
  const found = validateValue(value, structural(schema), { minor });
  for (const error of found) errors.push({ ...error, path: pathOf(segments(error.path), at) });
  if (found.length > 0 || !structural(schema).contains.rules) return;
  for (const error of evaluateRules(wrapper, { value }, { minor }).errors) {
    errors.push({ ...error, path: pathOf(segments(error.path).slice(1), at) });
  }
}
