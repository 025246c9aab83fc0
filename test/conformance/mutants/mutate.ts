// Ways to break, bend or merely change an object. Each takes the object and gives another, or `undefined` where it does not apply.
import type { Definitions, Schema } from './definitions.js';
import type { Dice } from './dice.js';
import { metadata } from './metadata.js';
import { type Place, placesOf } from './places.js';
import { isTree, type Path, type Tree, TWICE, valueAt, withValue } from './tree.js';
import { graft, oddValue, type Pool } from './values.js';

/** What a mutation works with. */
export interface Workshop {
  readonly definitions: Definitions;
  readonly dice: Dice;
  readonly pool: Pool;
  /** Field names of all kinds. */
  readonly fieldNames: readonly string[];
}

/** A way to change an object. */
export type Mutation = (object: Tree, schema: Schema, shop: Workshop) => unknown;

/** What people get wrong when they write an object, by name; a name twice is twice as likely. */
export const MUTATIONS: readonly (readonly [name: string, mutation: Mutation])[] = [
  ['set', onPresent((place, { dice, pool }) => oddValue(place, dice, pool))],
  ['set', onPresent((place, { dice, pool }) => oddValue(place, dice, pool))],
  ['set', onPresent((place, { dice, pool }) => oddValue(place, dice, pool))],
  ['add', onAbsent((place, { dice, pool }) => oddValue(place, dice, pool))],
  ['add', onAbsent((place, { dice, pool }) => oddValue(place, dice, pool))],
  ['add', onAbsent((place, { dice, pool }) => oddValue(place, dice, pool))],
  ['graft', onPresent((place, { dice, pool }) => graft(place, dice, pool))],
  ['graft', onAbsent((place, { dice, pool }) => graft(place, dice, pool))],
  ['graft', onAbsent((place, { dice, pool }) => graft(place, dice, pool))],
  ['delete', onPresent(() => undefined)],
  ['null', onPresent(() => null)],
  ['scalar fields', scalarFields],
  ['unknown field', unknownField],
  ['respell', respell],
  ['twice', fieldTwice],
  ['item twice', itemTwice],
  ['move', moveField],
  ['metadata', metadata],
];

/** Changes that mostly stay allowed, for changes of objects that are there. */
export const CHANGES: readonly (readonly [name: string, mutation: Mutation])[] = [
  ['graft', onPresent((place, { dice, pool }) => graft(place, dice, pool))],
  ['graft', onPresent((place, { dice, pool }) => graft(place, dice, pool))],
  ['graft', onAbsent((place, { dice, pool }) => graft(place, dice, pool))],
  ['graft', onAbsent((place, { dice, pool }) => graft(place, dice, pool))],
  ['set', onPresent((place, { dice, pool }) => oddValue(place, dice, pool))],
  ['set', onPresent((place, { dice, pool }) => oddValue(place, dice, pool))],
  ['add', onAbsent((place, { dice, pool }) => oddValue(place, dice, pool))],
  ['delete', onPresent(() => undefined)],
  ['delete', onPresent(() => undefined)],
  ['item', changeList],
  ['same', (object) => ({ ...object })],
  ['metadata', metadata],
];

/** Changes that another object of the kind suggests: only values that some object has. */
export const GRAFTS: readonly (readonly [name: string, mutation: Mutation])[] = [
  ['graft', onPresent((place, { dice, pool }) => graft(place, dice, pool))],
  ['graft', onAbsent((place, { dice, pool }) => graft(place, dice, pool))],
  ['delete', onPresent(() => undefined)],
];

function onPresent(value: (place: Place, shop: Workshop) => unknown): Mutation {
  return (object, schema, shop) =>
    atOne(object, placesOf(shop.definitions, schema, object).filter(isThere), value, shop);
}

function onAbsent(value: (place: Place, shop: Workshop) => unknown): Mutation {
  return (object, schema, shop) =>
    atOne(
      object,
      placesOf(shop.definitions, schema, object).filter((place) => !isThere(place)),
      value,
      shop,
    );
}

function isThere({ value }: Place): boolean {
  return value !== undefined;
}

function atOne(
  object: Tree,
  places: readonly Place[],
  value: (place: Place, shop: Workshop) => unknown,
  shop: Workshop,
): unknown {
  if (places.length === 0) return undefined;
  // A struct first, then a field of it: the hundred fields of a container do not drown those of the spec.
  const parents = [...new Set(places.map(({ path }) => JSON.stringify(path.slice(0, -1))))];
  const parent = shop.dice.pick(parents);
  const fromParent = places.filter(({ path }) => JSON.stringify(path.slice(0, -1)) === parent);
  const place = shop.dice.pick(shop.dice.next() < 0.6 ? fromParent : places);
  return withValue(object, place.path, value(place, shop));
}

function structs(object: Tree, schema: Schema, { definitions }: Workshop): Path[] {
  const inside = placesOf(definitions, schema, object).filter(({ value }) => isTree(value));
  return [[], ...inside.map(({ path }) => path)];
}

function scalarFields(object: Tree, schema: Schema, shop: Workshop): unknown {
  const path = shop.dice.pick(structs(object, schema, shop));
  return path.length === 0 ? undefined : withValue(object, path, shop.dice.pick(['x', 1, true, [], [{}], null, '']));
}

function unknownField(object: Tree, schema: Schema, shop: Workshop): unknown {
  const path = shop.dice.pick(structs(object, schema, shop));
  const { dice } = shop;
  const name =
    dice.next() < 0.7
      ? dice.pick(shop.fieldNames)
      : dice.pick(['foo', '', 'Spec', 'meta data', 'spec.replicas', 'é', '__proto__', 'constructor', '$patch', 'x\ny']);
  return withValue(object, [...path, name], dice.pick(['x', 1, true, {}, [], null, [{}]]));
}

function respell(object: Tree, schema: Schema, shop: Workshop): unknown {
  const { dice } = shop;
  const path = dice.pick(structs(object, schema, shop));
  const there = valueAt(object, path);
  const keys = isTree(there)
    ? Object.keys(there).filter((key) => path.length > 0 || !/^(apiVersion|kind|metadata)$/.test(key))
    : [];
  if (!isTree(there) || keys.length === 0) return undefined;
  const key = dice.pick(keys);
  const at = dice.below(Math.max(1, key.length - 1));
  const other = dice.pick([
    key.toLowerCase(),
    key.toUpperCase(),
    key.charAt(0).toUpperCase() + key.slice(1),
    key.slice(0, at) + key.slice(at + 1),
    key.slice(0, at) + key.charAt(at + 1) + key.charAt(at) + key.slice(at + 2),
    `${key}s`,
    `${key} `,
    key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`),
    key.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    key.replace(/s$/, ''),
  ]);
  const fields = Object.entries(there).map(([name, value]) => [name === key ? other : name, value]);
  return withValue(object, path, Object.fromEntries(fields));
}

function fieldTwice(object: Tree, schema: Schema, shop: Workshop): unknown {
  const { dice } = shop;
  const path = dice.pick(structs(object, schema, shop));
  const there = valueAt(object, path);
  const keys = isTree(there) ? Object.keys(there) : [];
  if (!isTree(there) || keys.length === 0) return undefined;
  const key = dice.pick(keys);
  return withValue(object, [...path, `${TWICE}${key}`], dice.pick([there[key], there[key], null, 'x', 1, {}]));
}

function listsOf(object: Tree, schema: Schema, { definitions }: Workshop): Place[] {
  return placesOf(definitions, schema, object).filter(({ value }) => Array.isArray(value) && value.length > 0);
}

function itemTwice(object: Tree, schema: Schema, shop: Workshop): unknown {
  const lists = listsOf(object, schema, shop);
  if (lists.length === 0) return undefined;
  const { path, value } = shop.dice.pick(lists);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const item = shop.dice.pick(items);
  if (!isTree(item)) return withValue(object, path, [...items, item]);
  const keys = Object.keys(item);
  const kept = keys.length === 0 ? '' : shop.dice.pick(keys);
  const changed = Object.fromEntries(
    Object.entries(item).flatMap(([key, inside]) =>
      key !== kept
        ? [[key, inside]]
        : shop.dice.next() < 0.5
          ? []
          : [[key, typeof inside === 'string' ? `${inside}x` : inside]],
    ),
  );
  return withValue(object, path, [...items, shop.dice.next() < 0.5 ? item : changed]);
}

function changeList(object: Tree, schema: Schema, shop: Workshop): unknown {
  const lists = listsOf(object, schema, shop);
  if (lists.length === 0) return undefined;
  const { path, value, slot } = shop.dice.pick(lists);
  const items: readonly unknown[] = Array.isArray(value) ? value : [];
  const more = shop.pool.get(`${slot}[]`) ?? [];
  const made = [
    [...items].reverse(),
    items.slice(1),
    items.slice(0, -1),
    [],
    [...items, ...(more.length > 0 ? [shop.dice.pick(more)] : [])],
  ];
  return withValue(object, path, shop.dice.pick(made));
}

function moveField(object: Tree, schema: Schema, shop: Workshop): unknown {
  const { dice } = shop;
  const all = structs(object, schema, shop);
  const from = dice.pick(all);
  const there = valueAt(object, from);
  const keys = isTree(there)
    ? Object.keys(there).filter((key) => from.length > 0 || !/^(apiVersion|kind|metadata)$/.test(key))
    : [];
  if (!isTree(there) || keys.length === 0) return undefined;
  const key = dice.pick(keys);
  const without = withValue(object, [...from, key], undefined);
  const to = dice.pick([from.slice(0, -1), ...all]);
  return isTree(valueAt(without, to)) ? withValue(without, [...to, key], there[key]) : undefined;
}
