import type { EventAction, EventsAction, Outcome } from './action.js';
import { reindex, reindexAlike } from './indexes.js';
import type { Kind, Kinds, WorldObject } from './objects/kinds.js';
import type { Pod } from './objects/pod.js';
import { resourceName } from './objects/resource-name.js';
import type { PodChanges } from './pod-index.js';
import type { Change, World } from './world.js';

/** The world together with what only the loop touches. */
export interface WorldState extends World {
  now: number;
  readonly objects: { readonly [K in Kind]: Map<string, Kinds[K]> };
  /** Counts everything that gets a number: uids, name suffixes. */
  serial: number;
  /** Changes that the loop has not told anybody yet. */
  readonly changes: Change[];
  /** Events that the loop has not told anybody yet. */
  readonly events: (EventAction | EventsAction)[];
}

/** What is stored of the object by now; `undefined` if it is gone, or another one has its name. */
export function storedNow(world: WorldState, object: WorldObject): WorldObject | undefined {
  const stored = world.objects[object.kind].get(object.metadata.key);
  return stored?.metadata.uid === object.metadata.uid ? stored : undefined;
}

/** The API server's answer about an object that is gone. */
export function notFound(object: WorldObject): Outcome {
  const message = `${resourceName(object.kind)} "${object.metadata.name}" not found`;
  return { kind: 'refused', reason: 'NotFound', message };
}

/** Stores what an object has become (`undefined`: it is gone) and notes the change. Four arguments: it runs at every change. */
export function store(
  world: WorldState,
  before: WorldObject | undefined,
  after: WorldObject | undefined,
  because: string,
): void {
  const object = after ?? before;
  if (object === undefined) return;
  // The map of a kind holds objects of that kind: both come from the same object.
  const map = world.objects[object.kind] as Map<string, WorldObject>;
  if (after === undefined) map.delete(object.metadata.key);
  else map.set(object.metadata.key, after);
  if (object.kind === 'Pod') reindexAlike(world.indexes, { befores: podsIn(before), afters: podsIn(after) });
  else reindex(world.indexes, before, after);
  const type = before === undefined ? 'added' : after === undefined ? 'deleted' : 'modified';
  world.changes.push({ type, before, after, object, because });
}

function podsIn(object: WorldObject | undefined): readonly Pod[] {
  return object?.kind === 'Pod' ? [object] : [];
}

/** Why something was done to pods that are alike. */
type Why = Pick<Change, 'because' | 'alike'>;

/** Stores what pods have become that change alike, as `store` does one by one. */
export function storeAlike(world: WorldState, changes: PodChanges, why: Why): void {
  const { befores, afters } = changes;
  const pods = world.objects.Pod;
  if (afters.length === 0) for (const { metadata } of befores) pods.delete(metadata.key);
  else for (const pod of afters) pods.set(pod.metadata.key, pod);
  reindexAlike(world.indexes, changes);
  noteAlike(world, changes, why);
}

/** Notes changes of pods that are stored already. */
export function noteAlike({ changes }: WorldState, twins: PodChanges, why: Why): void {
  const [before] = twins.befores;
  const [after] = twins.afters;
  const object = after ?? before;
  if (object === undefined) return;
  const type = before === undefined ? 'added' : after === undefined ? 'deleted' : 'modified';
  const isAlone = Math.max(twins.befores.length, twins.afters.length) === 1;
  changes.push({ type, before, after, object, ...why, ...(!isAlone && { twins }) });
}
