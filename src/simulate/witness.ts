import { forkOf } from './fork.js';
import { type Listener, runUntil, type Simulation } from './loop.js';
import { type Change, eachOf } from './world.js';

/** Who hears of every change of a run, and of what goes on for a while after its end. Times are virtual milliseconds. */
export interface Witness {
  readonly change: (change: Change, at: number) => void;
  /** The step of that number is about to be done. */
  readonly begins: (step: number) => void;
  /** So long what has settled is watched: crash loops and schedules go on. */
  readonly restMs: number;
  /** Everything has settled: from now on only what goes on for ever happens. */
  readonly rests: (at: number) => void;
  /** There was nothing to hear of after that time. */
  readonly ended: (at: number) => void;
}

/** Lets the witness listen, too. */
export function witnessed(listener: Listener, witness: Witness | undefined): Listener {
  if (witness === undefined) return listener;
  return {
    ...listener,
    change: (change, at) => {
      listener.change(change, at);
      for (const twin of eachOf(change)) witness.change(twin, at);
    },
  };
}

/** A run that rests goes on for long enough. */
const MAX_WAKE_UPS = 500_000;

/** Plays on from the end of a run, for the witness alone. */
export function rest(simulation: Simulation, { change, restMs, rests, ended }: Witness): void {
  const { world } = simulation;
  const horizonMs = world.now + restMs;
  rests(world.now);
  const each: Listener['change'] = (all, at) => {
    for (const one of eachOf(all)) change(one, at);
  };
  const listener: Listener = { change: each, event: () => undefined, instant: () => undefined };
  const limits = { horizonMs, maxWakeUps: MAX_WAKE_UPS };
  const fork = forkOf(simulation, { settings: world.settings, listener, limits });
  runUntil(fork, horizonMs);
  ended(fork.world.now);
}
