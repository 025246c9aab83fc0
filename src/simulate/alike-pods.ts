/** What is done to pods that are alike, to all at once: what they share is worked out for one of them. */

import type { AlikeAction, Outcome } from './action.js';
import { admitted, refusal } from './admission/admit.js';
import { create, freeName, newMetadata, newPod } from './creation.js';
import { end, remove } from './deletion.js';
import { isTerminal, type Pod, type PodStatus } from './objects/pod.js';
import { regroup, settler } from './pod-index.js';
import { noteAlike, storeAlike, type WorldState } from './store.js';
import type { World } from './world.js';

type Alike<K extends AlikeAction['do']> = Extract<AlikeAction, { readonly do: K }>;

/** Creates pods of one template, one after the other until one is refused. */
export function createAlike(world: WorldState, action: Alike<'creations'>): Outcome {
  // Quotas judge one pod otherwise than the next.
  if (world.objects.ResourceQuota.size > 0) return createEach(world, action);
  const object = admitted(world, action.object);
  if (object.kind !== 'Pod') throw new Error('admission made something else of a pod');
  const pods: Pod[] = [];
  for (let place = 0; place < action.count; place++) {
    const free = freeName(world, object);
    const refused = place === 0 ? refusal(world, object, free.name) : undefined;
    if (refused !== undefined) return { kind: 'refused', reason: 'Forbidden', message: refused, pods };
    const pod = newPod(world, object, newMetadata(world, object.metadata, free));
    // Its name is taken from now on.
    world.objects.Pod.set(pod.metadata.key, pod);
    pods.push(pod);
  }
  storeAlike(world, { befores: [], afters: pods }, { because: action.because });
  return { kind: 'done', object: undefined, pods };
}

function createEach(world: WorldState, { object, count, because }: Alike<'creations'>): Outcome {
  const pods: Pod[] = [];
  for (let place = 0; place < count; place++) {
    const outcome = create(world, object, because);
    if (outcome.kind === 'refused') return { ...outcome, pods };
    if (outcome.object?.kind === 'Pod') pods.push(outcome.object);
  }
  return { kind: 'done', object: undefined, pods };
}

/** Deletes pods: their kubelets end them, or nobody has to. */
export function deleteAlike(world: WorldState, { pods: befores, alike, because }: Alike<'deletions'>): Outcome {
  const [first] = befores;
  if (first === undefined) return { kind: 'done', object: undefined };
  const graceMs = Number(first.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  const isSlow = first.node !== undefined && !isTerminal(first) && graceMs > 0;
  const why = { because, ...(alike.length > 0 && { alike }) };
  if (!isSlow || first.metadata.deletionTimestamp !== undefined) {
    for (const object of befores) remove(world, { do: 'delete', object, ...why });
    return { kind: 'done', object: undefined };
  }
  const deletionTimestamp = world.now;
  const afters = befores.map((pod) => {
    const metadata = { ...pod.metadata, deletionTimestamp, deletionGraceMs: graceMs };
    return { ...pod, metadata };
  });
  storeAlike(world, { befores, afters }, why);
  return { kind: 'done', object: undefined };
}

/** Gives pods another status, the same one. */
export function giveStatuses(world: WorldState, { pods: befores, status, because }: Alike<'statuses'>): Outcome {
  const afters = befores.map((pod) => ({ ...pod, status }));
  storeAlike(world, { befores, afters }, { because });
  return { kind: 'done', object: undefined, pods: afters };
}

/** The end of deleted pods without finalizers. */
export function removeAlike(world: WorldState, { pods, because }: Alike<'removals'>): Outcome {
  if (pods.some(({ metadata }) => metadata.finalizers.length > 0)) for (const pod of pods) end(world, pod, because);
  else storeAlike(world, { befores: pods, afters: [] }, { because });
  return { kind: 'done', object: undefined };
}

/** Binds pods to the nodes that are chosen for them, until there is none. */
export function bindAlike(world: WorldState, { pods, nodeFor, because }: Alike<'bindings'>): Outcome {
  const befores: Pod[] = [];
  const afters: Pod[] = [];
  let settle: ((pod: Pod) => void) | undefined;
  const [first] = pods;
  const status = first && boundStatus(first.status, world);
  for (const pod of pods) {
    const node = nodeFor(pod);
    if (node === undefined) break;
    const after = { ...pod, node, status: status ?? pod.status };
    world.objects.Pod.set(pod.metadata.key, after);
    settle ??= settler(world.indexes, after, { isMoved: true, sign: 1 });
    settle(after);
    befores.push(pod);
    afters.push(after);
  }
  regroup(world.indexes, { befores, afters });
  noteAlike(world, { befores, afters }, { because });
  return { kind: 'done', object: undefined, pods: afters };
}

// Pods of one status that are bound at one moment go on sharing it.
const bound = new WeakMap<PodStatus, PodStatus>();

/** The status of a pod that is bound now. */
export function boundStatus(status: PodStatus, { now }: World): PodStatus {
  const known = bound.get(status);
  if (known?.scheduledAt === now) return known;
  const next = { ...status, scheduledAt: now, since: now, unschedulable: '' };
  bound.set(status, next);
  return next;
}
