import { type QuotaUsage, recountQuotas } from './admission/quota-usage.js';
import { emptyLabelIndex, type LabelIndex, relabel } from './label-index.js';
import type { NodeContents } from './node-contents.js';
import { KINDS, type Kind, type WorldObject } from './objects/kinds.js';
import { controllerOf } from './objects/metadata.js';
import type { CountsByOwner } from './pod-counts.js';
import { type PodChanges, reindexPods } from './pod-index.js';
import { emptyPlacements, type Placements } from './scheduler/placements.js';
import { emptyVolumeIndex, indexVolumes, type VolumeIndex } from './volumes/volume-index.js';

/** Keys of objects by something that several share. */
export type KeysBy = ReadonlyMap<string, ReadonlySet<string>>;

/** What can be looked up without walking all objects. Keys only: most changes of an object leave them alone. */
export interface Indexes {
  /** By uid of the controller, in order of creation. */
  readonly managed: Readonly<Record<Kind, KeysBy>>;
  /** By namespace: objects without a controller. */
  readonly orphans: Readonly<Record<Kind, KeysBy>>;
  /** By uid of an owner that is not the controller: keys `Kind:namespace/name`. */
  readonly dependents: ReadonlyMap<string, ReadonlySet<string>>;
  readonly podCounts: CountsByOwner;
  /** How often pods of a controller (by uid) have changed: what was worked out about all of them holds until the next change. */
  readonly podChanges: ReadonlyMap<string, number>;
  readonly nodeContents: NodeContents;
  /** Names of nodes that changed, or on which anything did, in order: what looks at nodes looks from where it stopped. */
  readonly nodeChanges: readonly string[];
  /** Pods and budgets by labels. */
  readonly labels: LabelIndex;
  /** Where pods are, for the scheduler. */
  readonly placements: Placements;
  /** Claims by pod, volumes by class and claim. */
  readonly volumes: VolumeIndex;
  /** What the objects of namespaces take of their quotas. */
  readonly quotas: QuotaUsage;
}

/** Indexes over nothing. */
export function emptyIndexes(): Indexes {
  return {
    managed: byKind(),
    orphans: byKind(),
    dependents: new Map(),
    podCounts: new Map(),
    podChanges: new Map(),
    nodeContents: new Map(),
    nodeChanges: [],
    labels: emptyLabelIndex(),
    placements: emptyPlacements(),
    volumes: emptyVolumeIndex(),
    quotas: new Map(),
  };
}

function byKind(): Readonly<Record<Kind, KeysBy>> {
  const maps: Partial<Record<Kind, KeysBy>> = {};
  for (const kind of KINDS) maps[kind] = new Map();
  // `KINDS` has every kind.
  return maps as Record<Kind, KeysBy>;
}

/** The side of an index that this module alone writes. */
type WritableKeys = Map<string, Set<string>>;

/** Brings the indexes from `before` to `after` of one object that is no pod; called by `store.ts` alone. */
export function reindex(indexes: Indexes, before: WorldObject | undefined, after: WorldObject | undefined): void {
  reindexOwner(indexes, before, after);
  relabel(indexes.labels, before, after);
  indexVolumes(indexes.volumes, before, after);
  recountQuotas(indexes.quotas, before, after);
  const object = after ?? before;
  if (object?.kind === 'Node') (indexes.nodeChanges as string[]).push(object.metadata.name);
}

/** Brings the indexes from before to after of pods that change alike; called by `store.ts` alone. */
export function reindexAlike(indexes: Indexes, changes: PodChanges): void {
  const { befores, afters } = changes;
  const owner = (afters[0] ?? befores[0])?.metadata.ownerReferences;
  const [only] = owner ?? [];
  // Most pods have one owner, their controller, and come and go with it.
  if (owner?.length === 1 && only?.controller === true && (befores.length === 0 || afters.length === 0)) {
    const managed = indexes.managed.Pod as WritableKeys;
    for (const { metadata } of afters) add(managed, only.uid, metadata.key);
    for (const { metadata } of befores) remove(managed, only.uid, metadata.key);
  } else if (befores[0]?.metadata.ownerReferences !== owner || afters[0]?.metadata.ownerReferences !== owner) {
    const size = Math.max(befores.length, afters.length);
    for (let at = 0; at < size; at++) reindexOwner(indexes, befores[at], afters[at]);
  }
  reindexPods(indexes, changes);
}

function reindexOwner(indexes: Indexes, before: WorldObject | undefined, after: WorldObject | undefined): void {
  const object = after ?? before;
  if (object === undefined || before?.metadata.ownerReferences === after?.metadata.ownerReferences) return;
  const { kind } = object;
  const { key, namespace } = object.metadata;
  const managed = indexes.managed[kind] as WritableKeys;
  const orphans = indexes.orphans[kind] as WritableKeys;
  if (before !== undefined) {
    const owner = controllerOf(before.metadata)?.uid;
    remove(owner === undefined ? orphans : managed, owner ?? namespace, key);
  }
  if (after !== undefined) {
    const owner = controllerOf(after.metadata)?.uid;
    add(owner === undefined ? orphans : managed, owner ?? namespace, key);
  }
  redepend(indexes, before, after);
}

function redepend(indexes: Indexes, before: WorldObject | undefined, after: WorldObject | undefined): void {
  const dependents = indexes.dependents as Map<string, Set<string>>;
  const entry = (object: WorldObject) => `${object.kind}:${object.metadata.key}`;
  for (const owner of before?.metadata.ownerReferences ?? []) {
    if (!owner.controller && before !== undefined) dependents.get(owner.uid)?.delete(entry(before));
  }
  for (const owner of after?.metadata.ownerReferences ?? []) {
    if (owner.controller || after === undefined) continue;
    const set = dependents.get(owner.uid) ?? new Set();
    dependents.set(owner.uid, set.add(entry(after)));
  }
}

function add(keys: WritableKeys, owner: string, key: string): void {
  const own = keys.get(owner);
  if (own === undefined) keys.set(owner, new Set([key]));
  else own.add(key);
}

function remove(keys: WritableKeys, owner: string, key: string): void {
  const own = keys.get(owner);
  own?.delete(key);
  if (own?.size === 0) keys.delete(owner);
}
