/** How a claim gets its volume. Follows kubernetes@v1.35.4 component-helpers storage/volume and pkg/volume/util. */

import type { PersistentVolumeClaim } from '../objects/persistent-volume-claim.js';
import type { StorageClass } from '../objects/storage-class.js';
import type { World } from '../world.js';

/** The class of a claim. */
export type ClaimClass =
  | { readonly kind: 'given'; readonly name: string; readonly spec: StorageClass['spec'] }
  /** Only volumes that somebody made: `storageClassName: ""`, or a name that only such volumes have. */
  | { readonly kind: 'by-hand'; readonly name: string }
  /** Not among the files: taken to be in the cluster, to make volumes at once that any node can mount. */
  | { readonly kind: 'assumed'; readonly name: string };

/** The provisioner of classes that make no volumes. */
export const NO_PROVISIONER = 'kubernetes.io/no-provisioner';

const BETA_CLASS = 'volume.beta.kubernetes.io/storage-class';

/** The class that a claim names, or the default one. */
export function classOf({ metadata, spec }: PersistentVolumeClaim, world: World): ClaimClass {
  const own = Object.hasOwn(metadata.annotations, BETA_CLASS) ? metadata.annotations[BETA_CLASS] : undefined;
  const name = own ?? spec.storageClassName ?? defaultClass(world)?.metadata.name;
  if (name === undefined) return { kind: 'assumed', name: '' };
  if (name === '') return { kind: 'by-hand', name };
  const found = world.objects.StorageClass.get(`/${name}`);
  if (found !== undefined) return { kind: 'given', name, spec: found.spec };
  return (world.indexes.volumes.made.get(name) ?? 0) > 0 ? { kind: 'by-hand', name } : { kind: 'assumed', name };
}

/** Of several defaults the newest counts. */
function defaultClass(world: World): StorageClass | undefined {
  const [newest] = [...world.objects.StorageClass.values()]
    .filter(({ spec }) => spec.isDefault)
    .sort((one, other) => other.metadata.creationTimestamp - one.metadata.creationTimestamp);
  return newest;
}

/** Does the claim wait for a pod before it gets a volume? */
export function waitsForPod(claimClass: ClaimClass): boolean {
  return claimClass.kind === 'given' && claimClass.spec.waitsForConsumer;
}

/** Are volumes made for claims of this class? */
export function isProvisioned(claimClass: ClaimClass): boolean {
  if (claimClass.kind === 'by-hand') return false;
  return claimClass.kind === 'assumed' || claimClass.spec.provisioner !== NO_PROVISIONER;
}
