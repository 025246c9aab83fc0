/** What a change of manifests does to each object: created, changed, removed, and what the API server refuses of it. */

import { groupOf } from '../kube/api-version.js';
import { child, type FieldPath, formatPath, index, key } from '../kube/field-path.js';
import { groupBy } from '../kube/group-by.js';
import { isJsonObject, type Json, type JsonObject } from '../kube/json.js';
import type { Resource } from '../manifest/resource.js';

/** A field with another value than before; `undefined` where it is absent. */
export interface FieldChange {
  /** In the new object, or in the old one where the field is gone. */
  readonly path: string;
  readonly from: Json | undefined;
  readonly to: Json | undefined;
}

/** One object before and after. `subject` is what it will be, or was. */
export type Change = { readonly subject: Resource } & (
  | { readonly kind: 'created' | 'removed' }
  | { readonly kind: 'unchanged'; readonly from: Resource }
  | {
      readonly kind: 'changed';
      readonly from: Resource;
      readonly fields: readonly FieldChange[];
      /** The pod template is another one: pods are replaced, if a controller rolls it out. */
      readonly isRollout: boolean;
    }
);

/** A resource and the path of its file below what was asked for: tells apart objects that several overlays have. */
export interface PlacedResource {
  readonly resource: Resource;
  readonly place: string;
}

/** Pairs the objects of two states; sorted by kind, namespace and name. */
export function changesBetween(before: readonly PlacedResource[], after: readonly PlacedResource[]): Change[] {
  const left = new Map([...grouped(before)].map(([identity, had]) => [identity, [...had]]));
  const changes: Change[] = [];
  for (const [identity, wanted] of grouped(after)) {
    const had = left.get(identity) ?? [];
    for (const { resource, place } of wanted) {
      const at = twinOf(place, { had, isAlone: wanted.length === 1 });
      const [twin] = at === -1 ? [] : had.splice(at, 1);
      changes.push(twin === undefined ? { kind: 'created', subject: resource } : compared(twin.resource, resource));
    }
  }
  for (const had of left.values()) for (const { resource } of had) changes.push({ kind: 'removed', subject: resource });
  return changes.sort((one, other) => compare(sortKey(one), sortKey(other)));
}

/** Without a name there is nothing to pair an object by. */
function grouped(placed: readonly PlacedResource[]): ReadonlyMap<string, readonly PlacedResource[]> {
  return groupBy(placed, ({ resource }) => (resource.name === undefined ? undefined : identityOf(resource)));
}

function identityOf({ apiVersion, kind, namespace, name }: Resource): string {
  return `${kind} ${groupOf(apiVersion)} ${namespace ?? 'default'} ${name}`;
}

/** Which of several objects of one identity it was: the one in the same file, or the only one. */
function twinOf(
  place: string,
  { had, isAlone }: { readonly had: readonly PlacedResource[]; readonly isAlone: boolean },
): number {
  const same = had.findIndex((one) => one.place === place);
  return same === -1 && isAlone && had.length === 1 ? 0 : same;
}

function sortKey({ subject }: Change): string {
  return `${identityOf(subject)} ${subject.file.file}`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

function compared(from: Resource, to: Resource): Change {
  const fields = [...differences(undefined, { from: from.object, to: to.object })];
  if (fields.length === 0) return { kind: 'unchanged', subject: to, from };
  const isRollout = ROLLED_OUT.has(to.kind) && fields.some(({ path }) => path.startsWith('spec.template'));
  return { kind: 'changed', subject: to, from, fields, isRollout };
}

const ROLLED_OUT: ReadonlySet<string> = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);

// Manifests nest as deep as their reader allows; nothing the API knows is deeper than this.
const MAX_DEPTH = 100;

interface Pair<T extends Json> {
  readonly from: T | undefined;
  readonly to: T | undefined;
}

function* differences(path: FieldPath | undefined, { from, to }: Pair<Json>, depth = 0): Iterable<FieldChange> {
  if (from === to) return;
  if (depth < MAX_DEPTH && isJsonObject(from) && isJsonObject(to)) yield* ofFields(path, { from, to }, depth);
  else if (depth < MAX_DEPTH && Array.isArray(from) && Array.isArray(to)) yield* ofItems(path, { from, to }, depth);
  else yield { path: formatPath(path), from, to };
}

function* ofFields(
  path: FieldPath | undefined,
  { from, to }: { readonly from: JsonObject; readonly to: JsonObject },
  depth: number,
): Iterable<FieldChange> {
  const isMap = MAPS.has(String(path?.segment));
  for (const name of new Set([...Object.keys(from), ...Object.keys(to)])) {
    const at = isMap ? key(path, name) : child(path, name);
    yield* differences(at, { from: own(from, name), to: own(to, name) }, depth + 1);
  }
}

/** Fields whose keys are the user's own: written in brackets, as the API server does. */
const MAPS: ReadonlySet<string> = new Set([
  'labels',
  'annotations',
  'matchLabels',
  'data',
  'stringData',
  'nodeSelector',
]);

/** Items with names are the same item wherever they stand; others by their place. */
function* ofItems(
  path: FieldPath | undefined,
  { from, to }: { readonly from: readonly Json[]; readonly to: readonly Json[] },
  depth: number,
): Iterable<FieldChange> {
  const [before, after] = [from.map(nameOf), to.map(nameOf)];
  const areNamed = areDistinct(before) && areDistinct(after);
  for (const [at, item] of to.entries()) {
    const twin = areNamed ? before.indexOf(after[at]) : at;
    yield* differences(index(path, at), { from: from[twin], to: item }, depth + 1);
  }
  for (const [at, item] of from.entries()) {
    const isGone = areNamed ? !after.includes(before[at]) : at >= to.length;
    if (isGone) yield { path: formatPath(index(path, at)), from: item, to: undefined };
  }
}

function areDistinct(names: readonly (string | undefined)[]): boolean {
  return !names.includes(undefined) && new Set(names).size === names.length;
}

function nameOf(item: Json): string | undefined {
  const name = isJsonObject(item) ? item.name : undefined;
  return typeof name === 'string' ? name : undefined;
}

function own(object: JsonObject, name: string): Json | undefined {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}
