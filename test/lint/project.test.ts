import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NEWEST } from '../../src/kube/version.js';
import type { Report } from '../../src/lint/report.js';
import type { Settings } from '../../src/lint/settings.js';
import { lintTexts, type ProjectText } from '../../src/project.js';

const SETTINGS: Settings = {
  kubernetesVersion: NEWEST,
  profiles: ['recommended'],
  rules: new Map(),
  overrides: [],
  bundles: [],
  suppressions: [],
  inlineSuppressions: true,
  reportUnused: false,
};

/** All sample manifests, the sound and the broken ones. */
const SAMPLES: readonly ProjectText[] = readdirSync('samples', { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => ({
    file: `samples/${name.replaceAll('\\', '/')}`,
    text: readFileSync(join('samples', name), 'utf8'),
  }));

const places = ({ findings }: Report) =>
  findings.map(({ file, range, rule }) => `${file}:${range.start.line}:${range.start.column} ${rule}`);

test('shuffled input makes the same report', async () => {
  const straight = await lintTexts(SAMPLES, SETTINGS);
  const reversed = await lintTexts([...SAMPLES].reverse(), SETTINGS);
  const rotated = await lintTexts([...SAMPLES.slice(5), ...SAMPLES.slice(0, 5)], SETTINGS);
  expect(straight.findings.length).toBeGreaterThan(3);
  expect(reversed).toEqual(straight);
  expect(rotated).toEqual(straight);
});

test('findings are sorted by file, line, column', async () => {
  const { findings } = await lintTexts(SAMPLES, SETTINGS);
  const keys = findings.map(
    ({ file, range }) => `${file} ${String(range.start.line).padStart(6)} ${String(range.start.column).padStart(6)}`,
  );
  expect(keys).toEqual([...keys].sort());
});

test('a file cut into its documents says what the whole file says', async () => {
  const documents = [
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndata:\n  DEBUG: false\n',
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n',
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: b\ndatas: {}\n',
  ];
  const said = ({ findings }: Report) =>
    findings.map(({ rule, message, path, resource }) => ({ rule, message, path, resource }));
  const whole = await lintTexts([{ file: 'all.yaml', text: documents.join('---\n') }], SETTINGS);
  const cut = await lintTexts(
    documents.map((text, index) => ({ file: `${index}.yaml`, text })),
    SETTINGS,
  );
  expect(said(cut)).toEqual(said(whole));
  expect(said(cut).length).toBe(3);
});

test('fingerprints stay when lines, other documents and other items are put before', async () => {
  const pod = (containers: string) =>
    `apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  containers:\n${containers}`;
  const web = '    - name: web\n      image: web:1\n      imagePullPolicyy: Always\n';
  const before = await lintTexts([{ file: 'web.yaml', text: pod(web) }], SETTINGS);
  const sidecar = '    - name: proxy\n      image: proxy:1\n';
  const other = 'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\n---\n# a comment\n';
  const after = await lintTexts([{ file: 'web.yaml', text: `${other}${pod(sidecar + web)}` }], SETTINGS);
  const own = ({ findings }: Report) =>
    findings.filter(({ rule }) => rule === 'api/unknown-field').map(({ fingerprint }) => fingerprint);
  expect(own(after)).toEqual(own(before));
  expect(own(before).length).toBe(1);
});

test('a finding is the same whatever its message says of the value', async () => {
  const own = async (port: string) => {
    const text = `apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  ports:\n    - port: ${port}\n`;
    const { findings } = await lintTexts([{ file: 'web.yaml', text }], SETTINGS);
    return findings.filter(({ rule }) => rule === 'api/invalid-value');
  };
  const [[one], [other]] = [await own('0'), await own('70000')];
  expect(one?.fingerprint).toBe(other?.fingerprint);
  expect(one?.message).not.toBe(other?.message);
});

test('equal findings in one file have fingerprints of their own', async () => {
  const twice =
    'apiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndatas: {}\n---\napiVersion: v1\nkind: ConfigMap\nmetadata:\n  name: a\ndatas: {}\n';
  const { findings } = await lintTexts([{ file: 'a.yaml', text: twice }], SETTINGS);
  const own = findings.filter(({ rule }) => rule === 'api/unknown-field').map(({ fingerprint }) => fingerprint);
  expect(new Set(own).size).toBe(2);
});

test('a missing field that is there misspelt is one finding', async () => {
  const text =
    'apiVersion: v1\nkind: Pod\nmetadata:\n  name: web\nspec:\n  container:\n    - name: web\n      image: web:1\n';
  const report = await lintTexts([{ file: 'web.yaml', text }], { ...SETTINGS, profiles: [], rules: apiOnly() });
  expect(places(report)).toEqual(['web.yaml:6:3 api/unknown-field']);
});

test('items of a List are resources, with paths from the item', async () => {
  const text =
    'apiVersion: v1\nkind: List\nitems:\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: a}\n  - apiVersion: v1\n    kind: ConfigMap\n    metadata: {name: b}\n    data:\n      DEBUG: false\n';
  const { findings, summary } = await lintTexts([{ file: 'list.yaml', text }], SETTINGS);
  expect(summary.resources).toBe(2);
  expect(findings.map(({ path, range, resource }) => ({ path, range, name: resource?.name }))).toEqual([
    { path: 'data[DEBUG]', name: 'b', range: { start: { line: 11, column: 14 }, end: { line: 11, column: 19 } } },
  ]);
});

test('a broken document withholds what depends on it, and says so', async () => {
  const service =
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector: {app: web}\n  ports: [{port: 80}]\n';
  const texts = [
    { file: 'shop/service.yaml', text: service },
    { file: 'shop/web.yaml', text: 'kind: Deployment\n  name: web\n' },
  ];
  const { findings, summary } = await lintTexts(texts, SETTINGS);
  expect(findings.map(({ rule }) => rule)).toEqual(['yaml/syntax']);
  expect(summary.withheld).toBe(1);
});

test('bytes that are no UTF-8 are a syntax finding at their place', async () => {
  const report = await lintTexts([{ file: 'web.yaml', text: 'kind: Pod\nname: \ufffd\n', invalidAt: 16 }], SETTINGS);
  expect(places(report)).toEqual(['web.yaml:2:7 yaml/syntax']);
});

/** Settings that leave only what the API server says. */
function apiOnly(): Settings['rules'] {
  return new Map(['api/unknown-field', 'api/required'].map((rule) => [rule, { severity: 'error' as const }]));
}
