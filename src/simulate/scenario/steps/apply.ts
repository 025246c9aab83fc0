import { applyManifest } from '../../admission/admit-manifest.js';
import { namedRefusal, refusalsText } from '../../admission/named-refusal.js';
import { readText } from '../reader.js';
import type { StepWord } from '../step.js';

/** `apply: v2.yaml` — kubectl apply of all objects of a file. */
export const applyStep: StepWord = {
  word: 'apply',
  read: (reader, placed) => {
    const file = readText(reader, placed);
    if (file === undefined) return undefined;
    return {
      text: `apply ${file}`,
      files: [file],
      perform: function* (world, manifestsOf) {
        const refused: string[] = [];
        const manifests = manifestsOf(file);
        for (const manifest of manifests) {
          const message = yield* applyManifest(manifest, world);
          if (message !== undefined) refused.push(manifests.length > 1 ? namedRefusal(manifest, message) : message);
        }
        return refusalsText(refused);
      },
    };
  },
};
