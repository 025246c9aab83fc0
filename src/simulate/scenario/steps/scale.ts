import { scaleTo } from '../kubectl.js';
import { field, readCount, readObject } from '../reader.js';
import type { StepWord } from '../step.js';
import { findOrSay, readTarget } from '../targets.js';

/** `scale: { target: deployment/web, replicas: 10 }`; with `currentReplicas: 4` only if it has four now. */
export const scaleStep: StepWord = {
  word: 'scale',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['target', 'replicas', 'currentReplicas']);
    if (object === undefined) return undefined;
    const target = readTarget(reader, field(object, 'target', placed.path));
    const replicas = readCount(reader, field(object, 'replicas', placed.path));
    const currentReplicas = Object.hasOwn(object, 'currentReplicas')
      ? readCount(reader, field(object, 'currentReplicas', placed.path))
      : undefined;
    if (target === undefined || replicas === undefined) return undefined;
    return {
      text: `scale ${target.text} to ${replicas}`,
      perform: function* (world) {
        const found = findOrSay(target, world);
        return typeof found === 'string' ? found : yield* scaleTo(found, replicas, currentReplicas);
      },
    };
  },
};
