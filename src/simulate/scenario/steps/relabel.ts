import { child } from '../../../kube/field-path.js';
import { isQualifiedName, isValidLabelValue } from '../../../kube/names.js';
import { relabel } from '../kubectl.js';
import { fail, field, readMarks, readObject } from '../reader.js';
import type { StepWord } from '../step.js';
import { choosePods, describeChoice, findOrSay, noSuchPod, readPodChoice, readTarget } from '../targets.js';

/** `relabel: { pod: { selector: app=web, index: 0 }, labels: { app: other } }`; also `annotations`, or a `target` instead of a pod; `overwrite: false` as kubectl without --overwrite. */
export const relabelStep: StepWord = {
  word: 'relabel',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['pod', 'target', 'labels', 'annotations', 'overwrite']);
    if (object === undefined) return undefined;
    const marks = (name: string) =>
      Object.hasOwn(object, name) ? readMarks(reader, field(object, name, placed.path)) : {};
    const labels = marks('labels');
    const annotations = marks('annotations');
    if (labels === undefined || annotations === undefined) return undefined;
    for (const [name, value] of Object.entries(labels)) {
      const [detail] = [...isQualifiedName(name), ...isValidLabelValue(value ?? '')];
      if (detail === undefined) continue;
      const at = field(object, 'labels', placed.path).path;
      return fail(reader, child(at, name), `no valid label: ${name}=${value ?? ''}: ${detail}`);
    }
    if (Object.hasOwn(object, 'overwrite') && typeof object.overwrite !== 'boolean')
      return fail(reader, field(object, 'overwrite', placed.path).path, 'expected true or false');
    const marked = { labels, annotations, overwrite: object.overwrite !== false };
    if (!Object.hasOwn(object, 'pod')) {
      const target = readTarget(reader, field(object, 'target', placed.path));
      if (target === undefined) return undefined;
      return {
        text: `relabel ${target.text}`,
        perform: function* (world) {
          const found = findOrSay(target, world);
          if (typeof found === 'string') return found;
          return yield* relabel(found, marked);
        },
      };
    }
    const choice = readPodChoice(reader, field(object, 'pod', placed.path));
    if (choice === undefined) return undefined;
    return {
      text: `relabel ${describeChoice(choice)}`,
      perform: function* (world) {
        const pods = choosePods(choice, world);
        for (const pod of pods) {
          const refused = yield* relabel(pod, marked);
          if (refused !== undefined) return refused;
        }
        return pods.length === 0 ? noSuchPod(choice) : undefined;
      },
    };
  },
};
