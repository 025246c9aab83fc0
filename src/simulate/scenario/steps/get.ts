import { isPrintable, table } from '../../kubectl/table.js';
import { fail, field, readObject, readText } from '../reader.js';
import type { StepWord } from '../step.js';
import { kindNamed, readSelector, selected } from '../targets.js';

/** `get: pods` or `get: { kind: pods, selector: app=web, wide: true, showLabels: true }` — prints kubectl's table of this moment. */
export const getStep: StepWord = {
  word: 'get',
  read: (reader, placed) => {
    const isText = typeof placed.value === 'string';
    const object = isText
      ? { kind: placed.value }
      : readObject(reader, placed, ['kind', 'selector', 'wide', 'showLabels']);
    if (object === undefined) return undefined;
    const at = isText ? placed : field(object, 'kind', placed.path);
    const word = readText(reader, at);
    const requirements = Object.hasOwn(object, 'selector')
      ? readSelector(reader, field(object, 'selector', placed.path))
      : [];
    const { showLabels = false, wide = false } = object;
    if (typeof showLabels !== 'boolean')
      return fail(reader, field(object, 'showLabels', placed.path).path, 'expected true or false');
    if (typeof wide !== 'boolean')
      return fail(reader, field(object, 'wide', placed.path).path, 'expected true or false');
    if (word === undefined || requirements === undefined) return undefined;
    const kind = kindNamed(word);
    if (kind === undefined || !isPrintable(kind))
      return fail(reader, at.path, `expected pods, nodes, pdb, jobs or a kind of workloads, found ${word}`);
    const { namespace } = reader;
    return {
      text: `get ${word}${wide ? ' -o wide' : ''}`,
      atOnce: true,
      // biome-ignore lint/correctness/useYield: it changes nothing
      perform: function* (world) {
        const objects = selected({ kind, namespace, requirements }, world);
        return { said: table(objects, { kind, namespace, wide, showLabels }, world) };
      },
    };
  },
};
