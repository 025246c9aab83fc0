import type { Steps } from '../action.js';
import type { World } from '../world.js';

/** One step of a scenario, ready to be done. */
export interface Step {
  /** What it is, in the words of the scenario. */
  readonly text: string;
  /** Virtual milliseconds from the start; without it the step starts when the one before it has settled. */
  readonly at: number | undefined;
  /** Waits so long after its start before the next step looks whether things have settled. */
  readonly waitMs: number;
  /** What it does. Gives what went wrong, in the words of the API server or kubectl. */
  readonly perform: (world: World) => Steps<string | undefined>;
}
