// Measures `rollcast simulate` of the built binary: how its cost grows with replicas, nodes and workloads.
//   npm run bench:simulate -- [--runs N]
// CPU seconds are those of the whole command, start of Node included; the rate is looks of controllers per second.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { median } from './median.mjs';

const { values: options } = parseArgs({ options: { runs: { type: 'string', default: '3' } } });
const binary = resolve('dist/main.js');
if (!existsSync(binary)) {
  process.stderr.write('bench: dist/main.js is missing: run `npm run build` first\n');
  process.exit(2);
}
const env = { ...process.env, NO_COLOR: '1' };
delete env.NODE_EXTRA_CA_CERTS;
const scratch = mkdtempSync(join(tmpdir(), 'rollcast-bench-'));

/** A Deployment; `mounts` gives its pods a volume, as most real ones have. */
function deployment(name, replicas, { image, mounts }) {
  const labels = { app: name };
  const container = {
    name: 'app',
    image,
    resources: { requests: { cpu: '100m', memory: '128Mi' } },
    readinessProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 5 },
  };
  const volumes = [{ name: 'config', configMap: { name } }];
  const template = { metadata: { labels }, spec: { containers: [container], ...(mounts && { volumes }) } };
  const rollingUpdate = { maxSurge: '25%', maxUnavailable: '25%' };
  const spec = { replicas, selector: { matchLabels: labels }, strategy: { rollingUpdate }, template };
  return { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name }, spec };
}

/** Writes two versions and a scenario that applies one after the other. */
function scenario({ workloads, replicas, nodes, budgets, mounts }) {
  for (const version of ['v1', 'v2']) {
    const objects = Array.from({ length: workloads }, (_, at) =>
      deployment(`web-${at}`, replicas, { image: `registry.example.com/web:${version}`, mounts }),
    );
    const around = objects.flatMap(({ metadata: { name } }) => [
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data: { level: 'info' } },
      {
        apiVersion: 'v1',
        kind: 'Service',
        metadata: { name },
        spec: { selector: { app: name }, ports: [{ port: 80 }] },
      },
    ]);
    const guards = Array.from({ length: budgets ? workloads : 0 }, (_, at) => ({
      apiVersion: 'policy/v1',
      kind: 'PodDisruptionBudget',
      metadata: { name: `web-${at}` },
      spec: { minAvailable: '50%', selector: { matchLabels: { app: `web-${at}` } } },
    }));
    writeFileSync(
      join(scratch, `${version}.json`),
      JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [...objects, ...guards, ...(mounts ? around : [])] }),
    );
  }
  const cluster = { nodes: [{ count: nodes, cpu: '16', memory: '64Gi' }] };
  const file = join(scratch, 'bench.scenario.yaml');
  writeFileSync(
    file,
    JSON.stringify({
      apiVersion: 'rollcast.dev/v1',
      kind: 'Scenario',
      metadata: { name: 'bench' },
      spec: { cluster, steps: [{ apply: 'v1.json' }, { apply: 'v2.json' }] },
    }),
  );
  return file;
}

function measure(file) {
  const probe =
    "process.on('exit',()=>{const u=process.resourceUsage();process.stderr.write('\\nusage '+(u.userCPUTime+u.systemCPUTime)+' '+u.maxRSS)})";
  const start = process.hrtime.bigint();
  const result = spawnSync(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(probe)}`,
      binary,
      'simulate',
      '--exit-zero',
      '--quiet',
      '--format',
      `pretty=${join(scratch, 'out.txt')}`,
      file,
    ],
    { env, encoding: 'utf8', maxBuffer: 1 << 30 },
  );
  const [, cpu, rss] = /usage (\d+) (\d+)/.exec(result.stderr) ?? [];
  if (cpu === undefined || result.status !== 0) throw new Error(`simulate failed: ${result.stderr}`);
  return { wall: Number(process.hrtime.bigint() - start) / 1e9, cpu: Number(cpu) / 1e6, mib: Number(rss) / 1024 };
}

const above = [];

/** Prints a row; `bar` is the CPU time in seconds that it may take. */
function row(name, shape, bar) {
  const file = scenario(shape);
  const samples = Array.from({ length: Number(options.runs) }, () => measure(file));
  const complete = readFileSync(join(scratch, 'out.txt'), 'utf8').match(/: complete$/gm)?.length ?? 0;
  const cpu = median(samples.map((sample) => sample.cpu));
  if (bar !== undefined && cpu > bar) above.push(`${name}: ${cpu.toFixed(2)} s of CPU, the bar is ${bar} s`);
  const pods = shape.workloads * shape.replicas * 2;
  const cells = [
    name,
    `${cpu.toFixed(2)} s CPU`,
    `${median(samples.map((sample) => sample.wall)).toFixed(2)} s wall`,
    `${((cpu / pods) * 1e6).toFixed(0)} µs per pod`,
    `${median(samples.map((sample) => sample.mib)).toFixed(0)} MiB`,
    `${complete} of ${shape.workloads} complete`,
  ];
  process.stdout.write(
    `${cells
      .map((cell, at) => cell.padEnd(at === 0 ? 46 : 16))
      .join('  ')
      .trimEnd()}\n`,
  );
}

process.stdout.write('a Deployment rolls twice: first apply, then another image, 25 %/25 %\n');
for (const replicas of [10, 100, 1000, 3000, 10_000, 30_000])
  row(`${replicas} replicas, 500 nodes`, { workloads: 1, replicas, nodes: 500 }, replicas <= 10_000 ? 1 : undefined);
row('10000 replicas with a ConfigMap and a Service', { workloads: 1, replicas: 10_000, nodes: 500, mounts: true });
row('10000 replicas, 500 nodes, a budget', { workloads: 1, replicas: 10_000, nodes: 500, budgets: true });
row('100 workloads of 10, 100 nodes, budgets', { workloads: 100, replicas: 10, nodes: 100, budgets: true });
row('1000 workloads of 10, 500 nodes, budgets', { workloads: 1000, replicas: 10, nodes: 500, budgets: true }, 10);
process.stdout.write(above.length === 0 ? 'nothing is above its bar\n' : `above its bar: ${above.join('; ')}\n`);
rmSync(scratch, { recursive: true });
