import { failNode, nodeNamed } from '../nodes.js';
import { field, nodeOf, readDuration, readObject, readText } from '../reader.js';
import type { StepWord } from '../step.js';

/** `fail-node: { node: node-1, for: 10m }` — the machine dies, for good if `for` is absent; its Node object stays. */
export const failNodeStep: StepWord = {
  word: 'fail-node',
  read: (reader, given) => {
    const placed = nodeOf(given);
    const object = readObject(reader, placed, ['node', 'for']);
    if (object === undefined) return undefined;
    const name = readText(reader, field(object, 'node', placed.path));
    const forMs = Object.hasOwn(object, 'for') ? readDuration(reader, field(object, 'for', placed.path)) : undefined;
    if (name === undefined) return undefined;
    return {
      text: `fail ${name}${forMs === undefined ? '' : ` for ${forMs / 1000} s`}`,
      perform: function* (world) {
        const node = nodeNamed(name, world);
        if (typeof node === 'string') return node;
        yield* failNode(node, forMs, world);
        return undefined;
      },
    };
  },
};
