import {
  type Action,
  type AnswerAction,
  type EventAction,
  type EventsAction,
  eventsIn,
  type Outcome,
  type Sync,
} from './action.js';
import { apply } from './apply.js';
import type { Controller } from './controller.js';
import { hasLiveWork } from './live-work.js';
import { KINDS } from './objects/kinds.js';
import { emptyQueue, type Patience, peek, pop, popAlike, push, pushAll, type Queue } from './queue.js';
import type { WorldState } from './store.js';
import { type Watchers, wakeWatchers, watchersOf } from './watchers.js';
import { type Change, emptyWorld, type Settings } from './world.js';

/** What a listener hears of a run. */
export interface Listener {
  /** A change, together with its twins. */
  readonly change: (change: Change, at: number) => void;
  readonly event: (said: EventAction | EventsAction, at: number) => void;
  readonly answer?: (answer: AnswerAction) => void;
  /** All that happens at the present instant has happened. */
  readonly instant: (at: number) => void;
}

/** Syncs of a key that failed one after the other. */
export interface Failures {
  readonly count: number;
  /** When the last one was. */
  readonly at: number;
  /** When the next retry comes. */
  readonly retryAt: number;
}

/** A run in progress: the world, its calendar, and who listens. */
export interface Simulation {
  readonly world: WorldState;
  readonly controllers: readonly Controller[];
  readonly queue: Queue;
  readonly listener: Listener;
  readonly watchers: Watchers;
  /** The controllers' places in the registry, by name. */
  readonly ranks: ReadonlyMap<string, number>;
  /** Keys that are already waiting for their turn now, by controller. */
  readonly due: readonly Set<string>[];
  /** How often in a row a key's sync asked for a retry, and when the next one comes. */
  readonly failures: Map<string, Failures>;
  readonly limits: Limits;
  /** Wake-ups so far. */
  count: number;
  /** Those before the present instant. */
  before: number;
}

/** A run ends at the horizon (virtual milliseconds), after so many wake-ups, or with more pods than any cluster has, whatever happens. */
export interface Limits {
  readonly horizonMs: number;
  readonly maxWakeUps: number;
}

/** How a run came to its end; `circle`: at one instant things go round without end. */
export type Pause = 'settled' | 'time' | 'horizon' | 'wake-ups' | 'circle';

/** A simulation of an empty world. */
export function newSimulation(
  settings: Settings,
  parts: { readonly controllers: readonly Controller[]; readonly listener: Listener; readonly limits: Limits },
): Simulation {
  const state = { ...emptyWorld(settings), serial: 0, changes: [], events: [] };
  // The maps inside are the ones that `emptyWorld` just made; nobody else holds them.
  const world = state as unknown as WorldState;
  const queue = emptyQueue();
  const due = parts.controllers.map(() => new Set<string>());
  const wakes = due.map((waiting, rank) => (key: string) => {
    if (waiting.has(key)) return;
    waiting.add(key);
    push(queue, { at: world.now, rank, key, patience: 'work' });
  });
  return {
    world,
    ...parts,
    watchers: watchersOf(parts.controllers, wakes, world),
    ranks: new Map(parts.controllers.map(({ name }, rank) => [name, rank])),
    queue,
    due,
    failures: new Map(),
    count: 0,
    before: 0,
  };
}

/** Does what a user or a fault does, now. */
export function perform(simulation: Simulation, actions: Sync): void {
  follow(simulation, actions);
}

/**
 * Runs until nothing is left to wait for with the given patience, or until the time. `work` waits for what certainly
 * happens, `deadline` also for deadlines; retries and periodic looks (`idle`) happen on the way but are not waited for.
 */
export function runUntilSettled(simulation: Simulation, patience: Exclude<Patience, 'idle'>): Pause {
  const { queue, world } = simulation;
  const { pending } = queue;
  const isWaiting = () => pending.work > 0 || (patience === 'deadline' && pending.deadline > 0);
  // Before time goes on: is it worth the wait?
  const isNow = () => peek(queue)?.at === world.now;
  while (isWaiting() && (isNow() || hasLiveWork(queue, patience, simulation))) {
    const pause = step(simulation, simulation.limits.horizonMs);
    if (pause !== undefined && pause !== 'time') return pause;
    if (pause === 'time') return atHorizon(simulation);
  }
  simulation.listener.instant(simulation.world.now);
  return 'settled';
}

function atHorizon({ world, limits, listener }: Simulation): Pause {
  listener.instant(world.now);
  world.now = Math.max(world.now, limits.horizonMs);
  return 'horizon';
}

/** Runs until the virtual time `at`, which then is the present. */
export function runUntil(simulation: Simulation, at: number): Pause {
  const end = Math.min(at, simulation.limits.horizonMs);
  for (;;) {
    const pause = step(simulation, end);
    if (pause === undefined) continue;
    if (pause !== 'time') return pause;
    simulation.listener.instant(simulation.world.now);
    simulation.world.now = Math.max(simulation.world.now, end);
    return end < at ? 'horizon' : 'time';
  }
}

/** Runs until an event is said (`time`), or until nothing is left that could say it (`settled`). */
export function runUntilEvent(simulation: Simulation, matches: (event: EventAction) => boolean): Pause {
  let isSeen = false;
  const { listener } = simulation;
  const listening: Simulation = {
    ...simulation,
    listener: {
      ...listener,
      event: (said, at) => {
        listener.event(said, at);
        isSeen ||= eventsIn(said).some(matches);
      },
    },
  };
  let pause: Pause | undefined;
  const { pending } = simulation.queue;
  while (!isSeen && pause === undefined && pending.work + pending.deadline + pending.idle > 0) {
    const stop = step(listening, simulation.limits.horizonMs);
    if (stop !== undefined) pause = stop === 'time' ? 'horizon' : stop;
  }
  simulation.count = listening.count;
  simulation.before = listening.before;
  return pause ?? (isSeen ? 'time' : 'settled');
}

/**
 * Runs until `isTrue`, asked after everything that happens, or until the virtual time `at` (both `time`); without a time
 * also until nothing but retries can happen any more (`settled`).
 */
export function runUntilTrue(simulation: Simulation, isTrue: () => boolean, at?: number): Pause {
  const { pending } = simulation.queue;
  const canHappen = () => at !== undefined || pending.work > 0 || pending.deadline > 0;
  const end = Math.min(at ?? Number.POSITIVE_INFINITY, simulation.limits.horizonMs);
  while (!isTrue()) {
    if (!canHappen()) return 'settled';
    const pause = step(simulation, end);
    if (pause === undefined) continue;
    if (pause !== 'time') return pause;
    if (at === undefined || end < at) return atHorizon(simulation);
    simulation.listener.instant(simulation.world.now);
    simulation.world.now = Math.max(simulation.world.now, end);
    return 'time';
  }
  return 'time';
}

// No cluster has more: https://kubernetes.io/docs/setup/best-practices/cluster-large/
const MAX_PODS = 150_000;

// At one instant no object is looked at so often unless things go round: pods that are evicted as soon as they have a node.
const MOST_LOOKS = 20;
const FEW_OBJECTS = 1000;

function isCircle({ count, before, world }: Simulation): boolean {
  const looks = count - before;
  if (looks <= MOST_LOOKS * FEW_OBJECTS) return false;
  const objects = KINDS.reduce((sum, kind) => sum + world.objects[kind].size, 0);
  return looks > MOST_LOOKS * objects;
}

/** The next wake-up; says so if there is none before `end` or no more are allowed. */
function step(simulation: Simulation, end: number): 'time' | 'wake-ups' | 'circle' | undefined {
  const { queue, world, limits } = simulation;
  const next = peek(queue);
  if (next === undefined || next.at > end) return 'time';
  if (simulation.count >= limits.maxWakeUps || world.objects.Pod.size > MAX_PODS) return 'wake-ups';
  if (next.at === world.now && isCircle(simulation)) return 'circle';
  if (next.at > world.now) {
    simulation.listener.instant(world.now);
    world.now = next.at;
    simulation.before = simulation.count;
  }
  const { rank } = next;
  const controller = simulation.controllers[rank];
  if (controller?.syncAll !== undefined) lookAtAll(simulation, controller.syncAll, rank);
  else look(simulation, pop(queue), rank);
  return undefined;
}

function look(simulation: Simulation, key: string, rank: number): void {
  simulation.count++;
  simulation.due[rank]?.delete(key);
  const sync = simulation.controllers[rank]?.sync(key, simulation.world);
  if (sync === undefined) return;
  if (follow(simulation, sync) === 'retry') retryLater(simulation, key, rank);
  else if (simulation.failures.size > 0) simulation.failures.delete(failureName(key, rank));
}

function lookAtAll(simulation: Simulation, syncAll: NonNullable<Controller['syncAll']>, rank: number): void {
  const keys = popAlike(simulation.queue);
  simulation.count += keys.length;
  const waiting = simulation.due[rank];
  if (waiting !== undefined && waiting.size > 0) for (const key of keys) waiting.delete(key);
  follow(simulation, syncAll(keys, simulation.world));
}

/** Applies the actions of one sync as they come. */
function follow(simulation: Simulation, sync: Sync): 'retry' | undefined {
  let turn = sync.next();
  while (turn.done !== true) {
    turn = sync.next(applied(simulation, turn.value));
  }
  return turn.value;
}

function applied(simulation: Simulation, action: Action): Outcome {
  const { world, queue, ranks } = simulation;
  if (action.do === 'wake') {
    const rank = ranks.get(action.controller);
    if (rank === undefined) throw new Error(`no controller is called ${action.controller}`);
    const { key, patience } = action;
    const at = Math.max(action.at, world.now);
    if (typeof key === 'string') push(queue, { at, rank, key, patience });
    else pushAll(queue, { at, rank, keys: key, patience });
    // What a look at many gives back at once it has not looked at.
    if (typeof key !== 'string' && at === world.now) simulation.count -= key.length;
    return { kind: 'done', object: undefined };
  }
  if (action.do === 'answer') {
    simulation.listener.answer?.(action);
    return { kind: 'done', object: undefined };
  }
  const outcome = apply(world, action);
  tell(simulation);
  return outcome;
}

function tell(simulation: Simulation): void {
  const { world, listener, watchers } = simulation;
  for (const said of world.events) listener.event(said, world.now);
  world.events.length = 0;
  // Watchers only take note: nothing is added while this runs.
  for (const change of world.changes) {
    listener.change(change, world.now);
    wakeWatchers(watchers, change, world);
  }
  world.changes.length = 0;
}

// workqueue.DefaultTypedControllerRateLimiter: 5 ms, doubled at each failure in a row, at most 1000 s.
const FIRST_RETRY_MS = 5;
const MAX_RETRY_MS = 1_000_000;

function failureName(key: string, rank: number): string {
  return `${rank}\n${key}`;
}

/** Has the key looked at again after a while that grows with each failure in a row. */
function retryLater(simulation: Simulation, key: string, rank: number): void {
  const name = failureName(key, rank);
  const { now } = simulation.world;
  const before = simulation.failures.get(name);
  // Several looks at one instant fail as one: how many it takes the real one depends on its latencies.
  if (before?.at === now) return;
  const { count, retryAt } = before ?? { count: 0, retryAt: now };
  const later = now + Math.min(FIRST_RETRY_MS * 2 ** count, MAX_RETRY_MS);
  // A queue that delays holds a key once: what is sooner stays.
  const isPending = retryAt > now && retryAt <= later;
  const at = isPending ? retryAt : later;
  simulation.failures.set(name, { count: count + 1, at: now, retryAt: at });
  if (isPending) return;
  // While something else goes on (pods that terminate hold a quota) the next try may well succeed: it is worth the wait.
  const patience = simulation.queue.pending.work > 0 ? 'deadline' : 'idle';
  push(simulation.queue, { at, rank, key, patience });
}
