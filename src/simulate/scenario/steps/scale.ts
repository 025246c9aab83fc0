import { scaleTo } from '../kubectl.js';
import { field, readCount, readObject } from '../reader.js';
import type { StepWord } from '../step.js';
import { findOrSay, readTarget } from '../targets.js';

/** `scale: { target: deployment/web, replicas: 10 }` */
export const scaleStep: StepWord = {
  word: 'scale',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['target', 'replicas']);
    if (object === undefined) return undefined;
    const target = readTarget(reader, field(object, 'target', placed.path));
    const replicas = readCount(reader, field(object, 'replicas', placed.path));
    if (target === undefined || replicas === undefined) return undefined;
    return {
      text: `scale ${target.text} to ${replicas}`,
      perform: function* (world) {
        const found = findOrSay(target, world);
        if (typeof found === 'string') return found;
        yield* scaleTo(found, replicas);
        return undefined;
      },
    };
  },
};
