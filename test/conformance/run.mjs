// Bundles the conformance commands and runs one: `npm run conformance -- verdicts FILE…` (the commands are in main.ts).
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';

const directory = mkdtempSync(join(tmpdir(), 'rollcast-conformance-'));
try {
  await build({
    entryPoints: ['test/conformance/main.ts'],
    outdir: directory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node20',
    // Packages written in CommonJS ask for Node's modules with `require`.
    banner: {
      js: "import { createRequire as makeRequire } from 'node:module';\nconst require = makeRequire(import.meta.url);",
    },
    sourcemap: 'inline',
    external: existsSync('src/manifest/exact.ts') ? [] : ['*/manifest/exact.js'],
    logLevel: 'error',
  });
  const { main } = await import(pathToFileURL(join(directory, 'main.mjs')).href);
  process.exitCode = await main(process.argv.slice(2));
} finally {
  rmSync(directory, { recursive: true });
}
