import { randomOf } from '../../../src/simulate/random.js';

/** Random choices that are the same for the same seed. */
export interface Dice {
  /** One of these. */
  readonly of: <T>(choices: readonly T[]) => T;
  /** True so often: 0.25 is a quarter of the time. */
  readonly chance: (share: number) => boolean;
  /** A whole number from `least` to `most`. */
  readonly whole: (least: number, most: number) => number;
}

/** The dice of a seed. */
export function diceOf(seed: number): Dice {
  let serial = 0;
  const next = () => randomOf(seed, serial++);
  const whole = (least: number, most: number) => least + Math.floor(next() * (most - least + 1));
  return {
    whole,
    chance: (share) => next() < share,
    of: (choices) => {
      const chosen = choices[whole(0, choices.length - 1)];
      if (chosen === undefined) throw new Error('nothing to choose from');
      return chosen;
    },
  };
}
