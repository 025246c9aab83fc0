import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Builds the bundle once for all tests that run the real binary. */
export default function setup(): void {
  if (process.env.ROLLCAST_SKIP_BUILD !== undefined && existsSync('dist/main.js')) return;
  execFileSync(process.execPath, ['build.mjs'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
