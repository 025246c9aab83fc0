// Who looks after a change: the informers' event handlers of all controllers, in order of registration.
import type { Controller, Watch, Watches } from './controller.js';
import { KINDS, type Kind } from './objects/kinds.js';
import type { PodChanges } from './pod-index.js';
import { type Change, podsOf, twinAt, type World } from './world.js';

/** Who watches changes. */
export interface Watchers {
  /** Changes of objects that are there afterwards. */
  readonly changes: WatchersByKind;
  /** The end of objects: the same watchers, and those that watch nothing else. */
  readonly ends: WatchersByKind;
}

type WatchersByKind = Readonly<Record<Kind, readonly Watcher[]>>;

/** What a pod wakes besides what its twin has woken: nothing; itself, if its twin has woken itself; what goes with its node. */
type Twins = 'nothing' | 'itself' | 'node';

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
  const watchers: Partial<Record<Kind, Watcher[]>> = {};
  for (const kind of KINDS) watchers[kind] = [];
  for (const [rank, controller] of controllers.entries()) {
    const wake = wakes[rank];
    if (wake === undefined) continue;
    const needed = controller.needs && world.objects[controller.needs];
    const twins = twinsOf(controller);
    for (const watches of watchesOf(controller)) {
      // The names are kinds, and a watch is only called with changes of its kind.
      for (const [kind, watch] of Object.entries(watches) as [Kind, Watch][])
        watchers[kind]?.push({ twins, needed, watch, wake });
    }
  }
  // `KINDS` has every kind.
  return watchers as WatchersByKind;
}

function twinsOf({ kind }: Controller): Twins {
  return kind === 'Pod' ? 'itself' : kind === 'Node' ? 'node' : 'nothing';
}

/** Tells those of a change and its twins whom it concerns. */
export function wakeWatchers({ changes, ends }: Watchers, change: Change, world: World): void {
  const interested = (change.after === undefined ? ends : changes)[change.object.kind];
  let ofNodes: readonly Change[] | undefined;
  for (const { needed, twins, watch, wake } of interested) {
    if (needed !== undefined && needed.size === 0) continue;
    if (change.twins === undefined || twins === 'nothing') watch(change, world, wake);
    else if (twins === 'itself') wakeThemselves(change, watch, { world, wake });
    else if (!staysAsItWas(change)) {
      ofNodes ??= oneOfEachNode(change, change.twins);
      for (const one of ofNodes) watch(one, world, wake);
    }
  }
}

function wakeThemselves(
  change: Change,
  watch: Watch,
  { world, wake }: { readonly world: World; readonly wake: Wake },
): void {
  const { key: own } = change.object.metadata;
  let isWoken = false;
  watch(change, world, (key) => {
    if (key === own) isWoken = true;
    else wake(key);
  });
  if (isWoken) for (const { metadata } of podsOf(change)) wake(metadata.key);
}

/** Does nothing change that matters to whoever looks after the pods of a node? */
function staysAsItWas({ before, after }: Change): boolean {
  if (before?.kind !== 'Pod' || after?.kind !== 'Pod') return false;
  return before.node === after.node && before.metadata === after.metadata && before.status.ready === after.status.ready;
}

function oneOfEachNode(change: Change, twins: PodChanges): readonly Change[] {
  const seen = new Set<string | undefined>();
  const found: Change[] = [];
  for (const [place, { node }] of podsOf(change).entries()) {
    if (seen.has(node)) continue;
    seen.add(node);
    found.push(twinAt(change, twins, place));
  }
  return found;
}
