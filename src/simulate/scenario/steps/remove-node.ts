import { nodeNamed, removeNode } from '../nodes.js';
import { readNodeName } from '../reader.js';
import type { StepWord } from '../step.js';

/** `remove-node: { node: node-1 }` — the machine and its Node object are gone, without a drain. */
export const removeNodeStep: StepWord = {
  word: 'remove-node',
  read: (reader, placed) => {
    const name = readNodeName(reader, placed);
    if (name === undefined) return undefined;
    return {
      text: `remove ${name}`,
      perform: function* (world) {
        const node = nodeNamed(name, world);
        if (typeof node === 'string') return node;
        yield* removeNode(node);
        return undefined;
      },
    };
  },
};
