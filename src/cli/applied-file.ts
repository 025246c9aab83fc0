/**
 * Where the files of a scenario may be. A scenario is untrusted like every other input: what it applies has to be in the
 * project, also behind symbolic links, or a report could show any file of the machine.
 */

import { existsSync, realpathSync } from 'node:fs';
import { dirname, isAbsolute, join, relative, resolve, sep } from 'node:path';
import { errorCode, reasonOf } from '../source/text.js';

/** The real path of a file, or why it is not read. */
export type AppliedFile =
  | { readonly kind: 'file'; readonly path: string }
  | { readonly kind: 'refused'; readonly message: string };

/** Finds the file that a scenario in `folder` calls `name`: below the working directory, or in the scenario's repository. */
export function appliedFile(name: string, folder: string, cwd: string): AppliedFile {
  if (isAbsolute(name) || /^[A-Za-z]:[\\/]/.test(name))
    return { kind: 'refused', message: 'expected a path relative to the scenario file' };
  const path = resolve(folder, name);
  const roots = [cwd, projectOf(folder)];
  const leaves = {
    kind: 'refused',
    message: `leads out of ${relative(cwd, roots[1] ?? '') || 'the working directory'}`,
  } as const;
  if (!roots.some((root) => isInside(path, root))) return leaves;
  try {
    const real = realpathSync(path);
    if (!roots.some((root) => isInside(real, realpathSync(root)))) return leaves;
    return { kind: 'file', path };
  } catch (error) {
    return { kind: 'refused', message: `cannot read it: ${reasonOf(errorCode(error))}` };
  }
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
