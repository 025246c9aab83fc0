/**
 * PersistentVolumeClaims: bound to volumes that suit them or that are made for them, kept while a pod uses them.
 *
 * Docs: https://kubernetes.io/docs/concepts/storage/persistent-volumes/
 * Follows kubernetes@v1.35.4 pkg/controller/volume/persistentvolume/pv_controller.go and
 * pkg/controller/volume/pvcprotection/pvc_protection_controller.go.
 *
 * Assumed: provisioners make volumes at once; a class that is not among the files is in the cluster and does so too.
 * Not modelled: resizing, data sources, VolumeAttributesClass, failures of provisioners.
 */

import type { Action, Steps, Sync } from '../action.js';
import { controllerFor, wakeSelf } from '../controller.js';
import type { PersistentVolume } from '../objects/persistent-volume.js';
import { type PersistentVolumeClaim, PVC_PROTECTION } from '../objects/persistent-volume-claim.js';
import type { Pod } from '../objects/pod.js';
import type { StorageClass } from '../objects/storage-class.js';
import { type ClaimClass, classOf, isProvisioned, NO_PROVISIONER, waitsForPod } from '../volumes/claim-class.js';
import { isLargeEnough, matchingVolume, reservedVolume } from '../volumes/match.js';
import { claimNamesOf } from '../volumes/pod-claims.js';
import { bindClaim, provision } from '../volumes/provision.js';
import { type Change, objectNamed, type World } from '../world.js';

/** Binds claims, and lets deleted ones go. */
export const persistentVolumeClaims = controllerFor({
  name: 'persistent-volume-claim',
  kind: 'PersistentVolumeClaim',
  watch: { PersistentVolumeClaim: wakeSelf, Pod: watchPod, PersistentVolume: watchVolume, StorageClass: watchClass },
  sync,
});

/** A pod that goes may have been the last to use a deleted claim. */
function watchPod({ type, object }: Change<Pod>, world: World, wake: (key: string) => void): void {
  if (type !== 'deleted' || object.spec.volumes === undefined) return;
  for (const name of claimNamesOf(object)) {
    const claim = objectNamed(world, 'PersistentVolumeClaim', object.metadata.namespace, name);
    if (claim?.metadata.deletionTimestamp !== undefined) wake(claim.metadata.key);
  }
}

function watchVolume({ type, object }: Change<PersistentVolume>, world: World, wake: (key: string) => void): void {
  const { claimRef } = object.spec;
  if (claimRef?.name !== undefined) wake(`${claimRef.namespace ?? ''}/${claimRef.name}`);
  else if (type !== 'deleted') wakeUnbound(world, wake);
}

function watchClass(_change: Change<StorageClass>, world: World, wake: (key: string) => void): void {
  wakeUnbound(world, wake);
}

function wakeUnbound(world: World, wake: (key: string) => void): void {
  for (const { metadata, status } of world.objects.PersistentVolumeClaim.values())
    if (status.phase === 'Pending') wake(metadata.key);
}

function* sync(claim: PersistentVolumeClaim, world: World): Sync {
  if (claim.metadata.deletionTimestamp !== undefined) {
    if (!claim.metadata.finalizers.includes(PVC_PROTECTION) || isInUse(claim, world)) return undefined;
    const finalizers = claim.metadata.finalizers.filter((name) => name !== PVC_PROTECTION);
    const object = { ...claim, metadata: { ...claim.metadata, finalizers } };
    yield { do: 'update', object, because: 'no pod uses it any more' };
    return undefined;
  }
  if (claim.status.phase === 'Lost') return undefined;
  if (claim.status.phase === 'Bound') yield* noticeLoss(claim, world);
  else if (claim.spec.volumeName !== undefined) yield* bindNamed(claim, claim.spec.volumeName, world);
  else yield* bind(claim, world);
  return undefined;
}

function isInUse({ metadata }: PersistentVolumeClaim, world: World): boolean {
  for (const key of world.indexes.volumes.users.get(metadata.key) ?? [])
    if (world.objects.Pod.get(key)?.node !== undefined) return true;
  return false;
}

/** A bound claim whose volume is gone has lost its data. */
function* noticeLoss(claim: PersistentVolumeClaim, world: World): Steps {
  const name = claim.spec.volumeName ?? '';
  if (world.indexes.volumes.bound.has(claim.metadata.key)) return;
  const message = 'Bound claim has lost its PersistentVolume. Data on the volume is lost!';
  yield said(claim, { type: 'Warning', reason: 'ClaimLost', message });
  yield { do: 'status', object: { ...claim, status: { phase: 'Lost' } }, because: `PersistentVolume ${name} is gone` };
}

/** A claim that asks for one volume gets that or none. One that is not among the files is taken to be in the cluster. */
function* bindNamed(claim: PersistentVolumeClaim, name: string, world: World): Steps {
  const volume = world.objects.PersistentVolume.get(`/${name}`);
  if (volume === undefined) {
    const claimClass = { kind: 'assumed', name: claim.spec.storageClassName ?? '' } as const;
    return yield* provision(claim, claimClass, { name, node: undefined, world });
  }
  const { claimRef } = volume.spec;
  const { namespace, name: own, uid } = claim.metadata;
  const isFree = claimRef === undefined || (claimRef.namespace === namespace && claimRef.name === own);
  if (!isFree || (claimRef?.uid !== undefined && claimRef.uid !== uid)) {
    const message = `volume "${name}" already bound to a different claim.`;
    yield said(claim, { type: 'Warning', reason: 'FailedBinding', message });
    return;
  }
  const mismatch = mismatchOf(volume, claim);
  if (mismatch === undefined) return yield* bindClaim(claim, volume, world);
  const message = `Cannot bind to requested volume "${name}": ${mismatch}`;
  yield said(claim, { type: 'Warning', reason: 'VolumeMismatch', message });
}

/** `checkVolumeSatisfyClaim` */
function mismatchOf(volume: PersistentVolume, claim: PersistentVolumeClaim): string | undefined {
  if (!isLargeEnough(volume, claim)) return 'requested PV is too small';
  if ((volume.spec.storageClassName ?? '') !== (claim.spec.storageClassName ?? ''))
    return 'storageClassName does not match';
  if ((volume.spec.volumeMode ?? 'Filesystem') !== (claim.spec.volumeMode ?? 'Filesystem'))
    return 'incompatible volumeMode';
  const modes = volume.spec.accessModes ?? [];
  return (claim.spec.accessModes ?? []).every((mode) => modes.includes(mode)) ? undefined : 'incompatible accessMode';
}

function* bind(claim: PersistentVolumeClaim, world: World): Steps {
  const claimClass = classOf(claim, world);
  const search = { className: claimClass.name, world };
  if (waitsForPod(claimClass)) {
    const reserved = reservedVolume(claim, search);
    if (reserved !== undefined) yield* bindClaim(claim, reserved, world);
    else yield said(claim, WAITING);
    return;
  }
  const volume = matchingVolume(claim, search);
  if (volume !== undefined) return yield* bindClaim(claim, volume, world);
  if (isProvisioned(claimClass) && claimClass.kind !== 'by-hand')
    return yield* provision(claim, claimClass, { node: undefined, world });
  yield said(claim, whyNot(claimClass));
}

interface Said {
  readonly type: 'Normal' | 'Warning';
  readonly reason: string;
  readonly message: string;
}

const WAITING: Said = {
  type: 'Normal',
  reason: 'WaitForFirstConsumer',
  message: 'waiting for first consumer to be created before binding',
};

function whyNot(claimClass: ClaimClass): Said {
  const { name } = claimClass;
  const failed = { type: 'Warning', reason: 'ProvisioningFailed' } as const;
  if (claimClass.kind === 'given') return { ...failed, message: `no volume plugin matched name: ${NO_PROVISIONER}` };
  if (name !== '') return { ...failed, message: `storageclass.storage.k8s.io "${name}" not found` };
  const message = 'no persistent volumes available for this claim and no storage class is set';
  return { type: 'Normal', reason: 'FailedBinding', message };
}

function said(claim: PersistentVolumeClaim, what: Said): Action {
  const source = 'persistentvolume-controller';
  return { do: 'event', object: claim, source, because: 'spec.storageClassName', ...what };
}
