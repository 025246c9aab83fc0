/**
 * PersistentVolumeClaims: bound as soon as they are made, kept while a pod uses them.
 *
 * Docs: https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 * Follows kubernetes@v1.35.4 pkg/controller/volume/persistentvolume/pv_controller.go and
 * pkg/controller/volume/pvcprotection/pvc_protection_controller.go.
 *
 * Not modelled: PersistentVolumes and StorageClasses (every claim gets a volume at once, and it can be mounted on any
 * node), access modes, resizing.
 */

import type { Sync } from '../action.js';
import { controllerFor, wakeSelf } from '../controller.js';
import { type PersistentVolumeClaim, PVC_PROTECTION } from '../objects/persistent-volume-claim.js';
import type { Pod } from '../objects/pod.js';
import { type Change, objectNamed, type World } from '../world.js';

/** Binds claims, and lets deleted ones go. */
export const persistentVolumeClaims = controllerFor({
  name: 'persistent-volume-claim',
  kind: 'PersistentVolumeClaim',
  watch: { PersistentVolumeClaim: wakeSelf, Pod: watchPod },
  sync,
});

/** A pod that goes may have been the last to use a deleted claim. */
function watchPod({ type, object }: Change<Pod>, world: World, wake: (key: string) => void): void {
  if (type !== 'deleted') return;
  for (const name of claimNames(object)) {
    const claim = objectNamed(world, 'PersistentVolumeClaim', object.metadata.namespace, name);
    if (claim?.metadata.deletionTimestamp !== undefined) wake(claim.metadata.key);
  }
}

function* sync(claim: PersistentVolumeClaim, world: World): Sync {
  if (claim.metadata.deletionTimestamp !== undefined) {
    if (!claim.metadata.finalizers.includes(PVC_PROTECTION) || isInUse(claim, world)) return undefined;
    const finalizers = claim.metadata.finalizers.filter((name) => name !== PVC_PROTECTION);
    const object = { ...claim, metadata: { ...claim.metadata, finalizers } };
    yield { do: 'update', object, because: 'no pod uses it any more' };
    return undefined;
  }
  if (claim.status.phase === 'Bound') return undefined;
  yield { do: 'status', object: { ...claim, status: { phase: 'Bound' } }, because: 'a volume is assumed to be there' };
  return undefined;
}

function isInUse(claim: PersistentVolumeClaim, world: World): boolean {
  const { namespace, name } = claim.metadata;
  for (const pod of world.objects.Pod.values()) {
    if (pod.metadata.namespace !== namespace || pod.node === undefined) continue;
    for (const used of claimNames(pod)) if (used === name) return true;
  }
  return false;
}

function* claimNames(pod: Pod): Iterable<string> {
  for (const volume of pod.spec.volumes ?? []) {
    const name = volume.persistentVolumeClaim?.claimName;
    if (name !== undefined) yield name;
  }
}
