import { replaceObject } from '../../admission/admit-manifest.js';
import { refusalsText } from '../../admission/named-refusal.js';
import { readText } from '../reader.js';
import type { StepWord } from '../step.js';
import { notFound, storedOf } from '../stored.js';

/** `replace: v2.yaml` — kubectl replace: the object becomes what the file says, nothing else; refused for what is not there. */
export const replaceStep: StepWord = {
  word: 'replace',
  read: (reader, placed) => {
    const file = readText(reader, placed);
    if (file === undefined) return undefined;
    return {
      text: `replace ${file}`,
      files: [file],
      perform: function* (world, manifestsOf) {
        const refused: string[] = [];
        for (const manifest of manifestsOf(file)) {
          const stored = storedOf(manifest, world);
          const message =
            stored === undefined
              ? notFound(manifest, `error when replacing "${file}": `)
              : yield* replaceObject(stored, manifest, world);
          if (message !== undefined) refused.push(message);
        }
        return refusalsText(refused);
      },
    };
  },
};
