import type { Outcome } from './action.js';
import type { EventLog, RecordedEvent } from './event-log.js';
import { reindex } from './indexes.js';
import type { Kind, Kinds, WorldObject } from './objects/kinds.js';
import { resourceName } from './objects/resource-name.js';
import type { Change, World } from './world.js';

type Writable<T> = { -readonly [P in keyof T]: T[P] };

/** The world together with what only the loop touches. */
export interface WorldState extends World {
  now: number;
  readonly objects: { readonly [K in Kind]: Map<string, Kinds[K]> };
  /** Counts everything that gets a number: uids, name suffixes. */
  serial: number;
  /** Changes that the loop has not told anybody yet. */
  readonly changes: Writable<Change>[];
  /** Events that the loop has not told anybody yet. */
  readonly events: RecordedEvent[];
  readonly eventLog: EventLog;
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
  reindex(world.indexes, before, after);
  const type = before === undefined ? 'added' : after === undefined ? 'deleted' : 'modified';
  world.changes.push({ type, before, after, object, because, isTwin: false });
}
