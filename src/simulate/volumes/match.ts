/** Which free volume suits a claim. Follows kubernetes@v1.35.4 component-helpers storage/volume `FindMatchingVolume`. */

import { matchesSelector } from '../../kube/selector.js';
import type { Node } from '../objects/node.js';
import type { PersistentVolume } from '../objects/persistent-volume.js';
import type { PersistentVolumeClaim } from '../objects/persistent-volume-claim.js';
import { matchesTerm } from '../scheduler/node-affinity.js';
import { amounts } from '../scheduler/resources.js';
import type { World } from '../world.js';

/** What else decides. */
export interface Search {
  readonly className: string;
  /** The node that has to reach the volume. */
  readonly node?: Node;
  /** Volumes that are taken. */
  readonly taken?: ReadonlySet<string>;
  readonly world: World;
}

/** The volume that was made for this claim, else the smallest that is large enough, with the fewest access modes. */
export function matchingVolume(claim: PersistentVolumeClaim, search: Search): PersistentVolume | undefined {
  const { node, taken = new Set<string>(), className, world } = search;
  const reserved = reservedVolume(claim, search);
  if (reserved !== undefined) return node === undefined || canReach(node, reserved) ? reserved : undefined;
  let best: PersistentVolume | undefined;
  for (const key of world.indexes.volumes.free.get(className) ?? []) {
    const volume = world.objects.PersistentVolume.get(key);
    if (volume === undefined || taken.has(key) || volume.spec.claimRef !== undefined) continue;
    if (!isLargeEnough(volume, claim) || !suits(volume, claim)) continue;
    if (node !== undefined && !canReach(node, volume)) continue;
    if (best === undefined || isBetter(volume, best)) best = volume;
  }
  return best;
}

/** The volume that its maker reserved for the claim by `claimRef`. */
export function reservedVolume(
  { metadata }: PersistentVolumeClaim,
  { className, world }: Search,
): PersistentVolume | undefined {
  for (const key of world.indexes.volumes.free.get(className) ?? []) {
    const volume = world.objects.PersistentVolume.get(key);
    const { claimRef } = volume?.spec ?? {};
    if (claimRef?.namespace === metadata.namespace && claimRef.name === metadata.name) return volume;
  }
  return undefined;
}

function suits({ metadata, spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  if (metadata.deletionTimestamp !== undefined) return false;
  if ((spec.volumeMode ?? 'Filesystem') !== (claim.spec.volumeMode ?? 'Filesystem')) return false;
  if ((spec.volumeAttributesClassName ?? '') !== (claim.spec.volumeAttributesClassName ?? '')) return false;
  if (claim.spec.selector !== undefined && !matchesSelector(claim.spec.selector, metadata.labels)) return false;
  return (claim.spec.accessModes ?? []).every((mode) => (spec.accessModes ?? []).includes(mode));
}

/** Is the volume as large as the claim asks? */
export function isLargeEnough({ spec }: PersistentVolume, claim: PersistentVolumeClaim): boolean {
  return sizeOf(spec.capacity) >= sizeOf(claim.spec.resources?.requests);
}

/** Bytes of `storage`. */
export function sizeOf(given: Parameters<typeof amounts>[0]): number {
  return amounts(given).get('storage') ?? 0;
}

function isBetter(one: PersistentVolume, other: PersistentVolume): boolean {
  const modes = (one.spec.accessModes ?? []).length - (other.spec.accessModes ?? []).length;
  return modes < 0 || (modes === 0 && sizeOf(one.spec.capacity) < sizeOf(other.spec.capacity));
}

/** Can the node reach the volume, by the volume's node affinity? */
export function canReach(node: Node, { spec }: PersistentVolume): boolean {
  const required = spec.nodeAffinity?.required;
  return required === undefined || (required.nodeSelectorTerms ?? []).some((term) => matchesTerm(term, node));
}
