import { objectOf } from '../../../kube/json.js';
import { patch } from '../kubectl.js';
import { fail, field, readObject } from '../reader.js';
import type { StepWord } from '../step.js';
import { findOrSay, readTarget } from '../targets.js';

/** `patch: { target: deployment/web, patch: { spec: { … } } }` — kubectl patch, strategic merge. */
export const patchStep: StepWord = {
  word: 'patch',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['target', 'patch']);
    if (object === undefined) return undefined;
    const target = readTarget(reader, field(object, 'target', placed.path));
    const change = objectOf(object.patch);
    if (change === undefined) return fail(reader, field(object, 'patch', placed.path).path, 'expected a map');
    if (target === undefined) return undefined;
    return {
      text: `patch ${target.text}`,
      perform: function* (world) {
        const found = findOrSay(target, world);
        return typeof found === 'string' ? found : yield* patch(found, change, world);
      },
    };
  },
};
