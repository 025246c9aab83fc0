import { applyManifest } from '../../admission/admit-manifest.js';
import { nodeManifests, readNode } from '../cluster.js';
import { fail } from '../reader.js';
import type { StepWord } from '../step.js';

/** `add-node: { name: node-4, cpu: "4", memory: 8Gi, labels: {}, taints: [] }` — the fields of `cluster.nodes`. */
export const addNodeStep: StepWord = {
  word: 'add-node',
  read: (reader, placed) => {
    const first = readNode(reader, placed);
    if (first === undefined) return undefined;
    if (first.name === undefined) return fail(reader, placed.path, 'expected a name for the new node');
    return {
      text: `add ${first.count > 1 ? `${first.count} nodes ` : ''}${first.name}`,
      perform: function* (world) {
        for (const manifest of nodeManifests([first])) {
          if (manifest.kind === 'Node' && world.objects.Node.has(`/${manifest.name ?? ''}`))
            return `Error from server (AlreadyExists): nodes "${manifest.name ?? ''}" already exists`;
          const refused = yield* applyManifest(manifest, world);
          if (refused !== undefined) return refused;
        }
        return undefined;
      },
    };
  },
};
