import { readDuration } from '../reader.js';
import type { StepWord } from '../step.js';

/** `wait: 5m` — virtual time passes. */
export const waitStep: StepWord = {
  word: 'wait',
  read: (reader, placed) => {
    const waitMs = readDuration(reader, placed);
    if (waitMs === undefined) return undefined;
    return {
      text: `wait ${waitMs / 1000} s`,
      waitMs,
      // biome-ignore lint/correctness/useYield: time passes by itself
      perform: function* () {
        return undefined;
      },
    };
  },
};
