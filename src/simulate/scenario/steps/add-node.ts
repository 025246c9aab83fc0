import { applyManifest } from '../../admission/admit-manifest.js';
import { nodeManifests, readNodes } from '../cluster.js';
import { fail } from '../reader.js';
import type { StepWord } from '../step.js';

/** `add-node: { name: node-4, cpu: "4", memory: 8Gi, labels: {}, taints: [] }` — the fields of `cluster.nodes`. */
export const addNodeStep: StepWord = {
  word: 'add-node',
  read: (reader, placed) => {
    const nodes = readNodes(reader, { ...placed, value: placed.value === undefined ? [] : [placed.value] });
    const [first] = nodes;
    if (first === undefined) return undefined;
    if (first.name === undefined) return fail(reader, placed.path, 'expected a name for the new node');
    return {
      text: `add ${first.count > 1 ? `${first.count} nodes ` : ''}${first.name}`,
      perform: function* (world) {
        for (const manifest of nodeManifests(nodes)) {
          const refused = yield* applyManifest(manifest, world);
          if (refused !== undefined) return refused;
        }
        return undefined;
      },
    };
  },
};
