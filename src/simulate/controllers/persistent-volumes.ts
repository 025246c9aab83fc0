/**
 * PersistentVolumes: released when their claim is gone, then kept or deleted as they ask.
 *
 * Docs: https://kubernetes.io/docs/concepts/storage/persistent-volumes/#reclaiming
 * Follows kubernetes@v1.35.4 pkg/controller/volume/persistentvolume/pv_controller.go `syncVolume`, `reclaimVolume` and
 * pkg/controller/volume/pvprotection/pv_protection_controller.go.
 *
 * Not modelled: the reclaim policy Recycle, disks that outlive their volume.
 */

import type { Sync } from '../action.js';
import { controllerFor, wakeSelf } from '../controller.js';
import { type PersistentVolume, PV_PROTECTION } from '../objects/persistent-volume.js';
import type { PersistentVolumeClaim } from '../objects/persistent-volume-claim.js';
import { type Change, current, type World } from '../world.js';

/** Reclaims volumes. */
export const persistentVolumes = controllerFor({
  name: 'persistent-volume',
  kind: 'PersistentVolume',
  watch: { PersistentVolume: wakeSelf, PersistentVolumeClaim: watchClaim },
  sync,
});

function watchClaim({ type, object }: Change<PersistentVolumeClaim>, _world: World, wake: (key: string) => void): void {
  if (type === 'deleted' && object.spec.volumeName !== undefined) wake(`/${object.spec.volumeName}`);
}

function* sync(volume: PersistentVolume, world: World): Sync {
  const { claimRef, persistentVolumeReclaimPolicy = 'Retain' } = volume.spec;
  const claim = world.objects.PersistentVolumeClaim.get(`${claimRef?.namespace ?? ''}/${claimRef?.name ?? ''}`);
  const isLeft = claimRef?.uid !== undefined && claim?.metadata.uid !== claimRef.uid;
  if (isLeft && volume.status.phase === 'Bound') {
    const because = 'its claim is gone';
    yield { do: 'status', object: { ...volume, status: { ...volume.status, phase: 'Released' } }, because };
  }
  const stored = current(world, volume);
  if (stored === undefined || (claimRef?.uid !== undefined && !isLeft)) return undefined;
  const because = `persistentVolumeReclaimPolicy: ${persistentVolumeReclaimPolicy}`;
  if (stored.metadata.deletionTimestamp === undefined) {
    if (isLeft && persistentVolumeReclaimPolicy === 'Delete') yield { do: 'delete', object: stored, because };
    return undefined;
  }
  if (!stored.metadata.finalizers.includes(PV_PROTECTION)) return undefined;
  const finalizers = stored.metadata.finalizers.filter((name) => name !== PV_PROTECTION);
  yield { do: 'update', object: { ...stored, metadata: { ...stored.metadata, finalizers } }, because };
  return undefined;
}
