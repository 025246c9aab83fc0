// Who looks after a change: the informers' event handlers of all controllers, in order of registration.
import type { Controller, Watch, Watches } from './controller.js';
import { KINDS, type Kind } from './objects/kinds.js';
import type { Change, World } from './world.js';

/** Who watches changes. */
export interface Watchers {
  /** Changes of objects that are there afterwards. */
  readonly changes: WatchersByKind;
  /** The end of objects: the same watchers, and those that watch nothing else. */
  readonly ends: WatchersByKind;
  /** Of both, those that tell pods apart that are alike: all others a pod wakes that its twin has woken. */
  readonly twinChanges: readonly Watcher[];
  readonly twinEnds: readonly Watcher[];
}

type WatchersByKind = Readonly<Record<Kind, readonly Watcher[]>>;

interface Watcher {
  readonly tellsApart: boolean;
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
  return {
    changes,
    ends,
    twinChanges: changes.Pod.filter(({ tellsApart }) => tellsApart),
    twinEnds: ends.Pod.filter(({ tellsApart }) => tellsApart),
  };
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
      const tellsApart = controller.kind === 'Pod' || controller.kind === 'Node' || controller.watchEnds !== undefined;
      return wake === undefined ? [] : own.map((watch) => ({ tellsApart, needed, watch, wake }));
    });
  }
  // `KINDS` has every kind.
  return watchers as WatchersByKind;
}

/** Tells those of a change whom it concerns. */
export function wakeWatchers({ changes, ends, twinChanges, twinEnds }: Watchers, change: Change, world: World): void {
  const isEnd = change.after === undefined;
  const twins = isEnd ? twinEnds : twinChanges;
  const interested = change.isTwin ? twins : (isEnd ? ends : changes)[change.object.kind];
  for (const { needed, watch, wake } of interested)
    if (needed === undefined || needed.size > 0) watch(change, world, wake);
}
