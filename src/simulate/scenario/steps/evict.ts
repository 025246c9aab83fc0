import { evict } from '../../admission/evict.js';
import { field, readObject } from '../reader.js';
import type { StepWord } from '../step.js';
import { choosePods, describeChoice, noSuchPod, readPodChoice } from '../targets.js';

/** `evict: { pod: web-0 }` or `evict: { pod: { selector: app=web, take: 1 } }` — one call of the eviction API per pod. */
export const evictStep: StepWord = {
  word: 'evict',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['pod']);
    const choice = object && readPodChoice(reader, field(object, 'pod', placed.path));
    if (choice === undefined) return undefined;
    return {
      text: `evict ${describeChoice(choice)}`,
      perform: function* (world) {
        const pods = choosePods(choice, world);
        const refusals: string[] = [];
        for (const pod of pods) {
          const refusal = yield* evict(pod, world);
          if (refusal !== undefined) refusals.push(`${pod.metadata.name}: ${refusal.message} ${refusal.cause}`.trim());
        }
        if (pods.length === 0) return noSuchPod(choice);
        return refusals.length === 0 ? undefined : refusals.join('; ');
      },
    };
  },
};
