// The engine against ajv, on a small system and on what mutations make of it: both have to refuse the same objects.

import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { isJsonObject, type Json, type JsonObject } from '../../src/kube/json.js';
import { ofMinor } from '../../src/kube/version.js';
import { NO_CRDS } from '../../src/schema/custom-type.js';
import { decode } from '../../src/schema/decode.js';
import { resourceType } from '../../src/schema/kinds.js';
import type { GoType, StructType } from '../../src/schema/type.js';
import { ajvJudge, type JsonSchema, orNull, SCALAR_SCHEMAS } from './ajv-schema.js';

const VERSION = ofMinor(35);

/** The table's types as JSON Schemas: what `additionalProperties: false` and `type` say of them. */
function jsonSchemas(roots: Iterable<StructType>): Record<string, JsonSchema> {
  const definitions: Record<string, JsonSchema> = {};
  const visit = (type: GoType): JsonSchema => {
    switch (type.kind) {
      case 'list':
        return { type: 'array', items: orNull(visit(type.item)) };
      case 'map':
        return { type: 'object', additionalProperties: orNull(visit(type.value)) };
      case 'struct':
        if (definitions[type.name] === undefined) {
          definitions[type.name] = {};
          const properties = Object.fromEntries([...type.fields].map(([name, field]) => [name, orNull(visit(field))]));
          definitions[type.name] = { type: 'object', properties, additionalProperties: false };
        }
        return { $ref: `kubernetes#/definitions/${type.name}` };
      case 'schemaOrArray':
      case 'schemaOrBool':
      case 'schemaOrStrings':
        return {};
      default:
        return SCALAR_SCHEMAS[type.kind] ?? {};
    }
  };
  for (const root of roots) visit(root);
  return definitions;
}

const objects = readdirSync('samples/shop')
  .filter((file) => file.endsWith('.yaml'))
  .flatMap((file) =>
    parseAllDocuments(readFileSync(join('samples/shop', file), 'utf8')).map((document) => document.toJS() as Json),
  )
  .filter(isJsonObject);

const typeOf = (object: JsonObject): StructType | undefined =>
  resourceType(String(object['apiVersion']), String(object['kind']), VERSION)?.struct;

const builtIn = objects.filter((object) => typeOf(object) !== undefined);
const judge = ajvJudge(jsonSchemas(builtIn.flatMap((object) => typeOf(object) ?? [])));

function agrees(object: JsonObject): boolean {
  const { apiVersion, kind } = object;
  const type = typeOf(object);
  if (type === undefined) throw new Error(`${String(kind)} is not built in`);
  const decoded = decode(
    { apiVersion: String(apiVersion), kind: String(kind), object },
    { version: VERSION, crds: NO_CRDS },
  );
  if (decoded.kind !== 'decoded') throw new Error(decoded.kind);
  return judge(type.name, object) === (decoded.errors.length === 0);
}

test('the small system has objects of many kinds', () => {
  expect(new Set(builtIn.map(({ kind }) => kind)).size).toBeGreaterThan(8);
});

test('ajv and the engine accept the small system', () => {
  expect(builtIn.filter((object) => !agrees(object))).toEqual([]);
  expect(builtIn.filter((object) => !judge(typeOf(object)?.name ?? '', object))).toEqual([]);
});

// Values that are near enough to be taken for another type.
const awkward = fc.constantFrom<Json>(
  ...[
    null,
    true,
    false,
    0,
    1,
    -1,
    1.5,
    1e3,
    2147483648,
    1e21,
    1e-7,
    '',
    'a',
    '1',
    '128Mi',
    '128MB',
    '1e3',
    'YQ==',
    '25%',
  ],
  ...[[], {}, [1], ['a'], [null], { a: 'b' }, { a: 1 }, { a: null }, [{}], '2024-01-31T10:00:00Z'],
);

test('ajv and the engine agree on mutated objects', () => {
  const mutation = fc.record({
    object: fc.nat(),
    at: fc.nat(),
    value: awkward,
    how: fc.constantFrom('replace', 'rename', 'add'),
  });
  fc.assert(
    fc.property(mutation, ({ object, at, value, how }) => {
      const original = builtIn[object % builtIn.length];
      return original === undefined || agrees(mutated(original, at, value, how));
    }),
    { numRuns: 3000 },
  );
});

/** Changes the node number `at` of the object; apiVersion and kind stay, or it would be another kind. */
function mutated(object: JsonObject, at: number, value: Json, how: string): JsonObject {
  const copy = structuredClone(object) as Record<string, Json>;
  const { apiVersion, kind } = copy;
  const nodes: { parent: Record<string, Json> | Json[]; key: string }[] = [];
  const collect = (node: Json): void => {
    if (typeof node !== 'object' || node === null) return;
    // A clone of plain data may be changed.
    const parent = node as Record<string, Json> | Json[];
    for (const key of Object.keys(parent)) {
      nodes.push({ parent, key });
      collect((parent as Record<string, Json>)[key] ?? null);
    }
  };
  collect(copy);
  const node = nodes[at % nodes.length];
  if (node !== undefined) {
    const parent = node.parent as Record<string, Json>;
    if (how === 'replace' || Array.isArray(node.parent)) parent[node.key] = value;
    else {
      parent[how === 'rename' ? `${node.key}x` : 'extra'] = how === 'rename' ? (parent[node.key] ?? null) : value;
      if (how === 'rename') delete parent[node.key];
    }
  }
  return { ...copy, apiVersion: apiVersion ?? '', kind: kind ?? '' };
}
