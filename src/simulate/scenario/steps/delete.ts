import { deleteObject } from '../kubectl.js';
import { fail, field, readObject } from '../reader.js';
import type { StepWord } from '../step.js';
import { choosePods, describeChoice, findOrSay, readPodChoice, readTarget } from '../targets.js';

const CASCADES = { background: 'Background', foreground: 'Foreground', orphan: 'Orphan' } as const;

/** `delete: { pod: web-0 }`, `delete: { pod: { selector: app=web, take: 2 } }` or `delete: { target: deployment/web, cascade: orphan }` */
export const deleteStep: StepWord = {
  word: 'delete',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['pod', 'target', 'cascade']);
    if (object === undefined) return undefined;
    const word = object.cascade ?? 'background';
    const cascade = word === 'background' || word === 'foreground' || word === 'orphan' ? CASCADES[word] : undefined;
    if (cascade === undefined)
      return fail(reader, field(object, 'cascade', placed.path).path, 'expected background, foreground or orphan');
    if (Object.hasOwn(object, 'pod')) {
      const choice = readPodChoice(reader, field(object, 'pod', placed.path));
      if (choice === undefined) return undefined;
      return {
        text: `delete ${describeChoice(choice)}`,
        perform: function* (world) {
          const pods = choosePods(choice, world);
          for (const pod of pods) yield* deleteObject(pod);
          return pods.length === 0 ? `${describeChoice(choice)}: no such pod` : undefined;
        },
      };
    }
    const target = readTarget(reader, field(object, 'target', placed.path));
    if (target === undefined) return undefined;
    return {
      text: `delete ${target.text}`,
      perform: function* (world) {
        const found = findOrSay(target, world);
        if (typeof found === 'string') return found;
        yield* deleteObject(found, cascade);
        return undefined;
      },
    };
  },
};
