import { setImage } from '../kubectl.js';
import { field, readObject, readText } from '../reader.js';
import type { StepWord } from '../step.js';
import { findOrSay, readTarget } from '../targets.js';

/** `set-image: { target: deployment/web, container: app, image: "app:3" }`; container `*` is every container. */
export const setImageStep: StepWord = {
  word: 'set-image',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['target', 'container', 'image']);
    if (object === undefined) return undefined;
    const target = readTarget(reader, field(object, 'target', placed.path));
    const container = readText(reader, field(object, 'container', placed.path));
    const image = readText(reader, field(object, 'image', placed.path));
    if (target === undefined || container === undefined || image === undefined) return undefined;
    return {
      text: `set image ${target.text} ${container}=${image}`,
      perform: function* (world) {
        const found = findOrSay(target, world);
        return typeof found === 'string' ? found : yield* setImage(found, { container, image }, world);
      },
    };
  },
};
