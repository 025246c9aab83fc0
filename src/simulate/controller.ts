import type { Sync } from './action.js';
import type { Kind, Kinds, WorldObject } from './objects/kinds.js';
import { controllerOf } from './objects/metadata.js';
import type { Outcome } from './outcome.js';
import type { Change, World } from './world.js';

/** What is true of a workload at one moment, from its pods (not from its status, which lags). */
export interface WorkloadCounts {
  readonly desired: number;
  /** Pods that have neither ended nor are being deleted. */
  readonly total: number;
  readonly updated: number;
  readonly ready: number;
  readonly available: number;
  readonly terminating: number;
  /** How many may be unavailable by the manifest: availability promised is `desired - maxUnavailable`. */
  readonly maxUnavailable: number;
}

/** How a workload stands when nothing more happens to it. */
export type Standing =
  /** `note`: what is worth knowing although all is well. */
  | { readonly outcome: 'complete'; readonly note?: string }
  /** `reason`: the cause in a sentence, with the numbers. `next`: what happens now and what to type. */
  | {
      readonly outcome: Exclude<Outcome, 'complete' | 'rejected' | 'unknown'>;
      readonly reason: string;
      readonly next: string;
    };

/** What a controller says of the objects that users call workloads. */
export interface Workload {
  readonly counts: (key: string, world: World) => WorkloadCounts | undefined;
  readonly standing: (key: string, world: World) => Standing | undefined;
  /** How an object stood that was deleted after it had ended (a Job by its TTL); `undefined` if that says nothing. */
  readonly gone?: (object: WorldObject) => Standing | undefined;
  /** The key of the workload to which a changed pod counts. */
  readonly workloadOf: (change: Change, world: World) => string | undefined;
}

/** Says with `wake` which keys to look at after a change. Called for every change: cheap, and without effects. */
export type Watch<T extends WorldObject = WorldObject> = (
  change: Change<T>,
  world: World,
  wake: (key: string) => void,
) => void;

/** What a controller watches, by kind of the changed object. */
export type Watches = { readonly [K in Kind]?: Watch<Kinds[K]> };

/** A control loop. Its place in the registry orders it among others at the same instant. */
export interface Controller {
  readonly name: string;
  readonly kind: Kind;
  readonly watch: Watches;
  /** What it watches besides, but only for the end of objects. */
  readonly watchEnds?: Watches;
  /** Nothing to look at while there are no objects of this kind; `undefined`: it also looks at what is gone. */
  readonly needs: Kind | undefined;
  /** One look at one object; `undefined` if it is gone. */
  readonly sync: (key: string, world: World) => Sync | undefined;
  /** One look at all objects that are due at one moment, in order: does what a `sync` of each would. */
  readonly syncAll?: (keys: readonly string[], world: World) => Sync;
  readonly workload: Workload | undefined;
}

/** The parts of a controller of kind `K`, typed by it. */
export interface ControllerParts<K extends Kind> {
  readonly name: string;
  readonly kind: K;
  readonly watch: Watches;
  readonly watchEnds?: Watches;
  readonly sync: (object: Kinds[K], world: World) => Sync;
  readonly syncAll?: (keys: readonly string[], world: World) => Sync;
  readonly workload?: {
    readonly counts: (object: Kinds[K], world: World) => WorkloadCounts;
    readonly standing: (object: Kinds[K], world: World) => Standing;
    readonly gone?: (object: Kinds[K]) => Standing | undefined;
    readonly workloadOf: (change: Change, world: World) => Kinds[K] | undefined;
  };
}

/** A controller for the registry. */
export function controllerFor<K extends Kind>(parts: ControllerParts<K>): Controller {
  const { name, kind, watch, watchEnds, syncAll, workload } = parts;
  const find = (key: string, world: World): Kinds[K] | undefined => world.objects[kind].get(key);
  return {
    name,
    kind,
    watch,
    ...(watchEnds !== undefined && { watchEnds }),
    needs: kind,
    sync: (key, world) => {
      const object = find(key, world);
      return object && parts.sync(object, world);
    },
    ...(syncAll !== undefined && { syncAll }),
    workload: workload && {
      counts: (key, world) => {
        const object = find(key, world);
        return object && workload.counts(object, world);
      },
      standing: (key, world) => {
        const object = find(key, world);
        return object && workload.standing(object, world);
      },
      // An object of this kind: the kind was just compared.
      gone: (object) => (object.kind === kind ? workload.gone?.(object as Kinds[K]) : undefined),
      workloadOf: (change, world) => {
        const object = workload.workloadOf(change, world);
        return object?.metadata.key;
      },
    },
  };
}

/** Wakes the changed object itself. */
export function wakeSelf(change: Change, _world: World, wake: (key: string) => void): void {
  wake(change.object.metadata.key);
}

/** Wakes the object of `kind` that manages the changed one, before or after the change. */
export function wakeManager(kind: Kind): Watch {
  return ({ before, after }, _world, wake) => {
    const keyBefore = managerKey(before, kind);
    const keyAfter =
      before?.metadata.ownerReferences === after?.metadata.ownerReferences ? keyBefore : managerKey(after, kind);
    if (keyBefore !== undefined) wake(keyBefore);
    if (keyAfter !== undefined && keyAfter !== keyBefore) wake(keyAfter);
  };
}

function managerKey(object: WorldObject | undefined, kind: Kind): string | undefined {
  const owner = object && controllerOf(object.metadata);
  return owner?.kind === kind ? owner.key : undefined;
}
