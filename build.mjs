// Bundles rollcast into dist/: one small eager chunk per entry, everything heavy in chunks that load on need.
// Dependencies are bundled, so the package installs without any; their licences go to dist/THIRD-PARTY.md.
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { build } from 'esbuild';

const OUT = 'dist';
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/** JSON as text for JSON.parse: several times faster to load than the same data as a JavaScript literal. */
const jsonAsText = {
  name: 'json-as-text',
  setup(plugin) {
    plugin.onLoad({ filter: /\.json$/ }, ({ path }) => {
      const text = JSON.stringify(JSON.parse(readFileSync(path, 'utf8')));
      return { contents: `export default JSON.parse(${JSON.stringify(text)});`, loader: 'js' };
    });
  },
};

/** `yaml` picks its CommonJS build for Node, which esbuild can neither shake nor split; the other build is plain ESM. */
const yamlAsModule = {
  name: 'yaml-as-module',
  setup(plugin) {
    plugin.onResolve({ filter: /^yaml$/ }, ({ resolveDir }) => ({
      path: join(packageFolder(resolveDir, 'yaml'), 'browser', 'dist', 'index.js'),
    }));
  },
};

function packageFolder(from, name) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) throw new Error(`package ${name} is not installed; run npm ci`);
  }
}

/** The packages whose files are in the bundle, with name, version and licence text. */
function thirdParty(inputs) {
  const folders = new Set();
  for (const input of Object.keys(inputs)) {
    const match = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
    if (match !== null) folders.add(match[0]);
  }
  return [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no licence file`);
    return `## ${name} ${version} (${license})\n\n${readFileSync(join(folder, file), 'utf8').trim()}\n`;
  });
}

const result = await build({
  entryPoints: { main: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  metafile: true,
  write: false,
  legalComments: 'none',
  chunkNames: 'chunks/[name]-[hash]',
  define: { ROLLCAST_VERSION: JSON.stringify(version) },
  plugins: [jsonAsText, yamlAsModule],
  logLevel: 'warning',
});

/** Replaces a file in one step: a running rollcast sees the old bundle or the new one. */
function replaceFile(path, contents, mode) {
  mkdirSync(dirname(path), { recursive: true });
  const half = `${path}.${process.pid}.tmp`;
  writeFileSync(half, contents, { mode });
  renameSync(half, path);
}

const notices = `# Licences of the packages bundled into rollcast\n\n${thirdParty(result.metafile.inputs).join('\n')}`;
const files = new Map(result.outputFiles.map(({ path, contents }) => [relative('.', path), contents]));
const main = join(OUT, 'main.js');
const entry = Buffer.concat([Buffer.from('#!/usr/bin/env node\n'), files.get(main)]);
// Chunks before the entries that name them.
for (const [path, contents] of files) if (path !== main) replaceFile(path, contents, 0o644);
replaceFile(main, entry, 0o755);
replaceFile(join(OUT, 'THIRD-PARTY.md'), notices, 0o644);
const stale = readdirSync(OUT, { recursive: true, withFileTypes: true })
  .filter((found) => found.isFile() && !found.parentPath.startsWith(join(OUT, 'types')))
  .map((found) => join(found.parentPath, found.name))
  .filter((path) => !files.has(path) && path !== join(OUT, 'THIRD-PARTY.md') && !path.endsWith('.tmp'));
for (const path of stale) rmSync(path, { force: true });

if (process.argv.includes('--sizes')) {
  const outputs = Object.entries(result.metafile.outputs).sort(([, a], [, b]) => b.bytes - a.bytes);
  for (const [path, { bytes, entryPoint }] of outputs)
    console.log(`${bytes}\t${relative('.', path)}\t${entryPoint ?? ''}`);
}
