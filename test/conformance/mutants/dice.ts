/** A source of chance that is the same everywhere for the same seed. */
export interface Dice {
  /** In [0, 1). */
  next(): number;
  /** An integer in [0, count). */
  below(count: number): number;
  /** One of the values; throws on none. */
  pick<T>(values: readonly T[]): T;
}

/** Dice of a seed (mulberry32). */
export function diceOf(seed: number): Dice {
  let state = seed | 0;
  const next = () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    pick: (values) => {
      const at = below(values.length);
      if (at >= values.length) throw new Error('nothing to pick from');
      // In range by the line above; `undefined` may be one of the values.
      return values[at] as (typeof values)[number];
    },
  };
}
