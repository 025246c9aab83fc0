import { DESCRIBED, described } from '../../kubectl/describe/describe.js';
import { pluralOf } from '../../objects/resource-name.js';
import { fail, field, readObject } from '../reader.js';
import type { ReadStep, StepWord } from '../step.js';
import { choosePods, describeChoice, findOrSay, noSuchPod, readPodChoice, readTarget } from '../targets.js';

/** `describe: deployment/web` or `describe: { pod: { selector: app=web, index: 0 } }` — prints kubectl describe of this moment. */
export const describeStep: StepWord = {
  word: 'describe',
  read: (reader, placed): ReadStep | undefined => {
    if (typeof placed.value === 'object' && placed.value !== null) {
      const object = readObject(reader, placed, ['pod']);
      const choice = object && readPodChoice(reader, field(object, 'pod', placed.path));
      if (choice === undefined) return undefined;
      return {
        text: `describe ${describeChoice(choice)}`,
        atOnce: true,
        perform: function* (world, _manifestsOf, seen) {
          const pods = choosePods(choice, world);
          if (pods.length === 0) return noSuchPod(choice);
          // kubectl puts two empty lines between objects.
          return {
            said: pods.flatMap((pod, place) => [...(place === 0 ? [] : ['', '']), ...described(pod, { world, seen })]),
          };
        },
      };
    }
    const target = readTarget(reader, placed);
    if (target === undefined) return undefined;
    if (!DESCRIBED.includes(target.kind))
      return fail(
        reader,
        placed.path,
        `${pluralOf(target.kind)} are not described: expected ${DESCRIBED.map(pluralOf).join(', ')}`,
      );
    return {
      text: `describe ${target.text}`,
      atOnce: true,
      // biome-ignore lint/correctness/useYield: it changes nothing
      perform: function* (world, _manifestsOf, seen) {
        const found = findOrSay(target, world);
        return typeof found === 'string' ? found : { said: described(found, { world, seen }) };
      },
    };
  },
};
