// Schemas repeat: in the versions of a definition, in definitions that embed a Pod, in the copies of a chart. What says the
// same has one shape, and what was found out about a shape holds for all of its schemas.
import type { FieldErrors } from '../kube/field-error.js';
import type { Json, JsonObject } from '../kube/json.js';

/** What a schema says, whatever its descriptions say: schemas with one shape are judged alike at every depth. */
export interface Shape {
  /** How many schemas stand inside each other below this one. */
  readonly height: number;
}

/** The shape of a schema, as written: the same object for schemas that say the same in the same order. */
export function shapeOf(schema: JsonObject): Shape {
  return numbered(schema).shape;
}

interface Numbered {
  readonly shape: Shape;
  /** For the keys of the schemas around it; never used twice. */
  readonly number: number;
}

const bySchema = new WeakMap<JsonObject, Numbered>();
const byKey = new Map<string, Numbered>();
let count = 0;
// A process that reads schemas for days (an editor) starts anew now and then; equal schemas then have two shapes, no more.
const MOST = 100_000;

function numbered(schema: JsonObject): Numbered {
  const known = bySchema.get(schema);
  if (known !== undefined) return known;
  const inner: Inner = { height: 0 };
  const key = keyOf(schema, inner);
  let found = byKey.get(key);
  if (found === undefined) {
    if (byKey.size >= MOST) byKey.clear();
    found = { shape: { height: inner.height }, number: count++ };
    byKey.set(key, found);
  }
  bySchema.set(schema, found);
  return found;
}

interface Inner {
  height: number;
}

/** Everything that the schema says, unambiguously; schemas in it by their numbers. */
function keyOf(schema: JsonObject, inner: Inner): string {
  let key = '';
  for (const name in schema) {
    const value = schema[name];
    if (value === undefined) continue;
    switch (name) {
      case 'description':
        // Where a schema may have none it matters that there is one.
        key += typeof value === 'string' && value !== '' ? 'd' : `D${textOf(value)}`;
        break;
      case 'properties':
        key += `P${propertiesKey(value, inner)}`;
        break;
      case 'items':
      case 'additionalProperties':
      case 'not':
        key += `${name}${partKey(value, inner)}`;
        break;
      case 'allOf':
      case 'anyOf':
      case 'oneOf':
        key += Array.isArray(value) ? `${name}[${partsKey(value, inner)}]` : `${name}${textOf(value)}`;
        break;
      default:
        key += `${name.length}:${name}${textOf(value)}`;
    }
  }
  return key;
}

function propertiesKey(value: Json, inner: Inner): string {
  if (!isMap(value)) return textOf(value);
  let key = '(';
  for (const name in value) key += `${name.length}:${name}${partKey(value[name] ?? null, inner)}`;
  return `${key})`;
}

function partsKey(parts: readonly Json[], inner: Inner): string {
  return parts.map((part) => partKey(part, inner)).join('');
}

function partKey(part: Json, inner: Inner): string {
  if (!isMap(part)) return textOf(part);
  const { shape, number } = numbered(part);
  if (shape.height >= inner.height) inner.height = shape.height + 1;
  return `s${number};`;
}

function isMap(value: Json): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value as text, different for different values; maps in another order are different. */
function textOf(value: Json): string {
  switch (typeof value) {
    case 'string':
      return `"${value.length}:${value}`;
    case 'number':
      return Object.is(value, -0) ? '#-0;' : `#${value};`;
    case 'bigint':
      return `n${value};`;
    case 'boolean':
      return value ? 't' : 'f';
  }
  if (value === null) return '0';
  if (Array.isArray(value)) return `[${value.map(textOf).join('')}]`;
  let text = '{';
  for (const [name, field] of Object.entries(value)) text += `${name.length}:${name}${textOf(field)}`;
  return `${text}}`;
}

/**
 * Runs a check of schemas that depends on nothing but the shape and a setting, a number below 31; spares it where it found
 * nothing in a schema of the same shape and setting.
 */
export function sparing(): (schema: JsonObject, setting: number, errors: FieldErrors, check: () => void) => void {
  const clean = new WeakMap<Shape, number>();
  return (schema, setting, errors, check) => {
    const shape = shapeOf(schema);
    const known = clean.get(shape) ?? 0;
    if ((known & (1 << setting)) !== 0) return;
    const before = errors.length;
    check();
    // The check of an inner schema may have noted a setting meanwhile.
    if (errors.length === before) clean.set(shape, (clean.get(shape) ?? 0) | (1 << setting));
  };
}
