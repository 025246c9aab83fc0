// Reads schemas/kubernetes.json, the table that `npm run schemas` compiles from the OpenAPI of all bundled minors.
//
// Notation. `minors[i]` owns bit i of a mask; masks are base 36, and one that is left out means "in every minor that has the
// type". `kinds`: apiVersion → `Kind plural n|c type mask`, comma-separated (n namespaced, c cluster-scoped). `types[i]` is a
// name, `fields[i]` its fields: `name word name word …`. A word: s string, b bool, i int32, l int64, f float, y bytes,
// q quantity, x int-or-string, t time, u micro time, d duration, j any, A/B/S the schema unions, `[w` list, `{w` map,
// `#n` type n; then `'n` enum n, then `@mask`. A field whose type changed is there once per type, with disjoint masks.
// `enums[i]`: `name value@mask value …`.
import table from '../../schemas/kubernetes.json' with { type: 'json' };
import type { EnumType, GoType, SchemaUnion, StructType } from './type.js';

/** The minors in the table, oldest first. */
const MINORS: readonly number[] = table.minors;

/** A line of the table's kinds. */
export interface KindLine {
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  readonly type: number;
  /** The minors that serve the kind. */
  readonly minors: readonly number[];
}

/** The kinds by apiVersion, as the table has them. */
export function kindLines(): Map<string, KindLine[]> {
  const lines = new Map<string, KindLine[]>();
  for (const [apiVersion, text] of Object.entries(table.kinds)) lines.set(apiVersion, text.split(',').map(kindLine));
  return lines;
}

function kindLine(text: string): KindLine {
  const [kind = '', plural = '', scope, type = '', mask] = text.split(' ');
  return { kind, plural, namespaced: scope === 'n', type: number36(type), minors: minorsOf(mask) };
}

/** The struct with this number as `minor` has it. The same object each time. */
export function structType(number: number, minor: number): StructType {
  const position = positionOf(minor);
  const key = number * 32 + position;
  const known = structs.get(key);
  if (known !== undefined) return known;
  const name = table.types[number];
  if (name === undefined) throw new Error(`schemas/kubernetes.json has no type ${number}`);
  const struct = lazyStruct(name, () => fieldsOf(table.fields[number] ?? '', position));
  structs.set(key, struct);
  return struct;
}

/** The struct with this name (`core.v1.PodSpec`) as `minor` has it; `undefined` if there is none. */
export function namedStruct(name: string, minor: number): StructType | undefined {
  numbers ??= new Map(table.types.map((type, number) => [type, number]));
  const number = numbers.get(name);
  return number === undefined ? undefined : structType(number, minor);
}

/** The number of a type by its name, and the names of its fields in the table's order, in whatever minor. */
export function tableEntry(name: string): { readonly number: number; readonly fields: readonly string[] } | undefined {
  const number = table.types.indexOf(name);
  if (number === -1) return undefined;
  const words = (table.fields[number] ?? '').split(' ');
  return { number, fields: [...new Set(words.filter((word, position) => position % 2 === 0 && word !== ''))] };
}

let numbers: ReadonlyMap<string, number> | undefined;
const structs = new Map<number, StructType>();
const enums = new Map<number, EnumType>();

// A minor beyond the table is judged as the nearest one in it; `kinds.ts` and the command line say so.
function positionOf(minor: number): number {
  const position = MINORS.indexOf(minor);
  if (position !== -1) return position;
  return minor < (MINORS[0] ?? 0) ? 0 : MINORS.length - 1;
}

function number36(text: string): number {
  return Number.parseInt(text, 36);
}

function minorsOf(mask: string | undefined): number[] {
  const bits = mask === undefined ? -1 : number36(mask);
  return MINORS.filter((_, position) => (bits & (1 << position)) !== 0);
}

// Fields are read when the first object needs them: a run sees a few dozen of the eight hundred types.
function lazyStruct(name: string, read: () => Map<string, GoType>): StructType {
  let fields: Map<string, GoType> | undefined;
  return {
    kind: 'struct',
    name,
    get fields() {
      fields ??= read();
      return fields;
    },
  };
}

function fieldsOf(line: string, position: number): Map<string, GoType> {
  const words = line === '' ? [] : line.split(' ');
  const fields = new Map<string, GoType>();
  for (let at = 0; at < words.length; at += 2) {
    const [word = '', mask] = (words[at + 1] ?? '').split('@');
    if (mask !== undefined && (number36(mask) & (1 << position)) === 0) continue;
    fields.set(words[at] ?? '', goType(word, position));
  }
  return fields;
}

const SCALARS: ReadonlyMap<string, GoType> = new Map([
  ['s', { kind: 'string' }],
  ['b', { kind: 'bool' }],
  ['i', { kind: 'int32' }],
  ['l', { kind: 'int64' }],
  ['f', { kind: 'float' }],
  ['y', { kind: 'bytes' }],
  ['j', { kind: 'any' }],
  ['q', { kind: 'quantity' }],
  ['x', { kind: 'intOrString' }],
  ['t', { kind: 'time' }],
  ['u', { kind: 'microTime' }],
  ['d', { kind: 'duration' }],
]);

const UNIONS: ReadonlyMap<string, SchemaUnion['kind']> = new Map([
  ['A', 'schemaOrArray'],
  ['B', 'schemaOrBool'],
  ['S', 'schemaOrStrings'],
]);

const SCHEMA_PROPS = 'v1.JSONSchemaProps';

function goType(word: string, position: number): GoType {
  const first = word.charAt(0);
  if (first === '[') return { kind: 'list', item: goType(word.slice(1), position) };
  if (first === '{') return { kind: 'map', value: goType(word.slice(1), position) };
  if (first === '#') return structType(number36(word.slice(1)), MINORS[position] ?? 0);
  const [letter = '', enumNumber] = word.split("'");
  if (enumNumber !== undefined) return { kind: 'string', enum: enumType(number36(enumNumber), position) };
  const union = UNIONS.get(letter);
  if (union !== undefined) return { kind: union, schema: schemaProps(position) };
  const scalar = SCALARS.get(letter);
  if (scalar === undefined) throw new Error(`schemas/kubernetes.json: unknown word ${word}`);
  return scalar;
}

function schemaProps(position: number): StructType {
  const number = table.types.findIndex((name) => name.endsWith(SCHEMA_PROPS));
  return structType(number, MINORS[position] ?? 0);
}

function enumType(number: number, position: number): EnumType {
  const key = number * 32 + position;
  const known = enums.get(key);
  if (known !== undefined) return known;
  const [name = '', ...words] = (table.enums[number] ?? '').split(' ');
  const values: string[] = [];
  for (const word of words) {
    const [value = '', mask] = word.split('@');
    if (mask === undefined || (number36(mask) & (1 << position)) !== 0) values.push(value.replaceAll('\\u0020', ' '));
  }
  const type = { name, values };
  enums.set(key, type);
  return type;
}
