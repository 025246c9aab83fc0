import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { identify } from '../../../src/manifest/identify.js';
import { read } from '../judge.js';
import type { Definitions, Schema } from './definitions.js';
import type { Dice } from './dice.js';
import { placesOf } from './places.js';
import { isTree, type Tree } from './tree.js';
import type { Pool } from './values.js';

/** An object to start from. */
export interface Base {
  readonly object: Tree;
  readonly schema: Schema;
}

// A CustomResourceDefinition may be a megabyte; the oracle and the reader of a difference should not have to bear that.
const LARGEST = 12_000;

/** The objects of bases.json and of the manifests below the directories that the schemas know, each once. */
export async function readBases(directories: readonly string[], kinds: ReadonlyMap<string, Schema>): Promise<Base[]> {
  // Ours.
  const own = JSON.parse(readFileSync('test/conformance/bases.json', 'utf8')) as readonly { readonly object: Tree }[];
  const objects = own.map(({ object }) => object);
  for (const directory of directories) for await (const object of objectsBelow(directory)) objects.push(object);
  const seen = new Set<string>();
  return objects.flatMap((object) => {
    const text = JSON.stringify(object);
    const schema = kinds.get(`${String(object.apiVersion)} ${String(object.kind)}`);
    if (schema === undefined || seen.has(text) || text.length > LARGEST) return [];
    seen.add(text);
    return [{ object, schema }];
  });
}

async function* objectsBelow(directory: string): AsyncGenerator<Tree> {
  const names = statSync(directory).isDirectory()
    ? readdirSync(directory, { recursive: true, encoding: 'utf8' }).map((name) => join(directory, name))
    : [directory];
  for (const name of names.filter((file) => /\.(ya?ml|json)$/.test(file)).sort()) {
    const file = await read(name, readFileSync(name, 'utf8'));
    for (const { object } of identify(file).resources) {
      // Through JSON, so that it is a plain tree.
      const made: unknown = JSON.parse(JSON.stringify(object));
      if (isTree(made)) yield made;
    }
  }
}

/** One base: half of the time of a kind that is picked first, so that rare kinds have their turn. */
export function pickBase(bases: readonly Base[], byKind: ReadonlyMap<string, readonly Base[]>, dice: Dice): Base {
  const isByKind = dice.next() < 0.5;
  return isByKind ? dice.pick(byKind.get(dice.pick([...byKind.keys()])) ?? bases) : dice.pick(bases);
}

/** The bases by `apiVersion kind`. */
export function basesByKind(bases: readonly Base[]): Map<string, Base[]> {
  const kinds = new Map<string, Base[]>();
  for (const base of bases) {
    const key = `${String(base.object.apiVersion)} ${String(base.object.kind)}`;
    kinds.set(key, [...(kinds.get(key) ?? []), base]);
  }
  return kinds;
}

const IN_ONE_SLOT = 300;

/** What stands where in the bases: different values only, and no more than a few hundred of a slot. */
export function poolOf(bases: readonly Base[], definitions: Definitions): Pool {
  const pool = new Map<string, Map<string, unknown>>();
  for (const { object, schema } of bases) {
    for (const { slot, value } of placesOf(definitions, schema, object)) {
      if (value === undefined || value === null) continue;
      const values = pool.get(slot) ?? new Map<string, unknown>();
      pool.set(slot, values);
      if (values.size < IN_ONE_SLOT) values.set(JSON.stringify(value), value);
    }
  }
  return new Map([...pool].map(([slot, values]) => [slot, [...values.values()]]));
}
