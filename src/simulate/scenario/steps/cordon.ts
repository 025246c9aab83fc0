import { cordon, nodeNamed } from '../nodes.js';
import { readNodeName } from '../reader.js';
import type { StepWord } from '../step.js';

/** `cordon: { node: node-1 }` */
export const cordonStep: StepWord = word('cordon', true);

/** `uncordon: { node: node-1 }` */
export const uncordonStep: StepWord = word('uncordon', false);

function word(name: string, unschedulable: boolean): StepWord {
  return {
    word: name,
    read: (reader, placed) => {
      const nodeName = readNodeName(reader, placed);
      if (nodeName === undefined) return undefined;
      return {
        text: `${name} ${nodeName}`,
        perform: function* (world) {
          const node = nodeNamed(nodeName, world);
          if (typeof node === 'string') return node;
          yield* cordon(node, unschedulable);
          return undefined;
        },
      };
    },
  };
}
