/**
 * Attaching volumes: a disk that only one node can have at a time keeps pods on other nodes in ContainerCreating until the
 * last pod that uses it where it is has ended.
 *
 * Follows kubernetes@v1.35.4 pkg/controller/volume/attachdetach/reconciler/reconciler.go.
 *
 * Not modelled: the time that attaching takes (it is part of podStartSeconds), the taint out-of-service.
 */

import type { Steps, Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import type { Node } from '../objects/node.js';
import type { PersistentVolume } from '../objects/persistent-volume.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import { claimKeysOf } from '../volumes/pod-claims.js';
import { isExclusive } from '../volumes/provision.js';
import { type Change, current, keyOf, type World } from '../world.js';

/** How long a disk is left to a node that does not answer (`--attach-detach-reconcile-max-wait-unmount-duration`). */
const MAX_WAIT_FOR_UNMOUNT_MS = 360_000;
const SOURCE = 'attachdetach-controller';

/** Attaches and detaches volumes. */
export const attachDetach = controllerFor({
  name: 'attach-detach',
  kind: 'PersistentVolume',
  watch: { Pod: watchPod, Node: watchNode },
  sync,
});

function watchPod({ before, after, object }: Change<Pod>, world: World, wake: (key: string) => void): void {
  if (object.spec.volumes === undefined || object.node === undefined) return;
  const isEnd = after === undefined || isTerminal(after);
  if (!isEnd && before?.node === after.node) return;
  for (const claim of claimKeysOf(object)) {
    const volume = world.indexes.volumes.bound.get(claim);
    if (volume !== undefined) wake(volume);
  }
}

/** A node that comes back, or goes for good, lets go of what nobody uses on it. */
function watchNode({ before, after, object }: Change<Node>, world: World, wake: (key: string) => void): void {
  if (before?.status.ready === after?.status.ready) return;
  for (const volume of world.objects.PersistentVolume.values())
    if (volume.status.attachedTo === object.metadata.name) wake(keyOf(volume));
}

function* sync(given: PersistentVolume, world: World): Sync {
  if (world.settings.waitsForVolumes === false || !isExclusive(given)) return undefined;
  const users = usersOf(given, world);
  yield* detach(given, users, world);
  const volume = current(world, given) ?? given;
  const [first] = users;
  const node = volume.status.attachedTo ?? first?.node;
  if (node === undefined) return undefined;
  if (volume.status.attachedTo === undefined) {
    const because = `pod ${first?.metadata.name ?? ''} uses it there`;
    yield { do: 'status', object: { ...volume, status: { ...volume.status, attachedTo: node } }, because };
  }
  for (const pod of users) yield* tell(pod, volume, { node, users, now: world.now });
  return undefined;
}

/** Pods on nodes that use the volume, those that came first first. */
function usersOf({ spec }: PersistentVolume, world: World): Pod[] {
  const claim = `${spec.claimRef?.namespace ?? ''}/${spec.claimRef?.name ?? ''}`;
  const pods = [...(world.indexes.volumes.users.get(claim) ?? [])].flatMap((key) => world.objects.Pod.get(key) ?? []);
  return pods
    .filter((pod) => pod.node !== undefined && !isTerminal(pod))
    .sort((one, other) => (one.status.scheduledAt ?? 0) - (other.status.scheduledAt ?? 0));
}

function* detach(volume: PersistentVolume, users: readonly Pod[], world: World): Steps {
  const { attachedTo, unusedSince } = volume.status;
  if (attachedTo === undefined || users.some((pod) => pod.node === attachedTo)) return;
  const node = world.objects.Node.get(`/${attachedTo}`);
  const isAnswering = node === undefined || node.status.ready;
  const at = (unusedSince ?? world.now) + MAX_WAIT_FOR_UNMOUNT_MS;
  if (!isAnswering && at > world.now) {
    const because = `node ${attachedTo} does not answer: nobody knows whether it still writes`;
    const status = { ...volume.status, unusedSince: unusedSince ?? world.now };
    if (unusedSince === undefined) yield { do: 'status', object: { ...volume, status }, because };
    yield { do: 'wake', controller: 'attach-detach', key: keyOf(volume), at, patience: 'work' };
    return;
  }
  const because = `no pod uses it on node ${attachedTo} any more`;
  const status = { ...volume.status, attachedTo: undefined, unusedSince: undefined };
  yield { do: 'status', object: { ...volume, status }, because };
}

interface Attachment {
  /** Where the volume is. */
  readonly node: string;
  readonly users: readonly Pod[];
  readonly now: number;
}

function* tell(pod: Pod, { metadata }: PersistentVolume, { node, users, now }: Attachment): Steps {
  const { unattached } = pod.status;
  if (pod.node === node) {
    if (unattached !== metadata.name) return;
    const because = `PersistentVolume ${metadata.name} is attached to node ${node}`;
    const status = { ...pod.status, unattached: undefined, attachedAt: now };
    yield { do: 'status', object: { ...pod, status }, because };
    return;
  }
  if (unattached !== undefined) return;
  const there = users.filter((user) => user.node === node).map((user) => user.metadata.name);
  const why =
    there.length === 0
      ? "Volume is already exclusively attached to one node and can't be attached to another"
      : `Volume is already used by pod(s) ${there.join(', ')}`;
  const message = `Multi-Attach error for volume "${metadata.name}" ${why}`;
  const because = `accessModes: ReadWriteOnce, and it is attached to node ${node}`;
  yield { do: 'event', object: pod, source: SOURCE, type: 'Warning', reason: 'FailedAttachVolume', message, because };
  yield { do: 'status', object: { ...pod, status: { ...pod.status, unattached: metadata.name } }, because };
}
