// The CEL type of a structural schema. Twin of k8s.io/apiserver v0.35.4 pkg/cel/common/schemas.go (SchemaDeclType).
// The sizes that upstream keeps in the same place are in `schema-size.ts`.

import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  STRING,
  struct,
  TIMESTAMP,
  type Type,
} from '../type.js';
import { escapedName, type RuleSchema, typeOfSchema, withTypeAndMeta } from './rule-schema.js';

/** A type and the fields of the object types in it, by name. */
export interface DeclaredType {
  readonly type: Type;
  readonly structs: ReadonlyMap<string, ReadonlyMap<string, Type>>;
}

const FORMATS = new Map<string, Type>([
  ['byte', BYTES],
  ['duration', DURATION],
  ['date', TIMESTAMP],
  ['date-time', TIMESTAMP],
]);

/** The type of values of the schema; `undefined` where expressions cannot see them. `isRoot`: of a whole resource. */
export function declaredType(schema: RuleSchema, isRoot: boolean): DeclaredType | undefined {
  const structs = new Map<string, ReadonlyMap<string, Type>>();
  const type = typeOf(schema, { isRoot, name: 'selfType' }, structs);
  return type === undefined ? undefined : { type, structs };
}

interface Named {
  /** Of a whole resource: `apiVersion`, `kind` and `metadata` are there without being listed. */
  readonly isRoot: boolean;
  readonly name: string;
}

function typeOf(
  schema: RuleSchema,
  { isRoot, name }: Named,
  structs: Map<string, ReadonlyMap<string, Type>>,
): Type | undefined {
  switch (typeOfSchema(schema)) {
    case 'int-or-string':
      return DYN;
    case 'array': {
      const { items } = schema;
      const element = items && typeOf(items, { isRoot: items.isEmbeddedResource, name: `${name}.@idx` }, structs);
      return element === undefined ? undefined : listOf(element);
    }
    case 'object':
      return objectType(isRoot ? withTypeAndMeta(schema) : schema, name, structs);
    case 'string':
      return FORMATS.get(schema.format ?? '') ?? STRING;
    case 'boolean':
      return BOOL;
    case 'number':
      return DOUBLE;
    case 'integer':
      return INT;
    default:
      return undefined;
  }
}

function objectType(
  schema: RuleSchema,
  name: string,
  structs: Map<string, ReadonlyMap<string, Type>>,
): Type | undefined {
  const { additionalProperties: values } = schema;
  if (typeof values === 'object') {
    const value = typeOf(values, { isRoot: values.isEmbeddedResource, name: `${name}.@elem` }, structs);
    return value === undefined ? undefined : mapOf(STRING, value);
  }
  const fields = new Map<string, Type>();
  for (const [property, inner] of schema.properties) {
    const field = escapedName(property);
    const type = typeOf(inner, { isRoot: inner.isEmbeddedResource, name: `${name}.${property}` }, structs);
    if (type !== undefined && field !== undefined) fields.set(field, type);
  }
  structs.set(name, fields);
  return struct(name);
}
