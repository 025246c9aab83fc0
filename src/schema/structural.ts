// The schema of a custom resource, read once. Twin of k8s.io/apiextensions-apiserver v0.35.4 pkg/apiserver/schema/structural.go.
import { arrayOf, isJsonObject, type Json, type JsonObject, objectOf, stringOf } from '../kube/json.js';
import { type Shape, shapeOf } from './shape.js';

/** One node of a structural schema. Absent bounds are `undefined`. */
export interface Structural {
  /** `undefined` where the schema names none. `x-kubernetes-int-or-string` makes it integer and string. */
  readonly types: readonly string[] | undefined;
  readonly nullable: boolean;
  readonly format: string | undefined;
  readonly pattern: string | undefined;
  readonly enum: readonly Json[] | undefined;
  readonly bounds: Bounds;
  readonly uniqueItems: boolean;
  readonly required: readonly string[];
  readonly properties: ReadonlyMap<string, Structural>;
  /** A schema for all other keys, or whether they are allowed; `undefined` if nothing is said. */
  readonly additionalProperties: Structural | boolean | undefined;
  readonly items: Structural | undefined;
  readonly allOf: readonly Structural[];
  readonly anyOf: readonly Structural[];
  readonly oneOf: readonly Structural[];
  readonly not: Structural | undefined;
  readonly default: Json | undefined;
  readonly preservesUnknownFields: boolean;
  readonly isEmbeddedResource: boolean;
  readonly listType: string | undefined;
  readonly listMapKeys: readonly string[];
  /** `x-kubernetes-validations`, as written. */
  readonly validations: readonly JsonObject[];
  /** What is somewhere in this schema: walks that look for something else are spared. */
  readonly contains: Contents;
}

/** Whether a schema has, at any depth where values can be, defaults, embedded resources, list types and CEL rules. */
export interface Contents {
  readonly defaults: boolean;
  readonly embedded: boolean;
  readonly listTypes: boolean;
  readonly rules: boolean;
}

/** The numbers that a schema sets limits with. */
export interface Bounds {
  readonly minimum: number | undefined;
  readonly maximum: number | undefined;
  readonly exclusiveMinimum: boolean;
  readonly exclusiveMaximum: boolean;
  readonly multipleOf: number | undefined;
  readonly minLength: number | undefined;
  readonly maxLength: number | undefined;
  readonly minItems: number | undefined;
  readonly maxItems: number | undefined;
  readonly minProperties: number | undefined;
  readonly maxProperties: number | undefined;
}

/**
 * The schema as a structural schema; the same object for schemas that say the same. What it cannot read it ignores, as the
 * server does.
 */
export function structural(schema: JsonObject): Structural {
  return nodeOf(schema, 0);
}

// Parts of a schema are asked for as well as the whole, so each is kept; but a part that is cut off is no whole.
function nodeOf(schema: JsonObject, depth: number): Structural {
  const shape = shapeOf(schema);
  const known = read.get(shape);
  if (known !== undefined) return known;
  const parsed = parse(schema, depth);
  if (depth + shape.height <= DEEPEST) read.set(shape, parsed);
  return parsed;
}

const read = new WeakMap<Shape, Structural>();

// No server takes a schema this deep; beyond it nothing is checked.
const DEEPEST = 200;
const NO_PARTS: readonly Structural[] = [];
const NO_PROPERTIES: ReadonlyMap<string, Structural> = new Map();
const NO_TEXTS: readonly string[] = [];
const NO_OBJECTS: readonly JsonObject[] = [];
const ANYTHING: JsonObject = { 'x-kubernetes-preserve-unknown-fields': true };

function parse(written: JsonObject, depth: number): Structural {
  const schema = depth > DEEPEST ? ANYTHING : written;
  const inner = (value: Json | undefined): Structural | undefined => {
    const object = objectOf(value);
    return object === undefined ? undefined : nodeOf(object, depth + 1);
  };
  const list = (value: Json | undefined): readonly Structural[] =>
    value === undefined ? NO_PARTS : (arrayOf(value) ?? []).flatMap((item) => inner(item) ?? []);
  const additional = schema['additionalProperties'];
  const intOrString = schema['x-kubernetes-int-or-string'] === true;
  const type = stringOf(schema['type']);
  const node = {
    types: intOrString ? ['integer', 'string'] : type === undefined || type === '' ? undefined : [type],
    nullable: schema['nullable'] === true,
    format: stringOf(schema['format']),
    pattern: stringOf(schema['pattern']),
    enum: arrayOf(schema['enum']),
    bounds: boundsOf(schema),
    uniqueItems: schema['uniqueItems'] === true,
    required: stringsOf(schema['required']),
    properties: propertiesOf(objectOf(schema['properties']), inner),
    additionalProperties: typeof additional === 'boolean' ? additional : inner(additional),
    items: inner(schema['items']),
    allOf: list(schema['allOf']),
    anyOf: list(schema['anyOf']),
    oneOf: list(schema['oneOf']),
    not: inner(schema['not']),
    default: schema['default'] ?? undefined,
    preservesUnknownFields: schema['x-kubernetes-preserve-unknown-fields'] === true,
    isEmbeddedResource: schema['x-kubernetes-embedded-resource'] === true,
    listType: stringOf(schema['x-kubernetes-list-type']),
    listMapKeys: stringsOf(schema['x-kubernetes-list-map-keys']),
    validations: objectsOf(schema['x-kubernetes-validations']),
  };
  return { ...node, contains: contentsOf(node) };
}

function propertiesOf(
  written: JsonObject | undefined,
  inner: (value: Json | undefined) => Structural | undefined,
): ReadonlyMap<string, Structural> {
  if (written === undefined) return NO_PROPERTIES;
  const properties = new Map<string, Structural>();
  for (const name of Object.keys(written)) {
    const property = inner(written[name]);
    if (property !== undefined) properties.set(name, property);
  }
  return properties;
}

function contentsOf(node: Omit<Structural, 'contains'>): Contents {
  const { items, additionalProperties: additional, listType } = node;
  let { defaults, embedded, listTypes, rules } = {
    defaults: node.default !== undefined,
    embedded: node.isEmbeddedResource,
    listTypes: listType === 'set' || listType === 'map',
    rules: node.validations.length > 0 || node.allOf.some(({ contains }) => contains.rules),
  };
  const add = ({ contains }: Structural): void => {
    defaults ||= contains.defaults;
    embedded ||= contains.embedded;
    listTypes ||= contains.listTypes;
    rules ||= contains.rules;
  };
  for (const property of node.properties.values()) add(property);
  if (typeof additional === 'object') add(additional);
  if (items !== undefined) add(items);
  return { defaults, embedded, listTypes, rules };
}

function boundsOf(schema: JsonObject): Bounds {
  const number = (name: string): number | undefined => {
    const value = schema[name];
    return typeof value === 'number' || typeof value === 'bigint' ? Number(value) : undefined;
  };
  return {
    minimum: number('minimum'),
    maximum: number('maximum'),
    exclusiveMinimum: schema['exclusiveMinimum'] === true,
    exclusiveMaximum: schema['exclusiveMaximum'] === true,
    multipleOf: number('multipleOf'),
    minLength: number('minLength'),
    maxLength: number('maxLength'),
    minItems: number('minItems'),
    maxItems: number('maxItems'),
    minProperties: number('minProperties'),
    maxProperties: number('maxProperties'),
  };
}

function stringsOf(value: Json | undefined): readonly string[] {
  if (value === undefined) return NO_TEXTS;
  return (arrayOf(value) ?? []).flatMap((item) => stringOf(item) ?? []);
}

function objectsOf(value: Json | undefined): readonly JsonObject[] {
  if (value === undefined) return NO_OBJECTS;
  return (arrayOf(value) ?? []).filter((item) => isJsonObject(item));
}
