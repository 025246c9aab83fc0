import { expect, test } from 'vitest';
import type { Change } from '../../../src/lint/changes.js';
import { identify } from '../../../src/manifest/identify.js';
import { readDocuments } from '../../../src/manifest/read.js';
import { planHtml } from '../../../src/report/plan/html.js';
import type { PlanReport } from '../../../src/report/plan/plan-report.js';
import { reportOf, web } from '../simulation/report-of.js';

const HOSTILE = '<img src=x onerror=alert(1)>';

function changeOf(fields: Extract<Change, { kind: 'changed' }>['fields']): Change {
  const outcome = readDocuments(`${HOSTILE}.yaml`, web());
  if (outcome.kind !== 'read') throw new Error(outcome.why);
  const [subject] = identify(outcome.file).resources;
  if (subject === undefined) throw new Error('no resource');
  return { kind: 'changed', subject, from: subject, fields, isRollout: true };
}

const LINT: PlanReport['lint'] = {
  kubernetesVersion: '1.35',
  summary: {
    files: 1,
    documents: 1,
    resources: 1,
    notChecked: 0,
    errors: 1,
    warnings: 0,
    infos: 0,
    suppressed: 0,
    baselined: 0,
    withheld: 0,
  },
  findings: [
    {
      rule: 'api/immutable-field',
      severity: 'error',
      message: `spec.selector is immutable: ${HOSTILE}`,
      file: 'web.yaml',
      document: 0,
      path: 'spec.selector',
      range: { start: { line: 6, column: 3 }, end: { line: 6, column: 4 } },
      fingerprint: '00000000000000aa',
    },
  ],
  notChecked: [],
  failures: [],
};

test('what changes, what is refused, and the forecast of it, all escaped', () => {
  const report: PlanReport = {
    from: 'HEAD',
    to: HOSTILE,
    prune: false,
    changes: [changeOf([{ path: 'spec.replicas', from: 4, to: HOSTILE }])],
    lint: LINT,
    simulation: reportOf({ files: { 'web.yaml': web() }, scenario: '{ steps: [{ apply: web.yaml }] }' }),
  };
  const html = planHtml(report);
  const text = html
    .replace(/<(style|script)>[\s\S]*?<\/\1>/g, '')
    .replaceAll(/<[^>]*>/g, '|')
    .replaceAll(/\s*\|[\s|]*/g, '|');
  expect(html.includes('<img')).toBe(false);
  expect(text.slice(0, text.indexOf('|available|'))).toMatchInlineSnapshot(
    `"|rollcast plan: HEAD → &lt;img src=x onerror=alert(1)&gt;|rollcast plan: HEAD → &lt;img src=x onerror=alert(1)&gt;|the API server refuses a field|complete|1 changed|1 workload simulated, 1 complete · Kubernetes 1.35 · virtual time|What changes|change|object|what|changed|Deployment web|&lt;img src=x onerror=alert(1)&gt;.yaml|replaces its pods|spec.replicas: 4 → &quot;&lt;img src=x onerror=alert(1)&gt;&quot;|What the API server refuses|refused|spec.selector is immutable: &lt;img src=x onerror=alert(1)&gt;|web.yaml:6 api/immutable-field|Verdict"`,
  );
});

test('a change of which nothing runs has no forecast', () => {
  const report: PlanReport = {
    from: 'HEAD',
    to: 'the working directory',
    prune: false,
    changes: [],
    lint: { ...LINT, findings: [] },
    simulation: undefined,
  };
  expect(/<header>.*<\/header>/s.exec(planHtml(report))?.[0]).toBe(
    '<header><h1>rollcast plan: HEAD → the working directory</h1><p>no objects</p><p class="faint">nothing in it runs · Kubernetes 1.35</p></header>',
  );
});
