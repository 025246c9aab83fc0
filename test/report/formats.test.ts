import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { Report } from '../../src/lint/report.js';
import { compact } from '../../src/report/compact.js';
import { github } from '../../src/report/github.js';
import { gitlab } from '../../src/report/gitlab.js';
import { json, jsonl } from '../../src/report/json.js';
import { junit } from '../../src/report/junit.js';
import type { Layout } from '../../src/report/layout.js';
import { markdown } from '../../src/report/markdown.js';
import { pretty } from '../../src/report/pretty.js';
import { sarif } from '../../src/report/sarif.js';

const TEXTS: Readonly<Record<string, string>> = {
  'shop/web.yaml':
    'apiVersion: v1\nkind: Service\nmetadata:\n  name: web\nspec:\n  selector:\n    app: webb\n  clusterIP: "a|b <c> & d"\n',
  'shop/deployment.yaml': 'kind: Deployment\nspec:\n  template:\n    metadata:\n      labels:\n        app: web # 店\n',
};

const at = (line: number, column: number, endColumn: number) => ({
  start: { line, column },
  end: { line, column: endColumn },
});

const FULL: Report = {
  kubernetesVersion: '1.35',
  summary: {
    files: 3,
    documents: 4,
    resources: 3,
    notChecked: 1,
    errors: 1,
    warnings: 1,
    infos: 0,
    suppressed: 2,
    baselined: 0,
    withheld: 1,
  },
  findings: [
    {
      rule: 'networking/service-selects-no-pods',
      severity: 'warning',
      message: 'selector app=webb matches no Pod template in these files: the Service has no endpoints',
      file: 'shop/web.yaml',
      document: 0,
      resource: { apiVersion: 'v1', kind: 'Service', namespace: 'shop', name: 'web' },
      path: 'spec.selector',
      range: at(6, 3, 11),
      related: [{ file: 'shop/deployment.yaml', range: at(6, 9, 12), message: 'these Pods have app=web' }],
      help: 'write app: web',
      fingerprint: '00000000000000aa',
    },
    {
      rule: 'api/invalid-value',
      severity: 'error',
      message: 'clusterIP "a|b <c> & d" is no IP address: 100%',
      file: 'shop/web.yaml',
      document: 0,
      resource: { apiVersion: 'v1', kind: 'Service', name: 'web' },
      path: 'spec.clusterIP',
      range: at(8, 14, 27),
      fingerprint: '00000000000000bb',
    },
  ],
  notChecked: [{ file: 'charts/web.yaml', document: 1, reason: 'a Helm template: render it first' }],
  failures: [],
};

const EMPTY: Report = {
  kubernetesVersion: '1.35',
  summary: {
    files: 1,
    documents: 1,
    resources: 1,
    notChecked: 0,
    errors: 0,
    warnings: 0,
    infos: 0,
    suppressed: 0,
    baselined: 0,
    withheld: 0,
  },
  findings: [],
  notChecked: [],
  failures: [],
};

const FAILED: Report = {
  ...EMPTY,
  failures: [{ rule: 'probes/unknown-port', file: 'shop/web.yaml', message: 'no such port' }],
};

const LAYOUT: Layout = {
  toolVersion: '0.1.0',
  textOf: (file) => TEXTS[file],
  colour: false,
  columns: 80,
  verbose: false,
  quiet: false,
};

const FORMATS = { pretty, compact, json, jsonl, sarif, junit, github, gitlab, markdown };

const CASES = [
  ...Object.keys(FORMATS).map((format) => ({ format, name: `${format}`, report: FULL, layout: LAYOUT })),
  ...Object.keys(FORMATS).map((format) => ({ format, name: `${format}-empty`, report: EMPTY, layout: LAYOUT })),
  ...['json', 'sarif', 'junit'].map((format) => ({ format, name: `${format}-failed`, report: FAILED, layout: LAYOUT })),
  ...['pretty', 'compact'].map((format) => ({
    format,
    name: `${format}-verbose`,
    report: FULL,
    layout: { ...LAYOUT, verbose: true },
  })),
  ...['pretty', 'compact', 'github'].map((format) => ({
    format,
    name: `${format}-quiet`,
    report: EMPTY,
    layout: { ...LAYOUT, quiet: true },
  })),
  { format: 'pretty', name: 'pretty-colour', report: FULL, layout: { ...LAYOUT, colour: true } },
] as const;

test.each(CASES)('$name', ({ format, name, report, layout }) => {
  const text = FORMATS[format as keyof typeof FORMATS](report, layout);
  const golden = `test/report/golden/${name}.txt`;
  if (process.env.UPDATE === '1') writeFileSync(golden, text);
  expect(text).toBe(existsSync(golden) ? readFileSync(golden, 'utf8') : undefined);
});

test('machine formats are what they say they are', () => {
  for (const report of [FULL, EMPTY, FAILED]) {
    const texts = [json(report, LAYOUT), sarif(report, LAYOUT), gitlab(report)];
    expect(texts.map((text) => typeof JSON.parse(text))).toEqual(['object', 'object', 'object']);
    expect(
      jsonl(report)
        .split('\n')
        .filter(Boolean)
        .map((line) => JSON.parse(line).rule),
    ).toEqual(report.findings.map(({ rule }) => rule));
  }
});
