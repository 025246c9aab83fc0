import { describe, expect, test } from 'vitest';
import { alertLines } from '../../../src/report/simulation/alerts.js';
import { alerted, outcomes, ruleObject } from './alerts-of.js';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 2
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec: { containers: [{ name: app, image: "web:1", readinessProbe: { httpGet: { path: /, port: 80 }, periodSeconds: 5 } }] }
`;
const NEVER = 'pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]';
const BREAK = '{ set-image: { target: deployment/web, container: app, image: "web:2" } }';
const MEND = '{ set-image: { target: deployment/web, container: app, image: "web:1" } }';
const MISSING = 'kube_deployment_status_replicas_updated != kube_deployment_status_replicas';
const RULES = ruleObject({
  Missing: ['10m', MISSING],
  Paused: ['0m', 'kube_deployment_spec_paused == 1'],
  Requests: ['5m', 'rate(http_requests_total[5m]) > 1'],
});

describe('alerts of a scenario', () => {
  test('say what they fire for, since when and why', () => {
    const report = alerted({
      files: { 'web.yaml': WEB },
      rules: RULES,
      scenario: `{ ${NEVER}, steps: [{ apply: web.yaml }, ${BREAK}, { wait: 15m }, ${MEND}] }`,
    });
    const [fires] = report.alerts ?? [];
    expect(fires).toEqual({
      file: 'rules.yaml',
      namespace: 'monitoring',
      rule: 'kubernetes',
      group: 'apps',
      alert: 'Missing',
      severity: '',
      outcome: 'fires',
      reason: '',
      firing: [
        {
          subject: 'Deployment/web',
          namespace: 'default',
          labels: { namespace: 'default', deployment: 'web', job: 'kube-state-metrics' },
          trueSince: 30_000,
          firesAt: 630_000,
          resolvedAt: 930_000,
          why: 'kube_deployment_status_replicas_updated 1 != kube_deployment_status_replicas 3',
        },
      ],
      watchedUntil: fires?.watchedUntil,
    });
    expect(alertLines(report).map(({ outcome, text }) => `${outcome}: ${text}`)).toEqual([
      'fires: Missing at about 10m30s for Deployment default/web: kube_deployment_status_replicas_updated 1 != kube_deployment_status_replicas 3, since 30s, until 15m30s',
      'unknown: metrics that are not simulated: Requests (http_requests_total)',
      'silent: until 35m46s at least: Paused',
    ]);
    expect(report.assumptions.at(-1)?.name).toBe('prometheus');
  });

  test('are none without a PrometheusRule', () => {
    const report = alerted({ files: { 'web.yaml': WEB }, scenario: '{ steps: [{ apply: web.yaml }] }' });
    expect(report.alerts).toBeUndefined();
    expect(report.assumptions.some(({ name }) => name === 'prometheus')).toBe(false);
  });

  test('may be asserted: what is unknown neither fires nor is silent', () => {
    const expressions = [
      'Missing fires',
      'Missing silent',
      'Paused fires',
      'Paused silent',
      'Requests fires',
      'Requests silent',
      'Other silent',
    ];
    const { assertions } = alerted({
      files: { 'web.yaml': WEB },
      rules: RULES,
      scenario: `{ ${NEVER}, steps: [{ apply: web.yaml }, ${BREAK}], assert: [${expressions.map((one) => `alert/${one}`).join(', ')}] }`,
      seeds: 3,
    });
    expect(assertions.map(({ held, found }) => `${held ? 'held' : 'broken'}: ${found}`)).toEqual([
      'held: it fires for Deployment/web',
      'broken: it fires for Deployment/web',
      'broken: it is silent',
      'held: it is silent',
      'broken: it is unknown: http_requests_total: the simulation does not know this metric',
      'broken: it is unknown: http_requests_total: the simulation does not know this metric',
      'broken: alert/Other is not in the forecast',
    ]);
  });

  test.each(['alert/Missing', 'alert/Missing holds', 'alert/Missing is silent'])('%s is no assertion', (text) => {
    const scenario = `{ steps: [{ apply: web.yaml }], assert: ["${text}"] }`;
    expect(() => alerted({ files: { 'web.yaml': WEB }, scenario })).toThrow('expected fires or silent, found');
  });

  test.each([
    [
      'a rule that a step applies holds from then on',
      { 'rules.yaml': RULES },
      `{ apply: web.yaml }, ${BREAK}, { wait: 20m }, { apply: rules.yaml }`,
      'Deployment/web at 1830',
    ],
    [
      'a rule that is deleted holds no more',
      { 'rules.yaml': RULES },
      `{ apply: web.yaml }, { apply: rules.yaml }, ${BREAK}, { wait: 5m }, { delete: { file: rules.yaml } }`,
      'silent',
    ],
    [
      'the same rule again goes on',
      { 'rules.yaml': RULES },
      `{ apply: web.yaml }, { apply: rules.yaml }, ${BREAK}, { wait: 5m }, { apply: rules.yaml }`,
      'Deployment/web at 630',
    ],
    [
      'another one begins anew',
      { 'rules.yaml': RULES, 'new.yaml': RULES.replace('10m', '11m') },
      `{ apply: web.yaml }, { apply: rules.yaml }, ${BREAK}, { wait: 5m }, { apply: new.yaml }`,
      'Deployment/web at 990',
    ],
  ])('%s', (_title, files, steps, expected) => {
    const report = alerted({ files: { 'web.yaml': WEB, ...files }, scenario: `{ ${NEVER}, steps: [${steps}] }` });
    expect(report.alerts?.filter(({ alert }) => alert === 'Missing').at(-1)).toBeDefined();
    expect(outcomes(report).Missing).toBe(expected);
  });

  test('keep firing for a while, if they say so', () => {
    const keeps = RULES.replace('for: 10m', 'for: 10m\n          keep_firing_for: 4m');
    const scenario = `{ ${NEVER}, steps: [{ apply: web.yaml }, ${BREAK}, { wait: 15m }, ${MEND}] }`;
    const { alerts } = alerted({ files: { 'web.yaml': WEB }, rules: keeps, scenario });
    expect(alerts?.[0]?.firing.map(({ firesAt, resolvedAt }) => [firesAt, resolvedAt])).toEqual([[630_000, 1_170_000]]);
  });

  test('are unknown where the forecast ends before they could fire', () => {
    const scenario = `{ ${NEVER}, steps: [{ apply: web.yaml }, ${BREAK}] }`;
    const report = alerted({ files: { 'web.yaml': WEB }, rules: RULES, scenario, horizonMs: 300_000 });
    expect(outcomes(report).Missing).toBe('unknown: it is true since about 30 s, and the forecast ends at 300 s');
  });

  test('that hang on the moment of the scrapes are unknown', () => {
    const rules = ruleObject({ Short: ['0m', 'kube_deployment_status_replicas_available < 2'] });
    const scenario = `{ steps: [{ apply: web.yaml }] }`;
    const report = alerted({ files: { 'web.yaml': WEB }, rules, scenario });
    expect(outcomes(report).Short).toBe(
      'unknown: it fires at about 0 s for Deployment/web, or not at all: that hangs on when Prometheus scrapes',
    );
  });

  test('on a workload that nobody knows are unknown, too', () => {
    const rollout = `apiVersion: argoproj.io/v1alpha1
kind: Rollout
metadata: { name: blue }
spec: { replicas: 2, template: { spec: { containers: [{ name: app, image: "web:1" }] } } }
`;
    const rules = ruleObject({
      Pods: ['15m', 'kube_pod_status_ready{condition="false"} == 1'],
      Deployments: ['15m', 'kube_deployment_status_replicas_available == 0'],
    });
    const scenario = '{ steps: [{ apply: web.yaml }, { apply: blue.yaml }] }';
    const report = alerted({ files: { 'web.yaml': WEB, 'blue.yaml': rollout }, rules, scenario });
    expect(outcomes(report)).toEqual({
      Pods: 'unknown: nobody knows what becomes of Rollout/blue',
      Deployments: 'silent',
    });
  });

  test('may ask for what rules record', () => {
    const rules = `apiVersion: monitoring.coreos.com/v1
kind: PrometheusRule
metadata: { name: records }
spec:
  groups:
    - name: records
      rules:
        - { record: "shop:missing:sum", expr: "sum by (namespace, deployment) (${MISSING})", labels: { team: shop } }
        - { record: "shop:twice", expr: "2 * shop:missing:sum" }
        - { record: "shop:loop", expr: "shop:loop + shop:loop" }
        - { record: "shop:requests", expr: "rate(http_requests_total[5m])" }
        - { alert: Recorded, for: 10m, expr: 'shop:twice{team="shop"} > 1' }
        - { alert: Elsewhere, expr: 'shop:missing:sum{team="other"} > 0' }
        - { alert: Strange, expr: 'shop:missing:sum{cluster="a"} > 0' }
        - { alert: Past, expr: "changes(shop:twice[5m]) > 0" }
        - { alert: Loop, expr: "shop:loop > 0" }
        - { alert: Requests, expr: "shop:requests > 1" }
`;
    const scenario = `{ ${NEVER}, steps: [{ apply: web.yaml }, ${BREAK}] }`;
    expect(outcomes(alerted({ files: { 'web.yaml': WEB }, rules, scenario }))).toEqual({
      Recorded: 'Deployment/web at 630',
      Elsewhere: 'silent',
      Strange: 'unknown: shop:missing:sum: the simulation does not know the label cluster',
      Past: 'unknown: what shop:twice was before, which a rule records, is not evaluated',
      Loop: 'unknown: shop:loop, recorded of too much, is not evaluated',
      Requests: 'unknown: http_requests_total: the simulation does not know this metric',
    });
  });
});
