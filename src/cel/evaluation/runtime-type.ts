// The types of values while an expression runs, and how Go prints them. Follows cel-go v0.26 common/types.
import {
  BOOL,
  BYTES,
  DOUBLE,
  DURATION,
  DYN,
  INT,
  listOf,
  mapOf,
  NULL,
  optionalOf,
  STRING,
  TIMESTAMP,
  TYPE,
  type Type,
  UINT,
} from '../type.js';
import {
  isDuration,
  isMap,
  isOpaque,
  isOptional,
  isTimestamp,
  isTypeValue,
  isUint,
  itemsOf,
  type Value,
} from '../value.js';

const LIST = listOf(DYN);

const MAP = mapOf(DYN, DYN);

const OPTIONAL = optionalOf(DYN);

/** The type of a value at run time; what is inside a list, map or optional is not looked at. */
export function typeOfValue(value: Value): Type {
  if (value === null) return NULL;
  if (value instanceof Uint8Array) return BYTES;
  if (itemsOf(value) !== undefined) return LIST;
  switch (typeof value) {
    case 'boolean':
      return BOOL;
    case 'bigint':
      return INT;
    case 'number':
      return DOUBLE;
    case 'string':
      return STRING;
  }
  if (isUint(value)) return UINT;
  if (isMap(value)) return MAP;
  if (isDuration(value)) return DURATION;
  if (isTimestamp(value)) return TIMESTAMP;
  if (isTypeValue(value)) return TYPE;
  if (isOptional(value)) return OPTIONAL;
  return isOpaque(value) ? value.type : DYN;
}

/** The name that `type(x)` stands for. */
export function runtimeTypeName(type: Type): string {
  switch (type.kind) {
    case 'null':
      return 'null_type';
    case 'timestamp':
      return 'google.protobuf.Timestamp';
    case 'duration':
      return 'google.protobuf.Duration';
    case 'opaque':
    case 'struct':
    case 'param':
      return type.name;
    default:
      return type.kind;
  }
}

/** The value as Go prints it in messages (`no such key: app`). */
export function printed(value: Value): string {
  if (typeof value === 'string') return value;
  if (isUint(value)) return String(value.value);
  if (value === null || typeof value !== 'object') return String(value);
  return runtimeTypeName(typeOfValue(value));
}
