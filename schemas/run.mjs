// Bundles a TypeScript program of this folder and runs it: `node schemas/run.mjs [--enums] ARGUMENT…`.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const wantsEnums = process.argv[2] === '--enums';
if (wantsEnums) process.argv.splice(2, 1);
const directory = mkdtempSync(join(tmpdir(), 'rollcast-schemas-'));
const outfile = join(directory, 'main.mjs');
try {
  await build({
    entryPoints: [wantsEnums ? 'schemas/go-enums.ts' : 'schemas/main.ts'],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
  });
  await import(pathToFileURL(outfile).href);
} finally {
  rmSync(directory, { recursive: true });
}
