// A value of an update together with the one it replaces, as far as the two can be told to be the same. Twin of
// k8s.io/apiserver v0.35.4 pkg/cel/common/equality.go and maplist.go.
import { arrayOf, isJsonObject, type Json, objectOf } from '../../kube/json.js';
import type { RuleSchema } from './rule-schema.js';
import { isEqualJson } from './schema-value.js';

/** A value, what it was, and the node of the schema that says how their parts belong together. */
export interface Correlated {
  readonly value: Json;
  readonly old: Json;
  readonly schema: RuleSchema;
}

/** The field of both; `undefined` if one of them lacks it or the schema does not know it. */
export function correlatedField({ value, old, schema }: Correlated, name: string): Correlated | undefined {
  const inner = schema.properties.get(name) ?? schema.additionalProperties;
  const [now, before] = [fieldOf(value, name), fieldOf(old, name)];
  if (typeof inner !== 'object' || now === undefined || before === undefined) return undefined;
  return { value: now, old: before, schema: inner };
}

function fieldOf(value: Json, name: string): Json | undefined {
  return isJsonObject(value) && Object.hasOwn(value, name) ? value[name] : undefined;
}

/** The item at this place of the new list, with its old self: only lists with map keys tell which one that is. */
export function correlatedItem({ value, old, schema }: Correlated, position: number): Correlated | undefined {
  const item = arrayOf(value)?.[position];
  const list = arrayOf(old);
  if (item === undefined || list === undefined || schema.items === undefined) return undefined;
  const before = oldItem(item, list, schema);
  return before === undefined ? undefined : { value: item, old: before, schema: schema.items };
}

/** The item of an old list that has the map keys of a new one; `undefined` for other lists. */
export function oldItem(item: Json, list: readonly Json[], schema: RuleSchema): Json | undefined {
  if (schema.listType !== 'map' || schema.listMapKeys.length === 0) return undefined;
  const wanted = itemKey(item, schema.listMapKeys);
  return wanted === undefined ? undefined : byKey(list, schema.listMapKeys).get(wanted);
}

function byKey(list: readonly Json[], keys: readonly string[]): ReadonlyMap<string, Json> {
  const known = keyed.get(list);
  if (known?.keys === keys) return known.items;
  const items = new Map<string, Json>();
  for (const item of list) {
    const text = itemKey(item, keys);
    // Of items with the same keys the first counts.
    if (text !== undefined && !items.has(text)) items.set(text, item);
  }
  keyed.set(list, { keys, items });
  return items;
}

const keyed = new WeakMap<
  readonly Json[],
  { readonly keys: readonly string[]; readonly items: ReadonlyMap<string, Json> }
>();

/** The values of the keys; `undefined` if one is missing or no scalar. */
function itemKey(item: Json, keys: readonly string[]): string | undefined {
  const object = objectOf(item);
  if (object === undefined) return undefined;
  const values = keys.map((name) => (Object.hasOwn(object, name) ? object[name] : undefined));
  if (values.some((value) => value === undefined || value === null || typeof value === 'object')) return undefined;
  return JSON.stringify(values, (_, value: unknown) => (typeof value === 'bigint' ? Number(value) : value));
}

/**
 * Is the value what it was? Items of lists with map keys may change places. Fields that the schema does not know make the
 * object around them another one, which is why a whole resource never counts as unchanged: its metadata has such fields.
 */
export function isUnchanged(at: Correlated | undefined): boolean {
  if (at === undefined) return false;
  const { value, old, schema } = at;
  const [list, before] = [arrayOf(value), arrayOf(old)];
  if (list !== undefined || before !== undefined) {
    if (list === undefined || before === undefined || list.length !== before.length) return false;
    if (schema.listType !== 'map') return list.length === 0 || isEqualJson(value, old);
    return list.every((_, position) => isUnchanged(correlatedItem(at, position)));
  }
  if (!isJsonObject(value) || !isJsonObject(old)) return isEqualJson(value, old);
  const names = Object.keys(value);
  if (names.length !== Object.keys(old).length) return false;
  return names.every((name) => isUnchanged(correlatedField(at, name)));
}
