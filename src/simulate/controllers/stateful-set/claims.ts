/**
 * The claims of a StatefulSet's pods: `data-db-0` is made before db-0, stays when the pod goes, and is mounted again by the
 * next db-0. `persistentVolumeClaimRetentionPolicy` makes them go by owner references. Follows kubernetes@v1.35.4
 * pkg/controller/statefulset/stateful_pod_control.go and stateful_set_utils.go.
 *
 * Not modelled: changes of the templates' size or class (the API server refuses them).
 */

import type { PersistentVolumeClaim as ClaimTemplate, Volume } from '../../../kube/types.generated.js';
import type { Steps } from '../../action.js';
import type { WorldObject } from '../../objects/kinds.js';
import type { OwnerReference } from '../../objects/metadata.js';
import { type PersistentVolumeClaim, PVC_PROTECTION } from '../../objects/persistent-volume-claim.js';
import type { StatefulSet } from '../../objects/stateful-set.js';
import { controllerReference, objectNamed, type World } from '../../world.js';
import { isInRange, podName } from './ordinals.js';
import { SOURCE } from './source.js';

/** The pod of a claim: its ordinal, its name, and the pod itself once there is one. */
export interface ClaimUser {
  readonly ordinal: number;
  readonly pod: WorldObject | undefined;
}

/** `data-db-2` */
function claimName(set: StatefulSet, template: ClaimTemplate, ordinal: number): string {
  return `${template.metadata?.name ?? ''}-${set.metadata.name}-${ordinal}`;
}

/** The volumes of the pod with this ordinal: its claims, and what the template has under other names. */
export function volumesOf(set: StatefulSet, ordinal: number, volumes: readonly Volume[] = []): readonly Volume[] {
  const claims = set.spec.volumeClaimTemplates.map((template) => ({
    name: template.metadata?.name ?? '',
    persistentVolumeClaim: { claimName: claimName(set, template, ordinal), readOnly: false },
  }));
  return [...claims, ...volumes.filter((volume) => claims.every((claim) => claim.name !== volume.name))];
}

/** Creates the claims that are missing. Gives the error that keeps the pod from being made, in upstream's words. */
export function* createClaims(set: StatefulSet, ordinal: number, world: World): Steps<string | undefined> {
  const errors: string[] = [];
  for (const template of set.spec.volumeClaimTemplates) {
    const name = claimName(set, template, ordinal);
    const claim = claimNamed(set, name, world);
    if (claim?.metadata.deletionTimestamp !== undefined) errors.push(`pvc ${name} is being deleted`);
    if (claim !== undefined) continue;
    const error = yield* createClaim(set, template, ordinal);
    if (error !== undefined) errors.push(`failed to create PVC ${name}: ${error}`);
  }
  return errors.length > 1 ? `[${errors.join(', ')}]` : errors[0];
}

/** The claim that a pod gets from a template. */
export function claimOf(set: StatefulSet, template: ClaimTemplate, ordinal: number) {
  const metadata = {
    name: claimName(set, template, ordinal),
    namespace: set.metadata.namespace,
    labels: { ...template.metadata?.labels, ...set.spec.selector.matchLabels },
    annotations: template.metadata?.annotations ?? {},
    ownerReferences: [],
    finalizers: [PVC_PROTECTION],
  };
  return { kind: 'PersistentVolumeClaim', metadata, spec: template.spec ?? {} } as const;
}

function* createClaim(set: StatefulSet, template: ClaimTemplate, ordinal: number): Steps<string | undefined> {
  const object = claimOf(set, template, ordinal);
  const { name } = object.metadata;
  const because = `spec.volumeClaimTemplates: ${template.metadata?.name ?? ''}`;
  const outcome = yield { do: 'create', object, because };
  const about = `Pod ${podName(set, ordinal)} in StatefulSet ${set.metadata.name}`;
  const event = { do: 'event', object: set, source: SOURCE, because } as const;
  if (outcome.kind === 'done') {
    yield {
      ...event,
      type: 'Normal',
      reason: 'SuccessfulCreate',
      message: `Create Claim ${name} ${about} success`,
    };
    return undefined;
  }
  const message = `Create Claim ${name} for ${about} failed error: ${outcome.message}`;
  if (outcome.reason !== 'AlreadyExists') yield { ...event, type: 'Warning', reason: 'FailedCreate', message };
  return outcome.message;
}

/** Do the claims of the pod have the owners that the retention policy wants? Missing claims do not count. */
export function claimsMatchRetention(set: StatefulSet, user: ClaimUser, world: World): boolean {
  return claimsOf(set, user.ordinal, world).every((claim) => isOwnerUpToDate(claim, set, user));
}

/** Gives the claims of the pod the owners that the retention policy wants. */
export function* retainClaims(set: StatefulSet, user: ClaimUser, world: World): Steps {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy;
  const because = `spec.persistentVolumeClaimRetentionPolicy: whenDeleted ${whenDeleted}, whenScaled ${whenScaled}`;
  for (const claim of claimsOf(set, user.ordinal, world)) {
    const hasOther = hasOtherController(claim, set, user);
    if (hasOther) {
      const message = `PersistentVolumeClaim ${claim.metadata.name} has a conflicting OwnerReference that acts as a manging controller, the retention policy is ignored for this claim`;
      yield {
        do: 'event',
        object: set,
        source: SOURCE,
        type: 'Warning',
        reason: 'ConflictingController',
        message,
        because,
      };
    }
    if (isOwnerUpToDate(claim, set, user)) continue;
    const others = claim.metadata.ownerReferences.filter(
      (owner) => !isNamedLike(owner, set) && !isPodOf(owner, set, user),
    );
    const wanted = hasOther ? undefined : wantedOwner(set, user);
    const ownerReferences = wanted === undefined ? others : [...others, controllerReference(wanted)];
    yield { do: 'update', object: { ...claim, metadata: { ...claim.metadata, ownerReferences } }, because };
  }
}

/** Does a claim of the pod still belong to an earlier pod of that name, with which it will go (`PodClaimIsStale`)? */
export function isClaimStale(set: StatefulSet, user: ClaimUser, world: World): boolean {
  if (set.spec.persistentVolumeClaimRetentionPolicy.whenScaled === 'Retain') return false;
  return claimsOf(set, user.ordinal, world).some((claim) => hasStaleOwner(claim, set, user));
}

function claimsOf(set: StatefulSet, ordinal: number, world: World): PersistentVolumeClaim[] {
  return set.spec.volumeClaimTemplates.flatMap(
    (template) => claimNamed(set, claimName(set, template, ordinal), world) ?? [],
  );
}

function claimNamed(set: StatefulSet, name: string, world: World): PersistentVolumeClaim | undefined {
  return objectNamed(world, 'PersistentVolumeClaim', set.metadata.namespace, name);
}

/** Who is to own the claim: nobody, the set, or the condemned pod. */
function wantedOwner(set: StatefulSet, { ordinal, pod }: ClaimUser): WorldObject | undefined {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy;
  if (whenScaled === 'Delete' && !isInRange(ordinal, set)) return pod;
  return whenDeleted === 'Delete' ? set : undefined;
}

/** `isClaimOwnerUpToDate`: claims in a state that nobody knows are left alone. */
function isOwnerUpToDate(claim: PersistentVolumeClaim, set: StatefulSet, user: ClaimUser): boolean {
  const hasSet = isOwner(claim, set);
  const hasPod = user.pod !== undefined && isOwner(claim, user.pod);
  if (hasStaleOwner(claim, set, user)) return true;
  if (hasOtherController(claim, set, user)) return !hasSet && !hasPod;
  const isPlainOwner = claim.metadata.ownerReferences.some(
    (owner) => !owner.controller && (owner.uid === set.metadata.uid || owner.uid === user.pod?.metadata.uid),
  );
  if (isPlainOwner) return false;
  const wanted = wantedOwner(set, user);
  return hasSet === (wanted === set) && hasPod === (wanted !== undefined && wanted !== set);
}

function hasStaleOwner(claim: PersistentVolumeClaim, set: StatefulSet, user: ClaimUser): boolean {
  return claim.metadata.ownerReferences.some(
    (owner) =>
      (isNamedLike(owner, set) && owner.uid !== set.metadata.uid) ||
      (isPodOf(owner, set, user) && owner.uid !== user.pod?.metadata.uid),
  );
}

/** Does somebody else manage the claim (`hasUnexpectedController`)? */
function hasOtherController(claim: PersistentVolumeClaim, set: StatefulSet, user: ClaimUser): boolean {
  const { whenDeleted, whenScaled } = set.spec.persistentVolumeClaimRetentionPolicy;
  if (whenDeleted === 'Retain' && whenScaled === 'Retain') return false;
  return claim.metadata.ownerReferences.some((owner) => {
    if (isNamedLike(owner, set)) return owner.uid !== set.metadata.uid;
    if (isPodOf(owner, set, user)) return owner.uid !== user.pod?.metadata.uid;
    return owner.controller;
  });
}

function isOwner(claim: PersistentVolumeClaim, owner: WorldObject): boolean {
  return claim.metadata.ownerReferences.some(({ uid }) => uid === owner.metadata.uid);
}

function isNamedLike(owner: OwnerReference, object: WorldObject): boolean {
  return owner.kind === object.kind && owner.name === object.metadata.name;
}

function isPodOf(owner: OwnerReference, set: StatefulSet, { ordinal }: ClaimUser): boolean {
  return owner.kind === 'Pod' && owner.name === podName(set, ordinal);
}
