import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';

/**
 * Builds the bundle once for all tests that run the real binary. If that fails there is no binary and those tests fail;
 * the others still say what they think.
 */
export default function setup(): void {
  if (process.env.ROLLCAST_SKIP_BUILD !== undefined && existsSync('dist/main.js')) return;
  try {
    execFileSync(process.execPath, ['build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
  } catch {
    process.stderr.write('the build failed: tests of the binary will fail\n');
    rmSync('dist/main.js', { force: true });
  }
}
