import { renameSync, rmSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { errorCode, reasonOf } from '../source/text.js';

/** Writes the file in one step: whoever reads it sees the old text or the new one. Says why if that fails. */
export function writeFile(cwd: string, file: string, text: string): string | undefined {
  const path = resolve(cwd, file);
  const half = `${path}.${process.pid}.tmp`;
  try {
    writeFileSync(half, text);
    renameSync(half, path);
    return undefined;
  } catch (error) {
    rmSync(half, { force: true });
    return `cannot write ${file}: ${reasonOf(errorCode(error))}`;
  }
}
