import type { Action, Outcome } from './action.js';
import type { WorldObject } from './objects/kinds.js';
import { isTerminal, type Pod } from './objects/pod.js';
import { notFound, store, storedNow, type WorldState } from './store.js';

/** What a DELETE does: the object is gone, or marked as deleted while finalizers or a kubelet have work to do. */
export function remove(world: WorldState, action: Extract<Action, { readonly do: 'delete' }>): Outcome {
  const stored = storedNow(world, action.object);
  if (stored === undefined) return notFound(action.object);
  if (stored.metadata.deletionTimestamp !== undefined && stored.kind !== 'Pod') return { kind: 'done', object: stored };
  if (stored.kind === 'Pod') return removePod(world, stored, action);
  const finalizers = finalizersFor(stored, action.propagation ?? 'Background');
  if (finalizers.length === 0) return end(world, stored, action.because);
  const metadata = {
    ...stored.metadata,
    finalizers,
    deletionTimestamp: world.now,
    deletionGraceMs: 0,
    generation: stored.metadata.generation + 1,
  };
  const next = { ...stored, metadata };
  store(world, stored, next, action.because);
  return { kind: 'done', object: next };
}

function finalizersFor(object: WorldObject, propagation: 'Background' | 'Foreground' | 'Orphan'): readonly string[] {
  if (propagation === 'Orphan') return [...object.metadata.finalizers, 'orphan'];
  if (propagation === 'Foreground') return [...object.metadata.finalizers, 'foregroundDeletion'];
  return object.metadata.finalizers;
}

// Graceful deletion: the kubelet ends the pod later. A pod without a node, or one that has ended, needs no kubelet
// (pkg/registry/core/pod/strategy.go CheckGracefulDelete).
function removePod(world: WorldState, pod: Pod, action: Extract<Action, { readonly do: 'delete' }>): Outcome {
  const graceMs = action.graceMs ?? Number(pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  const isAtOnce = pod.node === undefined || isTerminal(pod) || graceMs === 0;
  const { deletionTimestamp, deletionGraceMs } = pod.metadata;
  const isSlower = deletionTimestamp !== undefined && graceMs >= (deletionGraceMs ?? 0);
  if (isSlower && !isAtOnce) return { kind: 'done', object: pod };
  const metadata = {
    ...pod.metadata,
    deletionTimestamp: deletionTimestamp ?? world.now,
    deletionGraceMs: isAtOnce ? 0 : graceMs,
  };
  const next = { ...pod, metadata };
  store(world, pod, next, action.because);
  const change = world.changes.at(-1);
  if (action.alike !== undefined && change !== undefined)
    world.changes[world.changes.length - 1] = { ...change, alike: action.alike };
  return isAtOnce ? end(world, next, action.because) : { kind: 'done', object: next };
}

/** Takes the object out of the store; one with finalizers stays, marked as deleted. */
export function end(world: WorldState, object: WorldObject, because: string): Outcome {
  const stored = storedNow(world, object);
  if (stored === undefined) return notFound(object);
  if (stored.metadata.finalizers.length > 0) {
    if (stored.metadata.deletionGraceMs === 0) return { kind: 'done', object: stored };
    const deletionTimestamp = stored.metadata.deletionTimestamp ?? world.now;
    const next = {
      ...stored,
      metadata: { ...stored.metadata, deletionTimestamp, deletionGraceMs: 0 },
    };
    store(world, stored, next, because);
    return { kind: 'done', object: next };
  }
  store(world, stored, undefined, because);
  return { kind: 'done', object: undefined };
}
