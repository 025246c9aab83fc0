import { realpathSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorCode, reasonOf } from '../source/text.js';

/**
 * Writes the file in one step: whoever reads it sees the old text or the new one. A link stays a link; what is no file
 * (a device, a pipe) is written into, and never replaced. Says why if that fails.
 */
export function writeFile(cwd: string, file: string, text: string): string | undefined {
  const path = resolve(cwd, file);
  const half = `${path}.${process.pid}.tmp`;
  try {
    const there = statSync(path, { throwIfNoEntry: false });
    if (there !== undefined && !there.isFile()) {
      writeFileSync(path, text);
      return undefined;
    }
    writeFileSync(half, text);
    renameSync(half, there === undefined ? path : realpathSync(path));
    return undefined;
  } catch (error) {
    rmSync(half, { force: true });
    return `cannot write ${file}: ${reasonOf(errorCode(error))}`;
  }
}
