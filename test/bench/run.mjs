// Measures the built binary: start-up against `node -e 0`, and a corpus of manifests against whichever peers are installed.
//   npm run bench -- [--corpus DIR] [--runs N] [--max-startup-ratio X] [--max-cpu-ratio X]
// Commands run in turn, A B A B …, and ratios are taken round by round, so that a noisy machine disturbs both alike.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from './median.mjs';

const { values: options } = parseArgs({
  options: {
    corpus: { type: 'string' },
    runs: { type: 'string', default: '15' },
    'max-startup-ratio': { type: 'string', default: '2.2' },
    'max-cpu-ratio': { type: 'string', default: '0.8' },
  },
});
const runs = Number(options.runs);
const binary = resolve('dist/main.js');
if (!existsSync(binary)) {
  process.stderr.write('bench: dist/main.js is missing: run `npm run build` first\n');
  process.exit(2);
}

// NODE_EXTRA_CA_CERTS makes Node 20 parse certificates at every start, which has nothing to do with rollcast.
const env = { ...process.env, NO_COLOR: '1' };
delete env.NODE_EXTRA_CA_CERTS;

/** Runs a command once. Seconds of wall time and of CPU (user + system of the process and its children), and its status. */
function time(command, args) {
  const script = 'TIMEFORMAT="%R %U %S"; time "$@" >/dev/null 2>&3';
  const result = spawnSync('bash', ['-c', `exec 3>/dev/null; ${script}`, 'bench', command, ...args], {
    env,
    encoding: 'utf8',
  });
  const [wall, user, system] = result.stderr.trim().split('\n').at(-1).split(' ').map(Number);
  return { wall, cpu: user + system, status: result.status };
}

/** Wall time in milliseconds from spawn to exit, finer than the shell's clock. */
function wallMs(command, args) {
  const start = process.hrtime.bigint();
  spawnSync(command, args, { env, stdio: 'ignore' });
  return Number(process.hrtime.bigint() - start) / 1e6;
}

/** The most memory that one lint of `path` holds, in MiB. */
function peakMemory(path) {
  const probe = "process.on('exit',()=>process.stderr.write('\\nmaxrss '+process.resourceUsage().maxRSS))";
  const result = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(probe)}`,
      binary,
      'lint',
      '--exit-zero',
      '--format',
      'compact',
      path,
    ],
    { env, encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  return Number(/maxrss (\d+)/.exec(result.stderr)?.[1] ?? Number.NaN) / 1024;
}

function installed(name) {
  const found = spawnSync(
    'bash',
    ['-c', `command -v ${name} || ls "$(go env GOPATH 2>/dev/null)/bin/${name}" 2>/dev/null`],
    { encoding: 'utf8' },
  );
  return found.stdout.trim().split('\n')[0] || undefined;
}

const THREE_FILES = ['web', 'orders', 'worker'].map((name) => `samples/shop/${name}.yaml`);

function startUp() {
  const node = [];
  const lint = [];
  for (let round = 0; round < runs + 2; round++) {
    const floor = wallMs(process.execPath, ['-e', '0']);
    const ours = wallMs(process.execPath, [binary, 'lint', '--exit-zero', ...THREE_FILES]);
    if (round < 2) continue; // warm the disk cache
    node.push(floor);
    lint.push(ours);
  }
  const ratio = median(lint.map((ours, round) => ours / node[round]));
  print(
    'start-up, three files',
    `${median(lint).toFixed(1)} ms`,
    `node -e 0: ${median(node).toFixed(1)} ms`,
    `ratio ${ratio.toFixed(2)}`,
  );
  return ratio;
}

function megabytes(folder) {
  let bytes = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isFile() && /\.(ya?ml|json)$/.test(entry.name))
      bytes += statSync(join(entry.parentPath, entry.name)).size;
  }
  return bytes / 1e6;
}

function corpus(folder) {
  const scratch = mkdtempSync(join(tmpdir(), 'rollcast-bench-'));
  // A configuration of its own, so that what lies above the corpus says nothing.
  writeFileSync(join(scratch, 'rollcast.yaml'), '{}\n');
  const lint = [
    'lint',
    '--exit-zero',
    '--config',
    join(scratch, 'rollcast.yaml'),
    '--format',
    `json=${join(scratch, 'out.json')}`,
    folder,
  ];
  const rows = [{ name: 'rollcast lint', command: process.execPath, args: [binary, ...lint] }];
  const kubeconform = installed('kubeconform');
  // Without schemas on disk it would fetch them from the network; kubeconform-schemas.mjs writes them.
  const schemas = process.env.KUBECONFORM_SCHEMAS;
  if (kubeconform !== undefined && schemas === undefined) print('kubeconform', 'not measured: set KUBECONFORM_SCHEMAS');
  if (kubeconform !== undefined && schemas !== undefined) {
    const location = ['-schema-location', schemas];
    rows.push({
      name: 'kubeconform -strict',
      command: kubeconform,
      args: ['-strict', '-ignore-missing-schemas', ...location, '-output', 'json', folder],
    });
  }
  const kubeLinter = installed('kube-linter');
  if (kubeLinter !== undefined)
    rows.push({ name: 'kube-linter', command: kubeLinter, args: ['lint', '--format', 'json', folder] });
  const samples = rows.map(() => []);
  const rounds = Math.max(3, Math.round(runs / 5));
  for (let round = 0; round < rounds; round++) {
    for (const [at, row] of rows.entries()) samples[at].push(time(row.command, row.args));
  }
  const report = JSON.parse(readFileSync(join(scratch, 'out.json'), 'utf8'));
  rmSync(scratch, { recursive: true });

  const size = megabytes(folder);
  const ratios = {};
  rows.forEach((row, at) => {
    const wall = median(samples[at].map((sample) => sample.wall));
    const cpu = median(samples[at].map((sample) => sample.cpu));
    const ratio = median(samples[0].map((ours, round) => ours.cpu / samples[at][round].cpu));
    ratios[row.name] = ratio;
    const speed = `${(size / wall).toFixed(1)} MB/s, ${Math.round(report.summary.documents / wall)} documents/s`;
    print(
      row.name,
      `${wall.toFixed(2)} s wall`,
      `${cpu.toFixed(2)} s CPU`,
      at === 0 ? speed : `rollcast takes ${ratio.toFixed(2)} of its CPU time`,
    );
  });
  print('corpus', `${report.summary.files} files`, `${report.summary.documents} documents`, `${size.toFixed(1)} MB`);
  print('peak memory', `${peakMemory(folder).toFixed(0)} MiB`);
  return ratios;
}

function print(...cells) {
  process.stdout.write(
    `${cells
      .map((cell, at) => cell.padEnd(at === 0 ? 24 : 18))
      .join('  ')
      .trimEnd()}\n`,
  );
}

const missed = [];
const startUpRatio = startUp();
if (startUpRatio > Number(options['max-startup-ratio'])) missed.push(`start-up ratio ${startUpRatio.toFixed(2)}`);
const folder = options.corpus ?? process.env.ROLLCAST_CORPUS;
if (folder === undefined) process.stdout.write('no corpus: pass --corpus DIR to measure throughput and peers\n');
else {
  const ratio = corpus(resolve(folder))['kubeconform -strict'];
  if (ratio !== undefined && ratio > Number(options['max-cpu-ratio']))
    missed.push(`CPU ratio ${ratio.toFixed(2)} to kubeconform`);
}
for (const bar of missed) process.stdout.write(`above the bar: ${bar}\n`);
process.exit(missed.length === 0 ? 0 : 1);
