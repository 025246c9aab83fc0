// Who looks after a change: the informers' event handlers of all controllers, in order of registration.
import type { Controller, Watch, Watches } from './controller.js';
import { KINDS, type Kind } from './objects/kinds.js';
import type { PodChanges } from './pod-index.js';
import { type Change, eachOf, podsOf, twinAt, type World } from './world.js';

/** Who watches changes. */
export interface Watchers {
  /** Changes of objects that are there afterwards. */
  readonly changes: WatchersByKind;
  /** The end of objects: the same watchers, and those that watch nothing else. */
  readonly ends: WatchersByKind;
}

type WatchersByKind = Readonly<Record<Kind, readonly Watcher[]>>;

/**
 * What a pod wakes whose twin was looked at: nothing more, as it is with those that count pods; itself, if its twin has woken
 * itself; what goes with its node; or something else again.
 */
type Twins = 'nothing' | 'itself' | 'node' | 'each';

interface Watcher {
  readonly twins: Twins;
  /** Without any of these there is nobody to wake. */
  readonly needed: ReadonlyMap<string, unknown> | undefined;
  readonly watch: Watch;
  readonly wake: Wake;
}

/** Has a controller look at the object of this key, now. */
export type Wake = (key: string) => void;

/** The watchers of the controllers; `wakes` has for each controller what wakes it. */
export function watchersOf(controllers: readonly Controller[], wakes: readonly Wake[], world: World): Watchers {
  const registered = { controllers, wakes, world };
  const changes = byKind(registered, ({ watch }) => [watch]);
  const ends = byKind(registered, ({ watch, watchEnds = {} }) => [watch, watchEnds]);
  return { changes, ends };
}

interface Registered {
  readonly controllers: readonly Controller[];
  readonly wakes: readonly Wake[];
  readonly world: World;
}

function byKind(
  { controllers, wakes, world }: Registered,
  watchesOf: (controller: Controller) => readonly Watches[],
): WatchersByKind {
  const watchers: Partial<Record<Kind, readonly Watcher[]>> = {};
  for (const kind of KINDS) {
    watchers[kind] = controllers.flatMap((controller, rank) => {
      const wake = wakes[rank];
      const needed = controller.needs && world.objects[controller.needs];
      // Only called with changes of its kind.
      const own = watchesOf(controller).flatMap((watches) => (watches[kind] as Watch | undefined) ?? []);
      const twins = twinsOf(controller);
      return wake === undefined ? [] : own.map((watch) => ({ twins, needed, watch, wake }));
    });
  }
  // `KINDS` has every kind.
  return watchers as WatchersByKind;
}

function twinsOf({ kind, watchEnds }: Controller): Twins {
  if (watchEnds !== undefined) return 'each';
  return kind === 'Pod' ? 'itself' : kind === 'Node' ? 'node' : 'nothing';
}

/** Tells those of a change and its twins whom it concerns. */
export function wakeWatchers({ changes, ends }: Watchers, change: Change, world: World): void {
  const interested = (change.after === undefined ? ends : changes)[change.object.kind];
  for (const watcher of interested) {
    const { needed, watch, wake } = watcher;
    if (needed !== undefined && needed.size === 0) continue;
    if (change.twins === undefined) watch(change, world, wake);
    else watchTwins(watcher, change, { twins: change.twins, world });
  }
}

function watchTwins(
  { twins: kind, watch, wake }: Watcher,
  change: Change,
  { twins, world }: { readonly twins: PodChanges; readonly world: World },
): void {
  if (kind === 'nothing') watch(change, world, wake);
  if (kind === 'each') for (const twin of eachOf(change)) watch(twin, world, wake);
  const pods = podsOf(change);
  if (kind === 'itself') {
    let isWoken = false;
    watch(change, world, (key) => {
      isWoken = true;
      wake(key);
    });
    for (let place = 1; isWoken && place < pods.length; place++) watch(twinAt(change, twins, place), world, wake);
  }
  if (kind === 'node') {
    const seen = new Set<string | undefined>();
    for (const [place, { node }] of pods.entries()) {
      if (seen.has(node)) continue;
      seen.add(node);
      watch(twinAt(change, twins, place), world, wake);
    }
  }
}
