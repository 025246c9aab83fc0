/**
 * Volumes: a pod runs where its volumes are. Follows kubernetes@v1.35.4
 * pkg/scheduler/framework/plugins/{volumerestrictions,volumebinding,volumezone}.
 *
 * Not modelled: CSIStorageCapacity, in-tree volumes as their CSI drivers see them.
 */

import type { Steps } from '../action.js';
import type { Node } from '../objects/node.js';
import type { PersistentVolumeClaim } from '../objects/persistent-volume-claim.js';
import type { Pod } from '../objects/pod.js';
import { classOf, isProvisioned, waitsForPod } from '../volumes/claim-class.js';
import { canReach, matchingVolume, sizeOf } from '../volumes/match.js';
import { claimNamesOf } from '../volumes/pod-claims.js';
import { bindClaim, isAllowed, provision } from '../volumes/provision.js';
import { current, objectNamed, type World } from '../world.js';
import type { Filter, Plugin, Refusal } from './plugin.js';
import { labelOf } from './topology-spread.js';

/** The pod's claims, or why no node takes a pod with them. */
function claimsOf(pod: Pod, world: World): readonly PersistentVolumeClaim[] | string {
  const claims: PersistentVolumeClaim[] = [];
  for (const name of claimNamesOf(pod)) {
    const claim = objectNamed(world, 'PersistentVolumeClaim', pod.metadata.namespace, name);
    if (claim === undefined) return missing(pod, name);
    if (claim.status.phase === 'Lost')
      return `persistentvolumeclaim "${name}" bound to non-existent persistentvolume "${claim.spec.volumeName ?? ''}"`;
    if (claim.metadata.deletionTimestamp !== undefined) return `persistentvolumeclaim "${name}" is being deleted`;
    claims.push(claim);
  }
  return claims;
}

function missing({ spec }: Pod, name: string): string {
  const isEphemeral = !(spec.volumes ?? []).some((volume) => volume.persistentVolumeClaim?.claimName === name);
  const what = `persistentvolumeclaim "${name}"`;
  return isEphemeral ? `waiting for ephemeral volume controller to create the ${what}` : `${what} not found`;
}

/** Keeps pods from a ReadWriteOncePod volume that another pod uses. */
export const volumeRestrictions: Plugin = (pod, world): Filter | undefined => {
  if (pod.spec.volumes === undefined) return undefined;
  const claims = claimNamesOf(pod).flatMap(
    (name) => objectNamed(world, 'PersistentVolumeClaim', pod.metadata.namespace, name) ?? [],
  );
  const once = claims.filter(({ spec }) => (spec.accessModes ?? []).includes('ReadWriteOncePod'));
  const users = once.flatMap(({ metadata }) => [...(world.indexes.volumes.users.get(metadata.key) ?? [])]);
  const others = users.filter((key) => world.objects.Pod.get(key)?.node !== undefined && key !== pod.metadata.key);
  if (others.length === 0) return undefined;
  const isNew = world.settings.version.minor >= 34;
  const reason = isNew
    ? 'node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod'
    : 'node has pod using PersistentVolumeClaim with the same name and ReadWriteOncePod access mode';
  return ({ gone }) => {
    const isFree = others.every((key) => gone.some(({ metadata }) => metadata.key === key));
    return isFree ? undefined : { reasons: [reason], isFinal: false };
  };
};

/** Keeps pods on nodes that can reach their volumes, or where volumes can be had for their claims. */
export const volumeBinding: Plugin = (pod, world): Filter | string | undefined => {
  if (pod.spec.volumes === undefined) return undefined;
  const claims = claimsOf(pod, world);
  if (typeof claims === 'string') return claims;
  if (claims.length === 0) return undefined;
  const unbound = claims.filter(({ status }) => status.phase !== 'Bound');
  if (unbound.some((claim) => claim.spec.volumeName !== undefined || !waitsForPod(classOf(claim, world))))
    return 'pod has unbound immediate PersistentVolumeClaims';
  const volumes = claims.flatMap(
    (claim) => world.objects.PersistentVolume.get(`/${claim.spec.volumeName ?? ''}`) ?? [],
  );
  const conflict =
    world.settings.version.minor >= 33
      ? "didn't match PersistentVolume's node affinity"
      : 'had volume node affinity conflict';
  if (unbound.length === 0 && volumes.every(({ spec }) => spec.nodeAffinity === undefined)) return undefined;
  return ({ node }): Refusal | undefined => {
    const reasons: string[] = [];
    if (!volumes.every((volume) => canReach(node, volume))) reasons.push(`node(s) ${conflict}`);
    if (planFor(unbound, node, world) === undefined)
      reasons.push("node(s) didn't find available persistent volumes to bind");
    return reasons.length === 0 ? undefined : { reasons, isFinal: true };
  };
};

const ZONES = [
  'failure-domain.beta.kubernetes.io/zone',
  'failure-domain.beta.kubernetes.io/region',
  'topology.kubernetes.io/zone',
  'topology.kubernetes.io/region',
];

/** Keeps pods in the zones that their volumes' labels name. */
export const volumeZone: Plugin = (pod, world): Filter | undefined => {
  if (pod.spec.volumes === undefined) return undefined;
  const claims = claimsOf(pod, world);
  if (typeof claims === 'string') return undefined;
  const zones = claims.flatMap(({ spec }) => {
    const labels = world.objects.PersistentVolume.get(`/${spec.volumeName ?? ''}`)?.metadata.labels ?? {};
    return ZONES.flatMap((key) =>
      Object.hasOwn(labels, key) ? [{ key, values: (labels[key] ?? '').split('__') }] : [],
    );
  });
  if (zones.length === 0) return undefined;
  return ({ node }) => {
    if (ZONES.every((key) => labelOf(node, key) === undefined)) return undefined;
    const isThere = zones.every(({ key, values }) => values.includes(zoneOf(node, key) ?? ''));
    return isThere ? undefined : { reasons: ['node(s) had no available volume zone'], isFinal: true };
  };
};

function zoneOf(node: Node, key: string): string | undefined {
  return labelOf(node, key) ?? labelOf(node, key.replace('failure-domain.beta', 'topology'));
}

type Plan = readonly { readonly claim: PersistentVolumeClaim; readonly volume: string | undefined }[];

/** Which volume each claim gets if the pod runs there, the smallest claim first; `undefined` if one gets none. */
function planFor(claims: readonly PersistentVolumeClaim[], node: Node, world: World): Plan | undefined {
  const taken = new Set<string>();
  const plan: { claim: PersistentVolumeClaim; volume: string | undefined }[] = [];
  const bySize = [...claims].sort(
    (one, other) => sizeOf(one.spec.resources?.requests) - sizeOf(other.spec.resources?.requests),
  );
  for (const claim of bySize) {
    const claimClass = classOf(claim, world);
    const volume = matchingVolume(claim, { className: claimClass.name, node, taken, world });
    if (volume !== undefined) {
      taken.add(volume.metadata.key);
      plan.push({ claim, volume: volume.metadata.key });
      continue;
    }
    const allowed = claimClass.kind === 'given' ? claimClass.spec.allowedTopologies : [];
    if (!isProvisioned(claimClass) || !isAllowed(node, allowed)) return undefined;
    plan.push({ claim, volume: undefined });
  }
  return plan;
}

/** Gets volumes for the claims that waited for the pod, now that its node is known (PreBind). */
export function* bindVolumes(pod: Pod, nodeName: string, world: World): Steps {
  if (pod.spec.volumes === undefined) return;
  const node = world.objects.Node.get(`/${nodeName}`);
  const claims = claimsOf(pod, world);
  if (node === undefined || typeof claims === 'string') return;
  const unbound = claims.filter(({ status }) => status.phase !== 'Bound');
  for (const { claim, volume } of planFor(unbound, node, world) ?? []) {
    const stored = volume === undefined ? undefined : world.objects.PersistentVolume.get(volume);
    const claimClass = classOf(claim, world);
    const own = current(world, claim) ?? claim;
    if (stored !== undefined) yield* bindClaim(own, stored, world);
    else if (claimClass.kind !== 'by-hand') yield* provision(own, claimClass, { node, world });
  }
}
