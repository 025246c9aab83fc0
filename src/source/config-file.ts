import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** The names under which the configuration is looked for, in this order. */
const CONFIG_NAMES = ['rollcast.yaml', '.rollcast.yaml'] as const;

/** The absolute path of the configuration that holds for `folder`: in it or in the nearest folder above. */
export function findConfig(folder: string): string | undefined {
  for (let at = folder; ; at = dirname(at)) {
    for (const name of CONFIG_NAMES) {
      const path = join(at, name);
      if (existsSync(path)) return path;
    }
    if (at === dirname(at)) return undefined;
  }
}
