// Go's strict JSON decoding, driven by the table. Twin of sigs.k8s.io/json v0.0.0-20250730193827
// internal/golang/encoding/json/decode.go (`object`, `array`, `literalStore`) and of the UnmarshalJSON methods of
// k8s.io/apimachinery v0.35.4 (resource.Quantity, intstr.IntOrString, metav1.Time, MicroTime, runtime.RawExtension) and of
// k8s.io/apiextensions-apiserver v0.35.4 pkg/apis/apiextensions/v1/marshal.go.
// The hottest loop of lint: its functions take up to five arguments, because an object per value would cost more.
import type { FieldError } from '../kube/field-error.js';
import { child, type FieldPath, index, pathOf, segments } from '../kube/field-path.js';
import type { Json, JsonObject } from '../kube/json.js';
import { nearName } from '../kube/near-name.js';
import { type DecodeError, mismatch, unreadable } from './decode-error.js';
import { isBase64, isInt32, isInt64, type ScalarKind, scalarError } from './go-scalars.js';
import type { GoType, SchemaUnion, StructType } from './type.js';

type Path = FieldPath | undefined;

/** What a walk collects, and how it judges. */
export interface Walk {
  readonly errors: DecodeError[];
  /** Are unknown fields errors? Not inside what a type's own UnmarshalJSON decodes. */
  strict: boolean;
  /** Inside such a type every failure ends the decoding. */
  aborts: boolean;
  depth: number;
}

/** A walk that has found nothing yet. */
export function newWalk(): Walk {
  return { errors: [], strict: true, aborts: false, depth: 0 };
}

/**
 * What Go has after decoding `value` into a struct: known fields of the right type. It is `value` itself if nothing is
 * wrong with it, and never a changed `value`.
 */
export function decodeStruct(value: JsonObject, type: StructType, path: Path, walk: Walk): JsonObject {
  const fields = type.fields;
  let copy: Record<string, Json> | undefined;
  for (const name in value) {
    const written = value[name];
    const field = fields.get(name);
    let decoded: Json | undefined;
    if (field === undefined) unknownField(name, type, path, walk);
    else if (written !== undefined) decoded = decodeValue(written, field, path, name, walk);
    if (decoded === written) continue;
    copy ??= { ...value };
    if (decoded === undefined) delete copy[name];
    else copy[name] = decoded;
  }
  return copy ?? value;
}

/** Decodes one value; `undefined` if it is as if absent: null, or of the wrong type. */
function decodeValue(
  value: Json,
  type: GoType,
  parent: Path,
  segment: string | number | { key: string },
  walk: Walk,
): Json | undefined {
  if (value === null) return undefined;
  switch (type.kind) {
    case 'string':
      return typeof value === 'string' ? value : refuse(value, 'a string', parent, segment, walk);
    case 'bool':
      return typeof value === 'boolean' ? value : refuse(value, 'true or false', parent, segment, walk);
    case 'int32':
      return isInt32(value) ? value : refuse(value, INT32, parent, segment, walk);
    case 'int64':
      return isInt64(value) ? value : refuse(value, INT64, parent, segment, walk);
    case 'float':
      return typeof value === 'number' || typeof value === 'bigint'
        ? value
        : refuse(value, 'a number', parent, segment, walk);
    case 'any':
      return value;
    case 'struct':
      if (!isMap(value)) return refuse(value, 'a map', parent, segment, walk);
      return descend(value, type, { parent, segment }, walk);
    case 'list':
      if (!Array.isArray(value)) return refuse(value, listOf(type.item), parent, segment, walk);
      return decodeList(value as readonly Json[], type.item, { parent, segment }, walk);
    case 'map':
      if (!isMap(value)) return refuse(value, 'a map', parent, segment, walk);
      return decodeMap(value, type.value, { parent, segment }, walk);
    case 'bytes':
      return decodeBytes(value, { parent, segment }, walk);
    case 'schemaOrArray':
    case 'schemaOrBool':
    case 'schemaOrStrings':
      return decodeUnion(value, type, { parent, segment }, walk);
    default:
      return decodeScalar(value, type.kind, { parent, segment }, walk);
  }
}

const INT32 = 'an integer of 32 bits';
const INT64 = 'an integer of 64 bits';

// Go recurses as deep as the types do; only schemas of CustomResourceDefinitions nest without bound.
const DEEPEST = 1000;

function descend(value: JsonObject, type: StructType, path: FieldPath, walk: Walk): JsonObject | undefined {
  if (walk.depth >= DEEPEST) {
    walk.errors.push({ weight: 'abort', error: unreadable(path, '', `nested deeper than ${DEEPEST} levels`) });
    return undefined;
  }
  walk.depth++;
  const decoded = decodeStruct(value, type, path, walk);
  walk.depth--;
  return decoded;
}

function isMap(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function listOf(item: GoType): string {
  if (item.kind === 'string') return 'a list of strings';
  return item.kind === 'struct' ? 'a list of maps' : 'a list';
}

function refuse(
  value: Json,
  expected: string,
  parent: Path,
  segment: string | number | { key: string },
  walk: Walk,
): undefined {
  fail(walk, mismatch({ parent, segment }, value, expected));
  return undefined;
}

function fail(walk: Walk, error: FieldError): void {
  walk.errors.push({ weight: walk.aborts ? 'abort' : 'mismatch', error });
}

function unknownField(name: string, type: StructType, parent: Path, walk: Walk): void {
  if (!walk.strict) return;
  const near = nearField(name, type);
  // Who writes `sink` has a kind already.
  const suggestion = near === 'kind' && parent === undefined ? undefined : near;
  const asked = suggestion === undefined ? '' : `; did you mean ${suggestion}?`;
  const error: FieldError = {
    type: 'UnknownField',
    path: child(strictPath(parent), name),
    detail: `${typeWord(type.name)} has no field ${name}${asked}`,
  };
  walk.errors.push({ weight: 'strict', error: suggestion === undefined ? error : { ...error, suggestion } });
}

/** In these errors the server prints the keys of maps like fields: `properties.size`, not `properties[size]`. */
function strictPath(path: Path): Path {
  return pathOf(segments(path).map((segment) => (typeof segment === 'object' ? segment.key : segment)));
}

/** `PodSpec` for `core.v1.PodSpec`, the word that `kubectl explain` shows. */
function typeWord(name: string): string {
  return name.slice(name.lastIndexOf('.') + 1);
}

// `replica` for `replicas` is near; `containerPorts` for `containerPort` and `host` for `hostname` too, as a prefix of at least four letters.
function nearField(name: string, type: StructType): string | undefined {
  const near = nearName(name, type.fields.keys());
  if (near !== undefined || name.length < 4) return near;
  const lower = name.toLowerCase();
  const extended = [...type.fields.keys()].filter((field) => {
    const other = field.toLowerCase();
    return other.startsWith(lower) || (other.length >= 4 && lower.startsWith(other));
  });
  return extended.length === 1 ? extended[0] : undefined;
}

function decodeList(value: readonly Json[], item: GoType, path: FieldPath, walk: Walk): readonly Json[] {
  let copy: Json[] | undefined;
  for (let position = 0; position < value.length; position++) {
    const written = value[position] ?? null;
    // A null item is Go's zero value, and an item that cannot be decoded leaves one behind.
    const decoded = decodeValue(written, item, path, position, walk) ?? zero(item);
    if (decoded === written) continue;
    copy ??= [...value];
    copy[position] = decoded;
  }
  return copy ?? value;
}

function decodeMap(value: JsonObject, type: GoType, path: FieldPath, walk: Walk): JsonObject {
  let copy: Record<string, Json> | undefined;
  for (const name in value) {
    const written = value[name];
    if (written === undefined || (type.kind === 'string' && typeof written === 'string')) continue;
    const decoded = decodeValue(written, type, path, { key: name }, walk) ?? zero(type);
    if (decoded === written) continue;
    copy ??= { ...value };
    // The key `__proto__` would set the prototype if it were assigned.
    if (name === '__proto__')
      Object.defineProperty(copy, name, { value: decoded, enumerable: true, writable: true, configurable: true });
    else copy[name] = decoded;
  }
  return copy ?? value;
}

/** Go's zero value, as JSON of the same type. */
function zero(type: GoType): Json {
  switch (type.kind) {
    case 'string':
    case 'bytes':
    case 'time':
    case 'microTime':
      return '';
    case 'bool':
      return false;
    case 'int32':
    case 'int64':
    case 'float':
    case 'intOrString':
      return 0;
    case 'quantity':
      return '0';
    case 'duration':
      return '0s';
    case 'list':
      return [];
    case 'any':
      return null;
    default:
      return {};
  }
}

// Types with an UnmarshalJSON of their own: whatever they refuse ends the decoding.
function decodeScalar(value: Json, kind: ScalarKind, path: FieldPath, walk: Walk): Json | undefined {
  const error = scalarError(value, kind, path);
  if (error === undefined) return value;
  walk.errors.push({ weight: 'abort', error });
  return undefined;
}

// A list of numbers below 256 is a byte slice to Go as well.
function decodeBytes(value: Json, path: FieldPath, walk: Walk): Json | undefined {
  if (Array.isArray(value)) return decodeByteList(value as readonly Json[], path, walk);
  if (typeof value !== 'string') {
    fail(walk, mismatch(path, value, 'a string in base64'));
    return undefined;
  }
  if (isBase64(value)) return value;
  // Only a Secret has bytes in `data`.
  const plain = segments(path)[0] === 'data' ? '; plain text belongs into stringData' : '';
  fail(walk, unreadable(path, value, `not base64${plain}`));
  return undefined;
}

function decodeByteList(value: readonly Json[], path: FieldPath, walk: Walk): Json {
  for (const [position, item] of value.entries()) {
    if (item === null || (typeof item === 'number' && Number.isInteger(item) && item >= 0 && item <= 255)) continue;
    fail(walk, mismatch(index(path, position), item, 'a byte'));
  }
  return btoa(String.fromCharCode(...value.map((item) => (typeof item === 'number' ? item & 255 : 0))));
}

// A schema inside `items`, `additionalProperties` and `dependencies` is decoded by UnmarshalJSON: not strictly.
function decodeUnion(value: Json, type: SchemaUnion, path: FieldPath, walk: Walk): Json | undefined {
  if (isMap(value)) return decodeInside(walk, () => descend(value, type.schema, path, walk));
  if (type.kind === 'schemaOrBool') {
    if (typeof value === 'boolean') return value;
    walk.errors.push({ weight: 'abort', error: unreadable(path, value, 'neither true, false nor a JSON schema') });
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  const item: GoType = type.kind === 'schemaOrStrings' ? { kind: 'string' } : type.schema;
  return decodeInside(walk, () => decodeList(value as readonly Json[], item, path, walk));
}

function decodeInside<T>(walk: Walk, decode: () => T): T {
  const { strict, aborts } = walk;
  walk.strict = false;
  walk.aborts = true;
  const decoded = decode();
  walk.strict = strict;
  walk.aborts = aborts;
  return decoded;
}
