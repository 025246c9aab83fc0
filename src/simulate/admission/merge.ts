/**
 * The merge of `kubectl apply` and of strategic merge patches. Follows k8s.io/apimachinery@v0.35.4
 * pkg/util/strategicpatch/patch.go: maps merge, lists of named items merge by their key, other lists are replaced, `null`
 * and what the last manifest had and this one lacks is removed.
 */

import { arrayOf, isJsonObject, type Json, type JsonObject } from '../../kube/json.js';

/** Merge keys by the name of the list: patchMergeKey in the API's Go types. */
const MERGE_KEYS: ReadonlyMap<string, string> = new Map([
  ['containers', 'name'],
  ['initContainers', 'name'],
  ['ephemeralContainers', 'name'],
  ['env', 'name'],
  ['volumes', 'name'],
  ['imagePullSecrets', 'name'],
  ['volumeMounts', 'mountPath'],
  ['volumeDevices', 'devicePath'],
  ['ports', 'containerPort'],
  ['hostAliases', 'ip'],
  ['topologySpreadConstraints', 'topologyKey'],
]);

/** Fields of which only what the manifest names stays (patchStrategy retainKeys): one kind of them excludes the others. */
const RETAIN_KEYS: ReadonlySet<string> = new Set(['strategy', 'volumes']);

// Manifests nest as deep as their reader allows; nothing the API knows is deeper than this.
const MAX_DEPTH = 100;

/** `live` after `kubectl apply` of `next`, where `last` is what was applied before. */
export function threeWayMerge(last: Json | undefined, live: Json | undefined, next: Json): Json {
  return merge({ last, live, next }, { depth: 0, isPatch: false });
}

/**
 * `live` after `kubectl patch`, a strategic merge patch: it keeps keys that exclude each other unless it says `$retainKeys`,
 * which kubectl apply adds by itself. `$patch: replace` and `$patch: delete` are followed.
 */
export function strategicPatch(live: Json, patch: JsonObject): Json {
  return merge({ last: undefined, live, next: patch }, { depth: 0, isPatch: true });
}

/** How a merge goes on. */
interface Mode {
  readonly depth: number;
  /** Somebody wrote the patch: only what it says is retained. */
  readonly isPatch: boolean;
}

function merge({ last, live, next }: Three, mode: Mode): Json {
  if (!isJsonObject(next) || !isJsonObject(live) || mode.depth > MAX_DEPTH) return withoutNulls(undirected(next, mode));
  if (mode.isPatch && next.$patch === 'replace') return withoutNulls(undirected(next, mode));
  const lastObject = isJsonObject(last) ? last : {};
  const merged: Record<string, Json> = { ...(mode.isPatch ? keptBy(next, live) : live) };
  for (const name of Object.keys(lastObject)) if (!Object.hasOwn(next, name)) delete merged[name];
  const inner = { ...mode, depth: mode.depth + 1 };
  for (const [name, value] of Object.entries(undirected(next, mode))) {
    if (value === null) delete merged[name];
    else merged[name] = mergeField(name, { last: own(lastObject, name), live: own(live, name), next: value }, inner);
  }
  return merged;
}

/** What `$retainKeys` of a patch leaves of the live object. */
function keptBy({ $retainKeys: names }: JsonObject, live: JsonObject): JsonObject {
  const kept = arrayOf(names);
  return kept === undefined ? live : Object.fromEntries(Object.entries(live).filter(([name]) => kept.includes(name)));
}

/** Without the directives of a patch. */
function undirected<T extends Json>(next: T, { isPatch }: Mode): T | JsonObject {
  if (!isPatch || !isJsonObject(next)) return next;
  return Object.fromEntries(Object.entries(next).filter(([name]) => !name.startsWith('$')));
}

interface Three {
  readonly last: Json | undefined;
  readonly live: Json | undefined;
  readonly next: Json;
}

function mergeField(name: string, { last, live, next }: Three, mode: Mode): Json {
  const nextItems = arrayOf(next);
  const liveItems = arrayOf(live);
  const key = mergeKey(name, nextItems);
  const isRetaining = RETAIN_KEYS.has(name) && !mode.isPatch;
  if (key === undefined || nextItems === undefined || liveItems === undefined)
    return merge({ last, live: isRetaining ? retained(live, next) : live, next }, mode);
  const retaining = isRetaining ? liveItems.map((item) => retained(item, twinOf(item, key, nextItems))) : liveItems;
  return mergeItems(key, { last: arrayOf(last) ?? [], live: retaining, next: nextItems }, mode);
}

// Ports of a container merge by containerPort, those of a Service by port.
function mergeKey(name: string, items: readonly Json[] = []): string | undefined {
  const isOfService = name === 'ports' && items.some((item) => isJsonObject(item) && Object.hasOwn(item, 'port'));
  return isOfService ? 'port' : MERGE_KEYS.get(name);
}

/** What of the live object the next one names; all of it where there is no next one. */
function retained<T extends Json | undefined>(live: T, next: Json | undefined): T | JsonObject {
  if (!isJsonObject(live) || !isJsonObject(next)) return live;
  return Object.fromEntries(Object.entries(live).filter(([name]) => Object.hasOwn(next, name)));
}

function twinOf(item: Json, key: string, items: readonly Json[]): Json | undefined {
  if (!isJsonObject(item)) return undefined;
  return items.find((other) => isJsonObject(other) && other[key] === item[key]);
}

interface ThreeLists {
  readonly last: readonly Json[];
  readonly live: readonly Json[];
  readonly next: readonly Json[];
}

function mergeItems(key: string, { last, live, next: given }: ThreeLists, mode: Mode): Json {
  const isReplaced = mode.isPatch && given.some((item) => isJsonObject(item) && item.$patch === 'replace');
  const next = mode.isPatch ? given.filter((item) => !isDirective(item)) : given;
  if (isReplaced) return next;
  const named = (items: readonly Json[]) => new Map(items.filter(isJsonObject).map((item) => [item[key], item]));
  const lastByKey = named(last);
  const liveByKey = named(live);
  const nextByKey = named(next);
  const staying = next.filter((item) => !(mode.isPatch && isJsonObject(item) && item.$patch === 'delete'));
  const merged = staying.map((item) => {
    const id = isJsonObject(item) ? item[key] : undefined;
    return merge({ last: lastByKey.get(id), live: liveByKey.get(id), next: item }, mode);
  });
  // Items that somebody else added stay.
  const others = live.filter((item) => isJsonObject(item) && !nextByKey.has(item[key]) && !lastByKey.has(item[key]));
  return [...merged, ...others];
}

/** An item that says only what becomes of its list. */
function isDirective(item: Json): boolean {
  return isJsonObject(item) && Object.keys(item).every((name) => name === '$patch') && item.$patch === 'replace';
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

function withoutNulls(value: Json, depth = 0): Json {
  if (depth > MAX_DEPTH) return value;
  const items = arrayOf(value);
  if (items !== undefined) return items.map((item) => withoutNulls(item, depth + 1));
  if (!isJsonObject(value)) return value;
  const entries = Object.entries(value).filter(([, inner]) => inner !== null);
  return Object.fromEntries(entries.map(([name, inner]) => [name, withoutNulls(inner, depth + 1)]));
}
