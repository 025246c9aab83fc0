/** How long a run goes on whose last step has settled. */

import { type Pause, runUntil, runUntilSettled, type Simulation } from './loop.js';
import { standingsOf } from './standings.js';

/** How long the end of a run looks at retries and back-off before it says that nothing changes any more. */
const PATIENCE_MS = 60_000;

/** A run of which nothing but deadlines and retries is left. */
interface Unfinished {
  readonly simulation: Simulation;
  /** In a fork: what has changed since, as `standingKey` names it. Everything else stands as before. */
  readonly touched: ReadonlySet<string> | undefined;
}

/** To the end: all deadlines, and a while of retries. */
export function runOut({ simulation }: Unfinished): Pause {
  const afterDeadlines = runUntilSettled(simulation, 'deadline');
  if (afterDeadlines !== 'settled') return afterDeadlines;
  if (simulation.queue.pending.idle === 0) return 'settled';
  const later = runUntil(simulation, simulation.world.now + PATIENCE_MS);
  return later === 'time' ? runUntilSettled(simulation, 'deadline') : later;
}

// Longer than the longest pause between two tries of a controller, 1000 s.
const LONG_PATIENCE_MS = 1_200_000;

/** Waits until everything that has changed is complete, or for so long that nothing more is to be hoped for. */
export function awaitCompletion({ simulation, touched }: Unfinished): Pause {
  const { pending } = simulation.queue;
  const end = simulation.world.now + LONG_PATIENCE_MS;
  const isWaiting = () => standingsOf(simulation, touched).some(({ standing }) => standing.outcome !== 'complete');
  while (simulation.world.now < end && pending.work + pending.deadline + pending.idle > 0 && isWaiting()) {
    const pause = runUntil(simulation, simulation.world.now + PATIENCE_MS);
    if (pause !== 'time') return pause;
  }
  return 'settled';
}
