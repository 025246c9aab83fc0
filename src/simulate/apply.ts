import type { Action, Outcome } from './action.js';
import { bindAlike, boundStatus, createAlike, deleteAlike, giveStatuses, removeAlike } from './alike-pods.js';
import { create } from './creation.js';
import { end, remove } from './deletion.js';
import type { WorldObject } from './objects/kinds.js';
import type { Labels, Metadata } from './objects/metadata.js';
import type { Pod } from './objects/pod.js';
import { isSame } from './same.js';
import { notFound, store, storedNow, type WorldState } from './store.js';

const DONE: Outcome = { kind: 'done', object: undefined };

type StoreAction = Exclude<Action, { readonly do: 'wake' | 'answer' }>;

/** Does one action to the world, as the API server would: the only way it changes. */
export function apply(world: WorldState, action: StoreAction): Outcome {
  switch (action.do) {
    case 'create':
      return create(world, action.object, action.because);
    case 'update':
      return update(world, action.object, action.because);
    case 'status':
      return updateStatus(world, action.object, action.because);
    case 'delete':
      return remove(world, action);
    case 'remove':
      return end(world, action.object, action.because);
    case 'creations':
      return createAlike(world, action);
    case 'deletions':
      return deleteAlike(world, action);
    case 'statuses':
      return giveStatuses(world, action);
    case 'removals':
      return removeAlike(world, action);
    case 'bindings':
      return bindAlike(world, action);
    case 'bind':
      return bind(world, action.pod, action.node, action.because);
    case 'event':
    case 'events':
      world.events.push(action);
      return DONE;
    default: {
      const unknown: never = action;
      return unknown;
    }
  }
}

function update(world: WorldState, object: WorldObject, because: string): Outcome {
  const stored = storedNow(world, object);
  if (stored === undefined) return notFound(object);
  const isNewGeneration =
    !isSame(stored.spec, object.spec) ||
    (object.kind === 'Deployment' && !isSame(stored.metadata.annotations, object.metadata.annotations));
  const { labels, annotations, ownerReferences, finalizers } = object.metadata;
  const isSameMetadata =
    isSame(stored.metadata.labels, labels) &&
    isSame(stored.metadata.annotations, annotations) &&
    isSame(stored.metadata.ownerReferences, ownerReferences) &&
    isSame(stored.metadata.finalizers, finalizers);
  const isSameLife = object.kind !== 'Pod' || stored.kind !== 'Pod' || object.life === stored.life;
  if (!isNewGeneration && isSameMetadata && isSameLife) return { kind: 'done', object: stored };
  const metadata: Metadata = {
    ...stored.metadata,
    labels: kept(stored.metadata.labels, labels),
    annotations: kept(stored.metadata.annotations, annotations),
    ownerReferences,
    finalizers,
    generation: stored.metadata.generation + (isNewGeneration ? 1 : 0),
  };
  // The status is the stored one of the same kind.
  const next = { ...object, metadata, status: stored.status } as WorldObject;
  store(world, stored, next, because);
  const isLetGo = metadata.deletionTimestamp !== undefined && finalizers.length === 0;
  if (isLetGo && (next.kind !== 'Pod' || metadata.deletionGraceMs === 0)) return end(world, next, because);
  return { kind: 'done', object: next };
}

/** The stored map if it says the same: pods of one template keep sharing it. */
function kept(stored: Labels, next: Labels): Labels {
  return isSame(stored, next) ? stored : next;
}

function updateStatus(world: WorldState, object: WorldObject, because: string): Outcome {
  const stored = storedNow(world, object);
  if (stored === undefined) return notFound(object);
  const annotations = object.kind === 'Deployment' ? object.metadata.annotations : stored.metadata.annotations;
  if (isSame(stored.status, object.status) && isSame(stored.metadata.annotations, annotations)) {
    return { kind: 'done', object: stored };
  }
  const metadata = annotations === stored.metadata.annotations ? stored.metadata : { ...stored.metadata, annotations };
  // Only the status is taken over, and it is of the same kind.
  const next = { ...stored, metadata, status: object.status } as WorldObject;
  store(world, stored, next, because);
  return { kind: 'done', object: next };
}

function bind(world: WorldState, pod: Pod, node: string, because: string): Outcome {
  const stored = world.objects.Pod.get(pod.metadata.key);
  if (stored === undefined || stored.metadata.uid !== pod.metadata.uid) return notFound(pod);
  const next = { ...stored, node, status: boundStatus(stored.status, world) };
  store(world, stored, next, because);
  return { kind: 'done', object: next };
}
