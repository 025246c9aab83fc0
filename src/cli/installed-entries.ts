import { isAbsolute, join, relative } from 'node:path';
import { child, index } from '../kube/field-path.js';
import type { Host } from '../source/host.js';
import type { LoadedConfig } from './load-config.js';
import type { GivenOptions } from './options.js';

/** The lists of the configuration that name what a cluster has; options of the same name add to them. */
export type InstalledSetting = 'crds' | 'policies';

/** One entry of a list. */
export interface InstalledEntry {
  readonly setting: InstalledSetting;
  /** A file, a folder or a glob, from the working directory. */
  readonly path: string;
  /** A mistake in it as a line for standard error: with the place in the configuration, or the option. */
  readonly tell: (message: string) => string;
}

/** What the configuration names, relative to its folder, then what the command line names; mistakes as lines. */
export function installedEntries(
  setting: InstalledSetting,
  { host, loaded, given }: { readonly host: Host; readonly loaded: LoadedConfig; readonly given: GivenOptions },
): { readonly entries: readonly InstalledEntry[]; readonly mistakes: readonly string[] } {
  const entries: InstalledEntry[] = [];
  const mistakes: string[] = [];
  for (const [position, path] of (loaded.config[setting] ?? []).entries()) {
    const at = index(child(undefined, setting), position);
    const tell = (message: string): string => loaded.mistakeAt(at, `${setting}: ${message}`);
    if (isAbsolute(path)) mistakes.push(tell(`${path}: expected a path relative to this file`));
    else entries.push({ setting, path: relative(host.cwd, join(loaded.folder, path)) || '.', tell });
  }
  for (const path of given.values.get(setting) ?? []) {
    entries.push({ setting, path, tell: (message) => `--${setting}: ${message}` });
  }
  return { entries, mistakes };
}
