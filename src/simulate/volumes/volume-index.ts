/** Which pods use which claims, and which volumes are free, kept up to date by `indexes.ts`. */

import type { WorldObject } from '../objects/kinds.js';
import { type PersistentVolume, PROVISIONED_BY } from '../objects/persistent-volume.js';
import { isTerminal } from '../objects/pod.js';
import { claimKeysOf } from './pod-claims.js';

/** Keys of objects by something that several share. */
export interface VolumeIndex {
  /** Keys of pods that have not ended, by the key of a claim that they use. */
  readonly users: Map<string, Set<string>>;
  /** Keys of volumes that no claim is bound to, by the name of their class. */
  readonly free: Map<string, Set<string>>;
  /** How many volumes were made by hand, by the name of their class. */
  readonly made: Map<string, number>;
  /** The key of the volume that is bound to a claim, by the claim's key. */
  readonly bound: Map<string, string>;
}

/** An index over nothing. */
export function emptyVolumeIndex(): VolumeIndex {
  return { users: new Map(), free: new Map(), made: new Map(), bound: new Map() };
}

/** An index of the same state for another world. */
export function forkedVolumeIndex({ users, free, made, bound }: VolumeIndex): VolumeIndex {
  const copy = (keys: ReadonlyMap<string, Set<string>>) => new Map([...keys].map(([key, own]) => [key, new Set(own)]));
  return { users: copy(users), free: copy(free), made: new Map(made), bound: new Map(bound) };
}

/** Brings the index from `before` to `after` of one object. */
export function indexVolumes(
  index: VolumeIndex,
  before: WorldObject | undefined,
  after: WorldObject | undefined,
): void {
  noteUse(index, before, -1);
  noteUse(index, after, 1);
  noteVolume(index, before, -1);
  noteVolume(index, after, 1);
}

function noteUse({ users }: VolumeIndex, object: WorldObject | undefined, sign: 1 | -1): void {
  if (object?.kind !== 'Pod' || object.spec.volumes === undefined || isTerminal(object)) return;
  for (const claim of claimKeysOf(object)) keep(users, { under: claim, key: object.metadata.key }, sign);
}

function noteVolume(index: VolumeIndex, object: WorldObject | undefined, sign: 1 | -1): void {
  if (object?.kind !== 'PersistentVolume') return;
  const { metadata, spec } = object;
  const { key } = metadata;
  const name = spec.storageClassName ?? '';
  if (!Object.hasOwn(metadata.annotations, PROVISIONED_BY)) index.made.set(name, (index.made.get(name) ?? 0) + sign);
  if (spec.claimRef?.uid === undefined) keep(index.free, { under: name, key }, sign);
  else if (sign === 1) index.bound.set(claimKey(object), key);
  else index.bound.delete(claimKey(object));
}

function claimKey({ spec }: PersistentVolume): string {
  return `${spec.claimRef?.namespace ?? ''}/${spec.claimRef?.name ?? ''}`;
}

function keep(
  map: Map<string, Set<string>>,
  { under, key }: { readonly under: string; readonly key: string },
  sign: 1 | -1,
): void {
  const keys = map.get(under) ?? new Set<string>();
  if (sign === 1) map.set(under, keys.add(key));
  else if (keys.delete(key) && keys.size === 0) map.delete(under);
}
