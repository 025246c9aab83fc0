import { readBehaviour } from '../behaviour.js';
import { behave } from '../kubectl.js';
import { field, readObject } from '../reader.js';
import type { StepWord } from '../step.js';
import { choosePods, describeChoice, noSuchPod, readPodChoice } from '../targets.js';

/** `behave: { pod: { selector: app=web, take: 2 }, behaviour: { unready: true } }` — a fault of running pods, or its end. */
export const behaveStep: StepWord = {
  word: 'behave',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['pod', 'behaviour']);
    if (object === undefined) return undefined;
    const choice = readPodChoice(reader, field(object, 'pod', placed.path));
    const behaviour = readBehaviour(reader, field(object, 'behaviour', placed.path));
    if (choice === undefined || behaviour === undefined) return undefined;
    return {
      text: `${describeChoice(choice)}: ${JSON.stringify(object.behaviour)}`,
      perform: function* (world) {
        const pods = choosePods(choice, world);
        for (const pod of pods) yield* behave(pod, behaviour, world);
        return pods.length === 0 ? noSuchPod(choice) : undefined;
      },
    };
  },
};
