import { parseDuration } from '../../kube/duration.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { arrayOf, type Json, type JsonObject, objectOf } from '../../kube/json.js';
import { nearName } from '../../kube/near-name.js';

/** A mistake in a scenario file. */
export interface ScenarioProblem {
  readonly path: FieldPath | undefined;
  readonly message: string;
}

/** An object that a scenario names, and where. */
export interface NamedObject {
  readonly kind: string;
  readonly name: string;
  readonly path: FieldPath | undefined;
}

/** Reads values of a scenario file and notes each mistake with its path. */
export interface Reader {
  readonly problems: ScenarioProblem[];
  /** The objects that are named, to be held against the files. */
  readonly named?: NamedObject[];
  /** Namespace of names that say none. */
  readonly namespace: string;
}

/** Notes a mistake. */
export function fail(reader: Reader, path: FieldPath | undefined, message: string): undefined {
  reader.problems.push({ path, message });
  return undefined;
}

/** A value with the place it was read from. */
export interface Placed {
  readonly value: Json | undefined;
  readonly path: FieldPath | undefined;
}

/** The field of an object, with its place. */
export function field(object: JsonObject, name: string, path: FieldPath | undefined): Placed {
  return { value: Object.hasOwn(object, name) ? object[name] : undefined, path: child(path, name) };
}

/** A map with these fields only. */
export function readObject(
  reader: Reader,
  { value, path }: Placed,
  allowed: readonly string[],
): JsonObject | undefined {
  const object = objectOf(value);
  if (object === undefined && value === undefined) return failMissing(reader, path);
  if (object === undefined) return fail(reader, path, noMap(value, allowed));
  for (const name of Object.keys(object)) {
    if (allowed.includes(name)) continue;
    const near = nearName(name, allowed);
    const hint = near === undefined ? `it has ${allowed.join(', ')}` : `did you mean ${near}?`;
    fail(reader, child(path, name), `unknown field ${name}: ${hint}`);
  }
  return object;
}

function noMap(value: Placed['value'], allowed: readonly string[]): string {
  const isWord = typeof value === 'string' || typeof value === 'number';
  return isWord ? `expected a map with ${allowed.join(', ')}, found ${shown(value)}` : 'expected a map';
}

/** Longer values are cut: a mistake fits a line. */
const LONGEST = 60;

/** A value as JSON, short enough to be read; `nothing` where there is none. */
export function shown(value: Json | undefined): string {
  const text = JSON.stringify(value) ?? 'nothing';
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}

/** Does the map at `path` have fields that it should not have? Then what it lacks is probably one of them. */
export function hasUnknown({ problems }: Reader, path: FieldPath | undefined): boolean {
  return problems.some((problem) => problem.path?.parent === path && problem.message.startsWith('unknown field '));
}

/** Notes that a field is not there, unless another one was taken for it misspelt. */
function failMissing(reader: Reader, path: FieldPath | undefined): undefined {
  const name = typeof path?.segment === 'string' ? path.segment : undefined;
  // What is missing has no place of its own, so the message names it.
  const said =
    name !== undefined &&
    reader.problems.some(
      (problem) => problem.path?.parent === path?.parent && problem.message.endsWith(`did you mean ${name}?`),
    );
  return said ? undefined : fail(reader, path, name === undefined ? 'a value is missing' : `${name} is missing`);
}

/** A list; absent is empty. */
export function readList(reader: Reader, { value, path }: Placed): Placed[] {
  if (value === undefined || value === null) return [];
  const items = arrayOf(value);
  if (items === undefined) fail(reader, path, 'expected a list');
  return (items ?? []).map((item, place) => ({ value: item, path: index(path, place) }));
}

/** A text that is not empty. */
export function readText(reader: Reader, { value, path }: Placed): string | undefined {
  if (typeof value === 'string' && value !== '') return value;
  return value === undefined ? failMissing(reader, path) : fail(reader, path, `expected a text, found ${shown(value)}`);
}

/** A whole number from 0. */
export function readCount(reader: Reader, { value, path }: Placed): number | undefined {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 1_000_000) return value;
  if (value === undefined) return failMissing(reader, path);
  return fail(reader, path, `expected a whole number from 0 to 1000000, found ${shown(value)}`);
}

/** A duration such as `90s` or `1m30s` (a bare number is seconds), in milliseconds. */
export function readDuration(reader: Reader, { value, path }: Placed): number | undefined {
  if (typeof value === 'number' && value >= 0 && value < 1e9) return Math.round(value * 1000);
  const nanoseconds = typeof value === 'string' ? parseDuration(value) : undefined;
  if (nanoseconds !== undefined && nanoseconds >= 0n) return Number(nanoseconds / 1_000_000n);
  if (value === undefined) return failMissing(reader, path);
  return fail(reader, path, `expected a duration such as 30s or 1m30s, found ${shown(value)}`);
}

/** A map of texts; `null` removes. */
export function readMarks(reader: Reader, { value, path }: Placed): Record<string, string | null> | undefined {
  const object = objectOf(value);
  if (object === undefined) return fail(reader, path, 'expected a map of texts');
  return Object.fromEntries(Object.entries(object).map(([name, text]) => [name, text === null ? null : String(text)]));
}

/** `node-1` for `{ node: node-1 }`, where there is nothing else to say. */
export function nodeOf(placed: Placed): Placed {
  return typeof placed.value === 'string' ? { ...placed, value: { node: placed.value } } : placed;
}

/** Reads `{ node: node-1 }` or `node-1`. */
export function readNodeName(reader: Reader, placed: Placed): string | undefined {
  if (typeof placed.value === 'string') return readText(reader, placed);
  const object = readObject(reader, placed, ['node']);
  return object && readText(reader, field(object, 'node', placed.path));
}
