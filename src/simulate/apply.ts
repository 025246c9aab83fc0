import type { Action, Outcome } from './action.js';
import { create } from './creation.js';
import { end, remove } from './deletion.js';
import { correlate } from './event-log.js';
import type { WorldObject } from './objects/kinds.js';
import type { Labels, Metadata } from './objects/metadata.js';
import type { Pod, PodStatus } from './objects/pod.js';
import { isSame } from './same.js';
import { notFound, store, storedNow, type WorldState } from './store.js';
import type { World } from './world.js';

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
    case 'statuses':
      for (const pod of action.pods) giveStatus(world, pod, action);
      return twins(world);
    case 'removals':
      for (const pod of action.pods) end(world, pod, action.because);
      return twins(world);
    case 'bind':
      return bind(world, action.pod, action.node, action.because);
    case 'event':
      world.events.push(correlate(world.eventLog, action, world.now));
      return { kind: 'done', object: undefined };
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

function twins({ changes }: WorldState): Outcome {
  for (let place = 1; place < changes.length; place++) {
    const change = changes[place];
    if (change !== undefined) change.isTwin = true;
  }
  return { kind: 'done', object: undefined };
}

function giveStatus(
  world: WorldState,
  { metadata }: Pod,
  { status, because }: Extract<Action, { readonly do: 'statuses' }>,
): void {
  const stored = world.objects.Pod.get(metadata.key);
  if (stored?.metadata.uid === metadata.uid) store(world, stored, { ...stored, status }, because);
}

function bind(world: WorldState, pod: Pod, node: string, because: string): Outcome {
  const stored = world.objects.Pod.get(pod.metadata.key);
  if (stored === undefined || stored.metadata.uid !== pod.metadata.uid) return notFound(pod);
  const next = { ...stored, node, status: boundStatus(stored.status, world) };
  store(world, stored, next, because);
  return { kind: 'done', object: next };
}

// Pods of one status that are bound at one moment go on sharing it.
const bound = new WeakMap<PodStatus, PodStatus>();

function boundStatus(status: PodStatus, { now }: World): PodStatus {
  const known = bound.get(status);
  if (known?.scheduledAt === now) return known;
  const next = { ...status, scheduledAt: now, since: now, unschedulable: '' };
  bound.set(status, next);
  return next;
}
