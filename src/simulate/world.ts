/**
 * The simulator: a small Kubernetes in virtual time. This file is its map.
 *
 *   resources + scenario ─ forecast.ts ─▶ World ─┬▶ controller.sync(object, world) ─ yields Action ─ apply.ts ─▶ World
 *                                               └──── loop.ts: earliest wake-up first (queue.ts) ◀──── Change ──┘
 *                                          timeline.ts listens to the changes ─▶ verdict.ts ─▶ src/report/simulation/
 *
 * - `world.ts` is the state as everybody may read it. Only `apply(world, action)` changes it; it plays the API server:
 *   names, uids, generations, resource versions, graceful deletion, admission (`admission/`), finalizers.
 * - What thousands of pods of one template do at one moment is one action (`AlikeAction`, `alike-pods.ts`) and one change
 *   with its twins (`Change.twins`): what they share is looked up once. It changes nothing but the time that a run takes.
 * - `objects/` has one file per kind, with the shape of the API and its defaults filled in (`objects/kinds.ts` lists
 *   them). Objects are immutable: a controller that holds one holds a snapshot, as from an informer's cache.
 * - A controller (`controllers/`, `scheduler/`, `kubelet/`) is level-based and keeps nothing between calls. Its `sync` is
 *   a generator: it yields actions (`action.ts`) and gets back each outcome, so code reads in upstream's order of calls.
 *   What it must remember is in an object's status, or in a `wake` action. `watch` says, by kind of the changed object, which keys a change concerns.
 * - Everything at one instant is ordered by the registry (`controllers.ts`), then by order of entry. No latency: what
 *   real controllers do within milliseconds happens at the same virtual time, in upstream's order.
 * - Time is in milliseconds from the start; the API's own times (conditions, Ready) are cut to whole seconds where the
 *   real ones are, because availability and deadlines are computed from them.
 *
 * To add a controller for a kind: (1) `objects/<kind>.ts` with its initial status, and lines in `objects/kinds.ts` and
 * in `creation.ts` (`INITIAL_STATUS`); (2) how a manifest becomes that object, `admission/objects/<kind>.ts`, and a line
 * in `admission/admit-manifest.ts`; (3) `controllers/<kind>.ts` (or a folder) exporting a `Controller` made with
 * `controllerFor`, with `workload` (counts and standing) if users roll it out, and a line in `controllers.ts`. A new
 * word of the scenario language is a file in `scenario/steps/` and a line in `scenario/words.ts`; a new stage of a
 * pod's life a line in the table of `kubelet/lifecycle.ts`; a new filter of the scheduler a line in
 * `scheduler/filters.ts`; a new admission plugin a line in `admission/admit.ts`. A field that is now modelled moves
 * its line in `fields.ts`, the table of all. What the recordings show of a kind is compared once
 * `test/conformance/rollouts/lines.ts` writes its lines.
 */

import type { KubernetesVersion } from '../kube/version.js';
import { emptyIndexes, type Indexes } from './indexes.js';
import type { PodLives } from './kubelet/lives.js';
import { KINDS, type Kind, type Kinds, type WorldObject } from './objects/kinds.js';
import { controllerOf, type OwnerReference } from './objects/metadata.js';
import type { Pod } from './objects/pod.js';
import type { PodChanges } from './pod-index.js';

/** When forecasts start unless somebody says otherwise: Monday, 2026-01-05 at 09:00 UTC. */
export const DEFAULT_START = Date.UTC(2026, 0, 5, 9);

/** What an administrator enforces in all namespaces that do not say otherwise. */
export interface PodSecurityDefault {
  readonly enforce: string;
  readonly version?: string;
  readonly exemptNamespaces?: readonly string[];
}

/** What holds for a whole run. */
export interface Settings {
  /** Picks one where real clusters are not deterministic. Same input and seed: same bytes. */
  readonly seed: number;
  readonly version: KubernetesVersion;
  /** How pods behave, where manifests do not say. */
  readonly lives: PodLives;
  /** The time at the start, in milliseconds since 1970: what schedules are read against. */
  readonly startsAt?: number;
  /** Do pods wait until their volumes are attached to their node? Yes, if absent. */
  readonly waitsForVolumes?: boolean;
  /** `ConfigMap/shop/settings`: those ConfigMaps and Secrets that are given at some time, so that they can be missing before and after. */
  readonly configObjects?: ReadonlySet<string>;
  /** The Pod Security level of namespaces whose labels say none. */
  readonly podSecurity?: PodSecurityDefault;
  /** Labels of namespaces by name, for namespace selectors; those absent have only their name's label. */
  readonly namespaces?: ReadonlyMap<string, Readonly<Record<string, string>>>;
}

/** A change of one object, as a watch would report it. */
export interface Change<T extends WorldObject = WorldObject> {
  readonly type: 'added' | 'modified' | 'deleted';
  readonly before: T | undefined;
  readonly after: T | undefined;
  /** The object after the change, or before its end. */
  readonly object: T;
  readonly because: string;
  /** Pods that were alike and changed alike, this one first; absent where it changed alone. */
  readonly twins?: PodChanges;
  /** Of a deletion: the names among which chance chose. */
  readonly alike?: readonly string[];
}

/** The pods that a change is about, as they are after it, or were before their end; none where it is about something else. */
export function podsOf({ object, twins }: Change): readonly Pod[] {
  if (twins !== undefined) return twins.afters.length === 0 ? twins.befores : twins.afters;
  return object.kind === 'Pod' ? [object] : [];
}

/** A change and its twins, one by one. */
export function eachOf(change: Change): readonly Change[] {
  const { twins } = change;
  return twins === undefined ? [change] : podsOf(change).map((_pod, place) => twinAt(change, twins, place));
}

/** One of the twins of a change, by its place. */
export function twinAt(change: Change, { befores, afters }: PodChanges, place: number): Change {
  const { type, object, because } = change;
  const [before, after] = [befores[place], afters[place]];
  const own = { type, before, after, object: after ?? before ?? object, because };
  return change.alike === undefined ? own : { ...own, alike: change.alike };
}

/** The state of the cluster, for reading. */
export interface World {
  /** Virtual milliseconds from the start. */
  readonly now: number;
  readonly settings: Settings;
  readonly objects: { readonly [K in Kind]: ReadonlyMap<string, Kinds[K]> };
  readonly indexes: Indexes;
}

/** The time that virtual `at` stands for, in milliseconds since 1970. */
export function epochMs({ settings }: World, at: number): number {
  return (settings.startsAt ?? DEFAULT_START) + at;
}

/** Key of an object among its kind. */
export function keyOf(object: WorldObject): string {
  return object.metadata.key;
}

/** An empty world; `loop.ts` makes it change. */
export function emptyObjects(): { [K in Kind]: Map<string, Kinds[K]> } {
  const maps = Object.fromEntries(KINDS.map((kind) => [kind, new Map()]));
  // One empty map per kind: what an empty map may hold is only a matter of types.
  return maps as { [K in Kind]: Map<string, Kinds[K]> };
}

/** A world without objects at time 0. */
export function emptyWorld(settings: Settings): World {
  return { now: 0, settings, objects: emptyObjects(), indexes: emptyIndexes() };
}

/** The object of that kind, namespace and name. */
export function objectNamed<K extends Kind>(
  world: World,
  kind: K,
  namespace: string,
  name: string,
): Kinds[K] | undefined {
  return world.objects[kind].get(`${namespace}/${name}`);
}

/** The object as it is now, if it is still the same one (not another of that name). */
export function current<K extends Kind>(world: World, object: Kinds[K] & { readonly kind: K }): Kinds[K] | undefined {
  const stored = world.objects[object.kind].get(keyOf(object));
  return stored?.metadata.uid === object.metadata.uid ? stored : undefined;
}

/** The object of that kind that manages another one, `undefined` if it is gone or of another kind. */
export function managerOf<K extends Kind>(world: World, kind: K, object: WorldObject): Kinds[K] | undefined {
  const owner = controllerOf(object.metadata);
  if (owner === undefined || owner.kind !== kind) return undefined;
  const stored = world.objects[kind].get(owner.key);
  return stored?.metadata.uid === owner.uid ? stored : undefined;
}

/** The objects of a kind that the object with this uid manages, in order of creation. */
export function managed<K extends Kind>(world: World, uid: string, kind: K): readonly Kinds[K][] {
  return named(world, kind, world.indexes.managed[kind].get(uid));
}

/** The objects of a kind in a namespace that nobody manages. */
export function orphans<K extends Kind>(world: World, kind: K, namespace: string): readonly Kinds[K][] {
  return named(world, kind, world.indexes.orphans[kind].get(namespace));
}

/** The pods bound to a node, those that have ended included. */
export function podsOn(world: World, node: string): readonly Pod[] {
  return named(world, 'Pod', world.indexes.nodeContents.get(node)?.pods);
}

function named<K extends Kind>(world: World, kind: K, keys: Iterable<string> = []): readonly Kinds[K][] {
  const objects = world.objects[kind];
  const found: Kinds[K][] = [];
  for (const key of keys) {
    const object = objects.get(key);
    if (object !== undefined) found.push(object);
  }
  return found;
}

/** An owner reference to a controller. */
export function controllerReference(object: WorldObject): OwnerReference {
  const { name, uid, key } = object.metadata;
  return { kind: object.kind, name, uid, key, controller: true };
}
