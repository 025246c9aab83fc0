import { relabel } from '../kubectl.js';
import { field, readMarks, readObject } from '../reader.js';
import type { StepWord } from '../step.js';
import { choosePods, describeChoice, findOrSay, noSuchPod, readPodChoice, readTarget } from '../targets.js';

/** `relabel: { pod: { selector: app=web, index: 0 }, labels: { app: other } }`; also `annotations`, or a `target` instead of a pod. */
export const relabelStep: StepWord = {
  word: 'relabel',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['pod', 'target', 'labels', 'annotations']);
    if (object === undefined) return undefined;
    const marks = (name: string) =>
      Object.hasOwn(object, name) ? readMarks(reader, field(object, name, placed.path)) : {};
    const labels = marks('labels');
    const annotations = marks('annotations');
    if (labels === undefined || annotations === undefined) return undefined;
    if (!Object.hasOwn(object, 'pod')) {
      const target = readTarget(reader, field(object, 'target', placed.path));
      if (target === undefined) return undefined;
      return {
        text: `relabel ${target.text}`,
        perform: function* (world) {
          const found = findOrSay(target, world);
          if (typeof found === 'string') return found;
          yield* relabel(found, { labels, annotations });
          return undefined;
        },
      };
    }
    const choice = readPodChoice(reader, field(object, 'pod', placed.path));
    if (choice === undefined) return undefined;
    return {
      text: `relabel ${describeChoice(choice)}`,
      perform: function* (world) {
        const pods = choosePods(choice, world);
        for (const pod of pods) yield* relabel(pod, { labels, annotations });
        return pods.length === 0 ? noSuchPod(choice) : undefined;
      },
    };
  },
};
