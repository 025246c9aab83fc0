// How large values of a structural schema can get. Twin of k8s.io/apiserver v0.35.4 pkg/cel/common/schemas.go, for the
// estimate of costs.
import { byteLength } from '../../kube/byte-length.js';
import { escapedName, type RuleSchema, typeOfSchema, withTypeAndMeta } from './rule-schema.js';

/** Sizes of a node: what it takes in JSON at least, and how many elements (items, entries, bytes) it has at most. */
export interface SizeNode {
  readonly minBytes: number;
  /** 0 where elements mean nothing: numbers, objects with fields. */
  readonly maxElements: number;
  readonly element?: SizeNode;
  readonly key?: SizeNode;
  readonly fields?: ReadonlyMap<string, SizeNode>;
  /** What a field of any other name has. */
  readonly otherFields?: SizeNode;
}

/** The largest request that the API server reads, in bytes. */
export const MAX_REQUEST_BYTES = 3 * 1024 * 1024;

const scalar = (minBytes: number): SizeNode => ({ minBytes, maxElements: 0 });
const KEY = scalar(2);

/** The sizes of a schema's values; `undefined` where expressions cannot see them. */
export function sizesOf(schema: RuleSchema, isRoot: boolean): SizeNode | undefined {
  const sizes = isRoot ? ofRoots : ofParts;
  if (sizes.has(schema)) return sizes.get(schema);
  const found = measured(schema, isRoot);
  sizes.set(schema, found);
  return found;
}

// Each rule of a node asks, and so do the rules of the nodes above.
const ofRoots = new WeakMap<RuleSchema, SizeNode | undefined>();
const ofParts = new WeakMap<RuleSchema, SizeNode | undefined>();

function measured(schema: RuleSchema, isRoot: boolean): SizeNode | undefined {
  switch (typeOfSchema(schema)) {
    case 'int-or-string':
      return { minBytes: 1, maxElements: textBytes(schema) };
    case 'array':
      return arraySizes(schema);
    case 'object':
      return objectSizes(isRoot ? withTypeAndMeta(schema) : schema);
    case 'string':
      return stringSizes(schema);
    case 'boolean':
      return scalar(4);
    case 'number':
    case 'integer':
      return scalar(1);
    default:
      return undefined;
  }
}

// A character takes up to four bytes.
function textBytes({ bounds }: RuleSchema): number {
  return bounds.maxLength === undefined ? MAX_REQUEST_BYTES - 2 : Math.max(0, bounds.maxLength) * 4;
}

function stringSizes(schema: RuleSchema): SizeNode {
  switch (schema.format) {
    case 'byte':
      return { minBytes: 2, maxElements: schema.bounds.maxLength ?? MAX_REQUEST_BYTES - 2 };
    case 'duration':
      return { minBytes: 3, maxElements: 32 };
    case 'date':
      return { minBytes: 12, maxElements: 12 };
    case 'date-time':
      return { minBytes: 21, maxElements: 32 };
  }
  const values = schema.enum ?? [];
  if (schema.bounds.maxLength !== undefined || values.length === 0)
    return { minBytes: 2, maxElements: textBytes(schema) };
  return {
    minBytes: 2,
    maxElements: Math.max(0, ...values.map((value) => (typeof value === 'string' ? byteLength(value) : 0))),
  };
}

function arraySizes({ items, bounds }: RuleSchema): SizeNode | undefined {
  const element = items === undefined ? undefined : sizesOf(items, items.isEmbeddedResource);
  if (element === undefined) return undefined;
  const most = Math.floor((MAX_REQUEST_BYTES - 2) / (element.minBytes + 1));
  return { minBytes: 2, element, maxElements: bounds.maxItems === undefined ? most : Math.max(0, bounds.maxItems) };
}

function objectSizes(schema: RuleSchema): SizeNode | undefined {
  const { additionalProperties: values, bounds } = schema;
  if (typeof values === 'object') {
    const element = sizesOf(values, values.isEmbeddedResource);
    if (element === undefined) return undefined;
    const most = Math.floor((MAX_REQUEST_BYTES - 2) / (element.minBytes + 6));
    const maxElements = bounds.maxProperties === undefined ? most : Math.max(0, bounds.maxProperties);
    return { minBytes: 2, element, key: KEY, maxElements };
  }
  const fields = new Map<string, SizeNode>();
  let minBytes = 2;
  for (const [name, property] of schema.properties) {
    const sizes = sizesOf(property, property.isEmbeddedResource);
    if (sizes === undefined) continue;
    const field = escapedName(name);
    if (field !== undefined) fields.set(field, sizes);
    if (schema.required.includes(name) && property.default === undefined)
      minBytes += byteLength(name) + sizes.minBytes + 4;
  }
  return { minBytes, maxElements: 0, fields };
}

/** The node at a path of fields, `@items`, `@values` and `@keys` from the root; its first step is the variable. */
export function sizeAt(root: SizeNode, path: readonly string[]): SizeNode | undefined {
  let node: SizeNode | undefined = root;
  for (const step of path.slice(1)) {
    if (step === '@items' || step === '@values') node = node.element;
    else if (step === '@keys') node = node.key;
    else node = node.fields?.get(step) ?? node.otherFields;
    if (node === undefined) return undefined;
  }
  return node;
}
