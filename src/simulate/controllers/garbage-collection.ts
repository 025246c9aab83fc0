/**
 * Garbage collection: dependents follow their owner, or are let go by it.
 *
 * Docs: https://kubernetes.io/docs/concepts/architecture/garbage-collection/
 * Follows kubernetes@v1.35.4 pkg/controller/garbagecollector/garbagecollector.go.
 *
 * Not modelled: blockOwnerDeletion (foreground deletion waits for all dependents).
 */

import type { Steps, Sync } from '../action.js';
import { type Controller, controllerFor, type Watch } from '../controller.js';
import { KINDS, type Kind, type Kinds, type WorldObject } from '../objects/kinds.js';
import type { OwnerReference } from '../objects/metadata.js';
import { type Change, keyOf, type World } from '../world.js';

/** One collector per kind of dependent or owner; together they are the garbage collector. */
export const garbageCollectors: readonly Controller[] = KINDS.map((kind) => collectorOf(kind));

function collectorOf<K extends Kind>(kind: K): Controller {
  const watchOwn: Watch = (change, world, wake) => watch(change, { world, wake });
  const watchEnds: Watch = (change, world, wake) => watchEnd(kind, change, { world, wake });
  return controllerFor({
    name: `garbage-collector/${kind}`,
    kind,
    watch: { [kind]: watchOwn },
    watchEnds: Object.fromEntries(KINDS.map((changed) => [changed, watchEnds])),
    sync: (object: Kinds[K], world) => collect(object, world),
  });
}

interface Wakening {
  readonly world: World;
  readonly wake: (key: string) => void;
}

function watch({ type, object, before, after }: Change, { world, wake }: Wakening): void {
  if (type === 'deleted' || before?.metadata === after?.metadata) return;
  const { deletionTimestamp, finalizers, ownerReferences } = object.metadata;
  const isHeld = deletionTimestamp !== undefined && finalizers.length > 0;
  // An owner may have gone while its dependent was being made.
  const isLeft = type === 'added' && ownerReferences.length > 0 && !isOwned(object, world);
  if (isHeld || isLeft) wake(keyOf(object));
}

function watchEnd(kind: Kind, change: Change, { world, wake }: Wakening): void {
  const { object, twins } = change;
  for (const gone of twins === undefined ? [object] : twins.befores)
    for (const key of dependentKeys(kind, gone, world)) wake(key);
  // The last dependent that goes lets an owner in foreground deletion go.
  for (const owner of object.metadata.ownerReferences) {
    if (owner.kind === kind) wake(owner.key);
  }
}

const NO_KEYS: Iterable<string> = [];

function dependentKeys(kind: Kind, { metadata: { uid } }: WorldObject, { indexes }: World): Iterable<string> {
  const managed = indexes.managed[kind].get(uid) ?? NO_KEYS;
  const others = indexes.dependents.size === 0 ? undefined : indexes.dependents.get(uid);
  if (others === undefined) return managed;
  const own = [...others].filter((entry) => entry.startsWith(`${kind}:`));
  return [...managed, ...own.map((entry) => entry.slice(kind.length + 1))];
}

function* dependentsOf(owner: WorldObject, world: World): Iterable<WorldObject> {
  for (const kind of KINDS) {
    for (const key of dependentKeys(kind, owner, world)) {
      const dependent = world.objects[kind].get(key);
      if (dependent !== undefined) yield dependent;
    }
  }
}

function* collect(object: WorldObject, world: World): Sync {
  const { finalizers, deletionTimestamp, ownerReferences } = object.metadata;
  if (deletionTimestamp !== undefined) {
    if (finalizers.includes('orphan')) yield* orphanDependents(object, world);
    else if (finalizers.includes('foregroundDeletion')) yield* deleteDependents(object, world);
    return undefined;
  }
  if (ownerReferences.length === 0) return undefined;
  if (!isOwned(object, world)) yield { do: 'delete', object, because: whyCollected(object) };
  return undefined;
}

/** A claim has an owner only because its StatefulSet's policy says so: the pod's end, or the set's. */
function whyCollected({ kind, metadata }: WorldObject): string {
  if (kind !== 'PersistentVolumeClaim') return 'its owner is gone';
  // `data-db-2` of pod db-2; claims of ephemeral volumes begin with the pod's name.
  const isScaled = metadata.ownerReferences.some(
    (owner) => owner.kind === 'Pod' && metadata.name.endsWith(`-${owner.name}`),
  );
  const isDeleted = metadata.ownerReferences.some((owner) => owner.kind === 'StatefulSet');
  if (isDeleted) return 'persistentVolumeClaimRetentionPolicy.whenDeleted: Delete';
  return isScaled ? 'persistentVolumeClaimRetentionPolicy.whenScaled: Delete' : 'its owner is gone';
}

function isOwned({ metadata }: WorldObject, world: World): boolean {
  return metadata.ownerReferences.some((owner) => exists(owner, world));
}

function exists(owner: OwnerReference, world: World): boolean {
  return !isKind(owner.kind) || world.objects[owner.kind].get(owner.key)?.metadata.uid === owner.uid;
}

function isKind(text: string): text is Kind {
  return (KINDS as readonly string[]).includes(text);
}

/** `--cascade=orphan`: dependents lose their owner, then the owner goes. */
function* orphanDependents(owner: WorldObject, world: World): Steps {
  const because = 'its owner was deleted with --cascade=orphan';
  for (const dependent of [...dependentsOf(owner, world)]) {
    const ownerReferences = dependent.metadata.ownerReferences.filter(({ uid }) => uid !== owner.metadata.uid);
    yield { do: 'update', object: withMetadata(dependent, { ownerReferences }), because };
  }
  const finalizers = owner.metadata.finalizers.filter((name) => name !== 'orphan');
  yield { do: 'update', object: withMetadata(owner, { finalizers }), because };
}

/** `--cascade=foreground`: dependents go first. */
function* deleteDependents(owner: WorldObject, world: World): Steps {
  const dependents = [...dependentsOf(owner, world)];
  for (const dependent of dependents) {
    if (dependent.metadata.deletionTimestamp !== undefined) continue;
    const propagation = dependent.kind === 'Pod' ? 'Background' : 'Foreground';
    yield { do: 'delete', object: dependent, propagation, because: 'its owner is deleted in the foreground' };
  }
  if ([...dependentsOf(owner, world)].length > 0) return;
  const finalizers = owner.metadata.finalizers.filter((name) => name !== 'foregroundDeletion');
  yield { do: 'update', object: withMetadata(owner, { finalizers }), because: 'its dependents are gone' };
}

function withMetadata(object: WorldObject, metadata: Partial<WorldObject['metadata']>): WorldObject {
  return { ...object, metadata: { ...object.metadata, ...metadata } };
}
