/**
 * Where the files of a scenario may be. A scenario is untrusted like every other input: what it applies has to be in the
 * project, also behind symbolic links, or a report could show any file of the machine.
 */

import { existsSync, readdirSync, realpathSync, statSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { hasManifestName } from '../source/select.js';
import { errorCode, reasonOf } from '../source/text.js';

/** The files behind a name, or why they are not read. */
export type AppliedFiles =
  | { readonly kind: 'files'; readonly paths: readonly string[] }
  | { readonly kind: 'refused'; readonly message: string };

const LEAVES =
  'leads out of the project: only what is below the working directory or in the repository of the scenario is read';

/** Finds the file, or the manifests of the folder, that a scenario in `folder` calls `name`. */
export function appliedFiles(name: string, folder: string, cwd: string): AppliedFiles {
  if (isAbsolute(name) || /^[A-Za-z]:[\\/]/.test(name)) return refused('expected a path relative to the scenario file');
  const path = resolve(folder, name);
  const roots = [cwd, projectOf(folder)];
  if (!roots.some((root) => isInside(path, root))) return refused(LEAVES);
  try {
    const paths = statSync(path).isDirectory() ? manifestsIn(path) : [path];
    const realRoots = roots.map((root) => realpathSync(root));
    const isAllowed = (one: string) => realRoots.some((root) => isInside(realpathSync(one), root));
    return paths.every(isAllowed) ? { kind: 'files', paths } : refused(`a link ${LEAVES}`);
  } catch (error) {
    return refused(`cannot read it: ${reasonOf(errorCode(error))}`);
  }
}

function refused(message: string): AppliedFiles {
  return { kind: 'refused', message };
}

/** What `kubectl apply -f FOLDER` takes, in its order: no folder below it. */
function manifestsIn(folder: string): string[] {
  const entries = readdirSync(folder, { withFileTypes: true }).filter((entry) => !entry.isDirectory());
  return entries
    .map(({ name }) => name)
    .filter(hasManifestName)
    .sort()
    .map((name) => join(folder, name));
}

/** The repository that a folder is in, or the folder itself. */
function projectOf(folder: string): string {
  for (let at = resolve(folder); ; at = dirname(at)) {
    if (existsSync(join(at, '.git'))) return at;
    if (at === dirname(at)) return resolve(folder);
  }
}

function isInside(path: string, root: string): boolean {
  const way = relative(root, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}
