// Bundles rollcast into dist/. esbuild splits the sources into chunks; what `lint` needs at every start goes into one file,
// eager.js, what forecasts need besides into forecast.js, everything else is loaded when asked for. Chunks are CommonJS because
// Node starts them 10 ms faster than modules; V8's compiled code of both files is kept beside them, which saves another 35 ms
// each wherever the same Node runs them.
// The interactive view is a module of its own, tui.mjs, because ink waits for WebAssembly at its top level.
// Dependencies are bundled, so the package installs without any; their licences go to dist/THIRD-PARTY.md.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';

const OUT = 'dist';
/** What runs load in any case, by file and in the order in which they are loaded; what these import statically comes along. */
const JOINED = {
  eager: ['src/cli/main.ts', 'src/cli/lint.ts', 'src/report/pretty.ts'],
  forecast: ['src/cli/simulate.ts', 'src/cli/plan.ts', 'src/report/simulation/pretty.ts'],
};
const { build, transform } = await buildTools();
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));

/**
 * esbuild; installs the packages of the lock file first where somebody runs `prepare` without them. That is npm's
 * `npm install -g git+…` (npm/cli issue 8440), and so every installation by pre-commit.
 */
async function buildTools() {
  if (!existsSync('node_modules') && existsSync('package-lock.json')) {
    const inherited = /^npm_config_(global|prefix|local_prefix|global_prefix|install_links|omit|package_lock_only)$/i;
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !inherited.test(name)));
    const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm';
    execFileSync(npm, ['install', '--include=dev', '--no-save', '--ignore-scripts', '--no-audit', '--no-fund'], {
      env,
      stdio: 'inherit',
    });
  }
  return await import('esbuild');
}

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

/** `yaml` picks its CommonJS build for Node, which esbuild cannot shake; the other build is plain modules. */
const yamlAsModule = {
  name: 'yaml-as-module',
  setup(plugin) {
    plugin.onResolve({ filter: /^yaml$/ }, ({ resolveDir }) => ({
      path: join(packageFolder(resolveDir, 'yaml'), 'browser', 'dist', 'index.js'),
    }));
  },
};

/** What asks for the interactive view gets the module that is built apart. */
const viewApart = {
  name: 'view-apart',
  setup(plugin) {
    plugin.onResolve({ filter: /\/tui\/show\.js$/ }, () => ({ path: './tui.mjs', external: true }));
  },
};

/** Ink's connection to React's devtools, which would bring a web socket along. */
const withoutDevtools = {
  name: 'without-devtools',
  setup(plugin) {
    plugin.onLoad({ filter: /[\\/]ink[\\/]build[\\/]devtools\.js$/ }, () => ({ contents: '' }));
  },
};

function packageFolder(from, name) {
  for (let folder = from; ; folder = dirname(folder)) {
    const candidate = join(folder, 'node_modules', name);
    if (existsSync(candidate)) return candidate;
    if (folder === dirname(folder)) throw new Error(`package ${name} is not installed; run npm ci`);
  }
}

/**
 * Packages that leave out their licence file, and where the same one is: yoga-layout's sources name the MIT licence and
 * "Meta Platforms, Inc. and affiliates", and so does react's file.
 */
const LICENCE_IN = { 'yoga-layout': 'react' };

/** The packages whose files are in the bundle, with name, version and licence text. */
function thirdParty(inputs) {
  const folders = new Set();
  for (const input of Object.keys(inputs)) {
    const match = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
    if (match !== null) folders.add(match[0]);
  }
  const notices = [...folders].sort().map((folder) => {
    const { name, version, license } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
    const place = LICENCE_IN[name] === undefined ? folder : packageFolder('.', LICENCE_IN[name]);
    const file = readdirSync(place).find((entry) => /^licen[cs]e/i.test(entry));
    if (file === undefined) throw new Error(`${name} has no licence file`);
    return `## ${name} ${version} (${license})\n\n${readFileSync(join(place, file), 'utf8').trim()}\n`;
  });
  return `# Licences of the packages bundled into rollcast\n\n${notices.join('\n')}`;
}

const result = await build({
  entryPoints: { cli: 'src/cli/main.ts', index: 'src/index.ts' },
  outdir: OUT,
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  metafile: true,
  write: false,
  legalComments: 'none',
  chunkNames: '[name]-[hash]',
  define: { ROLLCAST_VERSION: JSON.stringify(version) },
  plugins: [jsonAsText, yamlAsModule, viewApart],
  logLevel: 'warning',
});

const view = await build({
  entryPoints: { tui: 'src/tui/show.tsx' },
  outdir: OUT,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node20',
  minify: true,
  metafile: true,
  write: false,
  legalComments: 'none',
  // React's own development build stays out.
  define: { 'process.env.NODE_ENV': '"production"' },
  plugins: [withoutDevtools],
  // Some of ink's dependencies are CommonJS and require modules of Node.
  banner: { js: 'import{createRequire}from"node:module";const require=createRequire(import.meta.url);' },
  logLevel: 'warning',
});

/** Name of a chunk → its code as CommonJS. All chunks lie side by side, so a name is what others require. */
const chunks = new Map(
  await Promise.all(
    result.outputFiles.map(async ({ path, text }) => {
      const options = { format: 'cjs', platform: 'node', target: 'node20', minify: true };
      return [basename(path), (await transform(asCommonJs(text, path), options)).code];
    }),
  ),
);

/**
 * The imports and exports of a chunk as `require` and `module.exports`. esbuild can do that, too, but turns every imported
 * name into a getter, which costs a third of the run time in the reader. Ours are constants: no chunk of ours exports a
 * variable that changes, and there are no import cycles.
 */
function asCommonJs(text, path) {
  const imported = /^import\s*(?:(\{[^}]*\})\s*from\s*|(\w+)\s*from\s*|\*\s*as\s+(\w+)\s*from\s*)?"([^"]+)";$/gm;
  const exported = /^export (?:\{([^}]*)\}|default ([^;]+));\s*/m.exec(text);
  const code = (exported === null ? text : text.slice(0, exported.index))
    .replaceAll(imported, (_, names, whole, namespace, from) => {
      const bound = names?.replaceAll(/\s+as\s+/g, ': ') ?? whole ?? namespace;
      return bound === undefined ? `require("${from}");` : `const ${bound} = require("${from}");`;
    })
    .replaceAll(/\bimport\(("[^"]+(?<!\.mjs)")(?:, \{[^)]*\})?\)/g, 'Promise.resolve().then(() => require($1))')
    // A script that is run from compiled code cannot import by itself.
    .replaceAll(/\bimport\(("[^"]+\.mjs")\)/g, 'require("./import.js")($1)');
  if (/^(?:import|export)\b/m.test(code)) throw new Error(`${path}: a module statement that the build does not know`);
  if (exported === null) return code;
  const [statement, list, value] = exported;
  if (exported.index + statement.length < text.length) throw new Error(`${path}: code behind the exports`);
  const names = list?.split(',').map((name) => name.trim().split(/\s+as\s+/)) ?? [[value, 'default']];
  const properties = names.map(([local, outside]) => `${outside ?? local}: ${local}`).join(', ');
  return `${code}\nmodule.exports = { ${properties} };\n`;
}

/** The chunks of these sources and all that they import in one of these ways, directly or not. */
function chunksOf(sources, kinds) {
  const { outputs } = result.metafile;
  const found = new Set();
  const pending = Object.keys(outputs).filter((path) => sources.includes(outputs[path].entryPoint));
  for (let path = pending.pop(); path !== undefined; path = pending.pop()) {
    if (found.has(basename(path))) continue;
    found.add(basename(path));
    const imports = outputs[path].imports.filter(({ kind, external }) => kinds.includes(kind) && !external);
    pending.push(...imports.map((imported) => imported.path));
  }
  return [...found].filter((name) => chunks.has(name));
}

/** One file with several chunks, each run when it is first asked for. */
function joined(names) {
  for (const name of names)
    if (/\bimport\(/.test(chunks.get(name))) throw new Error(`${name}: an import that a joined file cannot do`);
  const functions = names.map((name) => `"./${name}"(module,exports,require){${chunks.get(name)}}`);
  return `"use strict";
const chunks={${functions.join(',\n')}};
const loaded=new Map();
module.exports=function load(name){
if(!Object.hasOwn(chunks,name))return require(name);
let module=loaded.get(name);
if(module===undefined){module={exports:{}};loaded.set(name,module);chunks[name](module,module.exports,load);}
return module.exports;
};
`;
}

/**
 * Runs a joined file from the compiled code that the build left for this very Node, if there is any; V8 itself refuses code of
 * another version, other flags or another source, and then compiles as usual. Gives what loads its chunks.
 */
const RUN = `
const {readFileSync}=require("node:fs");
const {Script}=require("node:vm");
const Module=require("node:module");
const scripts=new Map();
function run(name){
const filename=__dirname+"/"+name+".js";
const compiled=__dirname+"/"+name+"."+process.version+"-"+process.arch+".code";
const known=require.cache[filename];
if(known!==undefined)return known.exports;
let cachedData;
try{cachedData=readFileSync(compiled)}catch{}
const script=new Script("(function(module,require){"+readFileSync(filename,"latin1")+"\\n})",{filename,cachedData});
scripts.set(compiled,script);
const joined=new Module(filename,module);
joined.filename=filename;
joined.loaded=true;
require.cache[filename]=joined;
script.runInThisContext()(joined,require);
return joined.exports;
}
`;

/** Strings and regular expressions in ASCII: the loader reads one byte a character. */
function asciiOf(code) {
  return code.replaceAll(
    /[\u0080-\uffff]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

const files = new Map();
/** Chunk → the joined file that has it. */
const taken = new Map();
// What lint loads only where the input asks for it is not to bring the forecast along.
const ofLint = new Set(chunksOf(['src/cli/lint.ts'], ['import-statement', 'dynamic-import']));
for (const [file, sources] of Object.entries(JOINED)) {
  const isOwn = (name) => !taken.has(name) && (file === 'eager' || !ofLint.has(name));
  const names = chunksOf(sources, ['import-statement']).filter(isOwn);
  for (const name of names) taken.set(name, file);
  files.set(`${file}.js`, asciiOf(joined(names)));
}
for (const [name, code] of chunks)
  files.set(name, taken.has(name) ? `module.exports=require("./run.js")("${taken.get(name)}")("./${name}");\n` : code);
// Node finds the names that a CommonJS module exports by looking for such an assignment; it never runs.
const names = result.metafile.outputs[`${OUT}/index.js`].exports.join(', ');
files.set('index.js', `${files.get('index.js')}0 && (module.exports = { ${names} });\n`);
files.set('run.js', `${RUN}module.exports=run;\nrun.scripts=scripts;\n`);
files.set('main.js', '#!/usr/bin/env node\nrequire("./run.js")("eager")("./cli.js");\n');
files.set('import.js', 'module.exports=(name)=>import(name);\n');
files.set('package.json', '{ "type": "commonjs" }\n');
for (const { path, contents } of view.outputFiles) files.set(basename(path), contents);
files.set('THIRD-PARTY.md', thirdParty({ ...result.metafile.inputs, ...view.metafile.inputs }));
/** Replaces a file in one step: a running rollcast sees the old bundle or the new one. */
function replaceFile(path, contents, mode) {
  mkdirSync(dirname(path), { recursive: true });
  const half = `${path}.${process.pid}.tmp`;
  writeFileSync(half, contents, { mode });
  renameSync(half, path);
}

// Chunks before the file that names them.
const order = [...files.keys()].sort((a, b) => Number(a === 'main.js') - Number(b === 'main.js'));
for (const name of order) replaceFile(join(OUT, name), files.get(name), name === 'main.js' ? 0o755 : 0o644);
const stale = readdirSync(OUT, { recursive: true, withFileTypes: true })
  .filter((found) => found.isFile() && !found.parentPath.startsWith(join(OUT, 'types')))
  .map((found) => relative(OUT, join(found.parentPath, found.name)))
  .filter((name) => !files.has(name) && !/\.(tmp|code)$/.test(name));
for (const name of stale) rmSync(join(OUT, name), { force: true });

/**
 * Runs commands on the samples and keeps what V8 compiled for them of a joined file. A failure costs only start-up time. Code
 * that is compiled under other flags is refused later: those that a command sets itself are left out.
 */
function keepCompiledCode(file, args) {
  const folder = resolve(OUT);
  const script = `require("node:v8").setFlagsFromString=()=>{};
const run=require("node:module").createRequire(${JSON.stringify(join(folder, 'main.js'))})("./run.js");
process.on("exit",()=>{
for(const [compiled,script] of run.scripts)
if(compiled.includes(${JSON.stringify(`/${file}.`)}))require("node:fs").writeFileSync(compiled+".tmp",script.createCachedData());
});
run("eager")("./cli.js");`;
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => name !== 'NODE_OPTIONS'));
  const { status } = spawnSync(process.execPath, ['-e', script, 'rollcast', ...args], { env, stdio: 'ignore' });
  if (status !== 0)
    process.stderr.write(`build: no compiled code of ${file}.js kept, because ${args.join(' ')} failed\n`);
}

const folder = resolve(OUT);
for (const name of readdirSync(folder)) if (name.endsWith('.code')) rmSync(join(folder, name));
keepCompiledCode('eager', ['lint', '--exit-zero', 'samples']);
keepCompiledCode('forecast', ['simulate', '--exit-zero', 'samples/rollouts']);
for (const name of readdirSync(folder)) {
  if (name.endsWith('.code.tmp')) renameSync(join(folder, name), join(folder, name.slice(0, -'.tmp'.length)));
}

if (process.argv.includes('--sizes')) {
  const sizes = [...files]
    .map(([name, text]) => ({ name, bytes: Buffer.byteLength(text) }))
    .sort((a, b) => b.bytes - a.bytes);
  for (const { name, bytes } of sizes) console.log(`${bytes}\t${name}`);
}
