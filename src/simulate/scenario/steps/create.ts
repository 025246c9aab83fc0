import { applyManifest } from '../../admission/admit-manifest.js';
import { refusalsText } from '../../admission/named-refusal.js';
import { readText } from '../reader.js';
import type { StepWord } from '../step.js';
import { alreadyExists, storedOf } from '../stored.js';

/** `create: v1.yaml` — kubectl create: refused for what exists already. */
export const createStep: StepWord = {
  word: 'create',
  read: (reader, placed) => {
    const file = readText(reader, placed);
    if (file === undefined) return undefined;
    return {
      text: `create ${file}`,
      files: [file],
      perform: function* (world, manifestsOf) {
        const refused: string[] = [];
        for (const manifest of manifestsOf(file)) {
          const message =
            storedOf(manifest, world) === undefined
              ? yield* applyManifest(manifest, world)
              : alreadyExists(manifest, file);
          if (message !== undefined) refused.push(message);
        }
        return refusalsText(refused);
      },
    };
  },
};
