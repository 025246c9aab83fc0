/** What the viewer does with time: a state, and what each key makes of it. */

/** Where the viewer is. */
export interface PlayerState {
  /** Virtual milliseconds. */
  readonly at: number;
  readonly isPlaying: boolean;
  /** Virtual seconds a second. */
  readonly speed: number;
  /** Place of the workload that is shown. */
  readonly workload: number;
  /** How many lines of pods are scrolled away. */
  readonly scroll: number;
  /** The whole verdict in place of pods and events? */
  readonly showsVerdict: boolean;
}

/** What there is to play. */
export interface Film {
  /** Moments at which something happens, in order. */
  readonly moments: readonly number[];
  readonly endedAt: number;
  readonly workloads: number;
}

/** What can be done. */
export type Command =
  | { readonly kind: 'tick'; readonly ms: number }
  | { readonly kind: 'play' | 'forward' | 'back' | 'start' | 'end' | 'faster' | 'slower' }
  | { readonly kind: 'workload' | 'scroll'; readonly by: 1 | -1 }
  | { readonly kind: 'verdict' };

/** Speeds that `+` and `-` go through. */
const SPEEDS = [0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000, 10_000] as const;

/** The start: playing, unless there is nothing to wait for. */
export function startState({ endedAt }: Film, speed: number | 'max'): PlayerState {
  const isOver = speed === 'max';
  return {
    at: isOver ? endedAt : 0,
    isPlaying: !isOver && endedAt > 0,
    speed: isOver ? 10 : speed,
    workload: 0,
    scroll: 0,
    showsVerdict: false,
  };
}

/** The state after a command. */
export function played(state: PlayerState, command: Command, film: Film): PlayerState {
  const { at, speed } = state;
  switch (command.kind) {
    case 'tick':
      return state.isPlaying ? ticked(state, at + command.ms * speed, film) : state;
    case 'play': {
      const isOver = at >= film.endedAt;
      return { ...state, isPlaying: !state.isPlaying, at: isOver && !state.isPlaying ? 0 : at };
    }
    case 'forward':
      return { ...state, isPlaying: false, at: film.moments.find((moment) => moment > at) ?? film.endedAt };
    case 'back':
      return { ...state, isPlaying: false, at: film.moments.findLast((moment) => moment < at) ?? 0 };
    case 'start':
      return { ...state, at: 0 };
    case 'end':
      return { ...state, isPlaying: false, at: film.endedAt };
    case 'faster':
      return { ...state, speed: SPEEDS.find((one) => one > speed) ?? speed };
    case 'slower':
      return { ...state, speed: SPEEDS.findLast((one) => one < speed) ?? speed };
    case 'workload': {
      const count = Math.max(1, film.workloads);
      return { ...state, scroll: 0, workload: (state.workload + command.by + count) % count };
    }
    case 'scroll':
      return { ...state, scroll: Math.max(0, state.scroll + command.by) };
    case 'verdict':
      return { ...state, scroll: 0, showsVerdict: !state.showsVerdict };
    default: {
      const unknown: never = command;
      return unknown;
    }
  }
}

function ticked(state: PlayerState, at: number, { endedAt }: Film): PlayerState {
  return at >= endedAt ? { ...state, at: endedAt, isPlaying: false } : { ...state, at };
}
