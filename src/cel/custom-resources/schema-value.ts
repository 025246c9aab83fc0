// A JSON value as CEL sees it through a structural schema. Twin of k8s.io/apiserver v0.35.4 pkg/cel/common/valuesunstructured.go.
import { parseDuration } from '../../kube/duration.js';
import type { Json, JsonObject } from '../../kube/json.js';
import { arrayOf, objectOf } from '../../kube/json.js';
import { objectValue } from '../json-value.js';
import { parseTimestamp } from '../standard/time-text.js';
import { opaque } from '../type.js';
import { duration, failure, isMap, keyText, type ListWithKeys, unsupported, type Value } from '../value.js';
import { escapedName, type RuleSchema, typeOfSchema, withTypeAndMeta } from './rule-schema.js';

/** The value; a failure where it does not fit its schema, which then has its own error. */
export function fromSchema(json: Json, schema: RuleSchema): Value {
  if (json === null) return schema.nullable ? null : failure('invalid data, got null for schema with nullable=false');
  switch (typeOfSchema(schema)) {
    case 'int-or-string':
      if (typeof json === 'string') return json;
      return integer(json) ?? failure('invalid data, expected XIntOrString value to be either a string or integer');
    case 'object': {
      const object = objectOf(json);
      if (object === undefined) return failure('invalid data, expected a map for the provided schema with type=object');
      return objectOfSchema(object, schema);
    }
    case 'array':
      return listOfSchema(json, schema);
    case 'string':
      return typeof json === 'string' ? formatted(json, schema.format) : failure('invalid data, expected string');
    case 'number':
      return typeof json === 'number' || typeof json === 'bigint'
        ? Number(json)
        : failure('invalid data, expected float');
    case 'integer':
      return integer(json) ?? failure('invalid data, expected int');
    case 'boolean':
      return typeof json === 'boolean' ? json : failure('invalid data, expected bool');
    default:
      return schema.preservesUnknownFields ? preserved(json) : failure('invalid type');
  }
}

function integer(json: Json): Value | undefined {
  if (typeof json === 'bigint') return json;
  return typeof json === 'number' && Number.isInteger(json) ? BigInt(json) : undefined;
}

function objectOfSchema(object: JsonObject, schema: RuleSchema): Value {
  const whole = schema.isEmbeddedResource ? withTypeAndMeta(schema) : schema;
  const { additionalProperties: values } = whole;
  if (typeof values === 'object' && whole.properties.size === 0) {
    return objectValue(object, (json) => fromSchema(json, values));
  }
  // Expressions name fields by their escaped names; a null field is as good as absent.
  const byName = new Map<string, Json>();
  const schemas = new Map<string, RuleSchema>();
  for (const [name, json] of Object.entries(object)) {
    const property = whole.properties.get(name);
    const field = escapedName(name) ?? name;
    if (json === null || property === undefined) continue;
    byName.set(field, json);
    schemas.set(field, property);
  }
  return {
    kind: 'map',
    // Upstream counts the fields that it cannot see as well.
    size: Object.keys(object).length,
    keys: () => [...byName.keys()],
    find: (key: Value) => {
      const json = typeof key === 'string' ? byName.get(key) : undefined;
      const property = typeof key === 'string' ? schemas.get(key) : undefined;
      return json === undefined || property === undefined ? undefined : fromSchema(json, property);
    },
  };
}

function listOfSchema(json: Json, schema: RuleSchema): Value {
  const list = arrayOf(json);
  const { items } = schema;
  if (list === undefined) return failure('invalid data, expected an array for the provided schema with type=array');
  if (items === undefined) return failure('invalid array type, expected Items with a non-empty Schema');
  const values = list.map((item) => fromSchema(item, items));
  if (schema.listType === 'set') return keyed(values, (item) => keyText(item) ?? '');
  if (schema.listType !== 'map') return values;
  const keys = schema.listMapKeys.map((key) => escapedName(key) ?? key);
  return keyed(values, (item) =>
    JSON.stringify(keys.map((key) => (isMap(item) ? keyText(item.find(key) ?? null) : undefined))),
  );
}

function keyed(items: readonly Value[], keyOf: (item: Value) => string): ListWithKeys {
  return { kind: 'keyed-list', items, keyOf };
}

function formatted(text: string, format: string | undefined): Value {
  switch (format) {
    case 'byte':
      return /^[A-Za-z0-9+/\s]*={0,2}\s*$/.test(text)
        ? Uint8Array.from(atob(text.replace(/\s/g, '')), (character) => character.charCodeAt(0))
        : failure(`Invalid byte formatted string ${text}`);
    case 'duration': {
      const nanos = parseDuration(text);
      return nanos === undefined ? unsupported(`duration ${text}`) : duration(nanos);
    }
    case 'date': {
      const parsed = parseTimestamp(`${text}T00:00:00Z`);
      return parsed === undefined ? failure(`Invalid date formatted string ${text}`) : { kind: 'timestamp', ...parsed };
    }
    case 'date-time': {
      const parsed = parseTimestamp(text.toUpperCase()) ?? parseTimestamp(`${text.toUpperCase()}Z`);
      return parsed === undefined
        ? failure(`Invalid date-time formatted string ${text}`)
        : { kind: 'timestamp', ...parsed };
    }
    default:
      return text;
  }
}

const PRESERVED = opaque('unknown');

// Data without a schema can only be compared.
function preserved(json: Json): Value {
  // Trusted: values of this type hold what this function puts into them.
  return { kind: 'opaque', type: PRESERVED, data: json, equals: (other) => isEqualJson(json, other.data as Json) };
}

/** Are the two the same JSON, whatever the order of keys? */
export function isEqualJson(a: Json, b: Json): boolean {
  if (a === b) return true;
  const [listA, listB] = [arrayOf(a), arrayOf(b)];
  if (listA !== undefined || listB !== undefined) {
    return listA?.length === listB?.length && listA?.every((item, i) => isEqualJson(item, listB?.[i] ?? null)) === true;
  }
  const [objectA, objectB] = [objectOf(a), objectOf(b)];
  if (objectA === undefined || objectB === undefined) return false;
  const keys = Object.keys(objectA);
  if (keys.length !== Object.keys(objectB).length) return false;
  return keys.every((key) => Object.hasOwn(objectB, key) && isEqualJson(objectA[key] ?? null, objectB[key] ?? null));
}
