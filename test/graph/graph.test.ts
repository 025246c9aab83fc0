import { describe, expect, test } from 'vitest';
import { deployment, project, service } from './project.js';

const names = (found: readonly { readonly name: string | undefined }[]): string[] =>
  found.map(({ name }) => name ?? '').sort();

describe('podsOf', () => {
  const cases: readonly { name: string; selector: string; workload: string; says: string }[] = [
    {
      name: 'the labels of the template',
      selector: '{ app: web }',
      workload: deployment('web', '{ app: web, tier: front }'),
      says: 'web',
    },
    {
      name: 'one label that differs',
      selector: '{ app: web, tier: back }',
      workload: deployment('web', '{ app: web, tier: front }'),
      says: 'absent',
    },
    {
      name: 'a label named like a method',
      selector: '{ constructor: web }',
      workload: deployment('web', '{ app: web }'),
      says: 'absent',
    },
    {
      name: 'the label that a StatefulSet adds',
      selector: '{ app: db, statefulset.kubernetes.io/pod-name: db-0 }',
      workload: deployment('db', '{ app: db }', 'StatefulSet'),
      says: 'db',
    },
    {
      name: 'the same label of another StatefulSet',
      selector: '{ app: db, statefulset.kubernetes.io/pod-name: mail-0 }',
      workload: deployment('db', '{ app: db }', 'StatefulSet'),
      says: 'absent',
    },
    {
      name: 'a label that no Deployment adds',
      selector: '{ app: db, apps.kubernetes.io/pod-index: "0" }',
      workload: deployment('db', '{ app: db }'),
      says: 'absent',
    },
    { name: 'no selector', selector: '{}', workload: deployment('web', '{ app: web }'), says: 'elsewhere' },
    {
      name: 'perhaps Pods of an operator',
      selector: '{ app: web }',
      workload: 'apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: web }\n',
      says: 'elsewhere',
    },
    {
      name: 'perhaps Pods of a workload of a removed version',
      selector: '{ app: web }',
      workload: deployment('web', '{ app: web }').replace('apps/v1', 'extensions/v1beta1'),
      says: 'elsewhere',
    },
    {
      name: 'a custom resource that makes no Pods',
      selector: '{ app: web }',
      workload: 'apiVersion: monitoring.coreos.com/v1\nkind: ServiceMonitor\nmetadata: { name: web }\n',
      says: 'absent',
    },
  ];

  test.each(cases)('$name', ({ selector, workload, says }) => {
    const { graph, resource } = project({ 'service.yaml': service('web', selector), 'workload.yaml': workload });
    const answer = graph.podsOf(resource('service.yaml', 'Service', 'web'));
    expect(answer.kind === 'found' ? names(answer.all.map((found) => found.resource)).join() : answer.kind).toBe(says);
  });
});

const shop = {
  'web.yaml': deployment('web', '{ app: web, track: stable }'),
  'canary.yaml': deployment('web-canary', '{ app: web, track: canary }').replace(
    'matchLabels: { app: web, track: canary }',
    'matchLabels: { app: web }',
  ),
  'services.yaml': [
    service('web', '{ app: web }'),
    service('canary', '{ track: canary }'),
    service('orders', '{ app: orders }'),
  ].join('---\n'),
  'policies.yaml': `apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { maxUnavailable: 1, selector: { matchExpressions: [{ key: app, operator: In, values: [web] }] } }
---
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata: { name: all }
spec: { podSelector: {} }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: web }
spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: Deployment, name: web } }
---
apiVersion: autoscaling/v2
kind: HorizontalPodAutoscaler
metadata: { name: elsewhere, namespace: other }
spec: { maxReplicas: 3, scaleTargetRef: { apiVersion: apps/v1, kind: StatefulSet, name: web } }
`,
};

describe.each(['as written', 'reversed'] as const)('relations of a workload, files %s', (order) => {
  const { graph, resource } = project(shop, order);
  const web = graph.workloadOf(resource('web.yaml', 'Deployment', 'web'));
  const canary = graph.workloadOf(resource('canary.yaml', 'Deployment', 'web-canary'));

  test('are found in both directions', () => {
    if (web === undefined || canary === undefined) throw new Error('no workloads');
    const related = [web, canary].map((workload) => ({
      services: names(graph.servicesOf(workload)),
      budgets: names(graph.budgetsOf(workload)),
      policies: names(graph.policiesOf(workload)),
      claimants: names(graph.claimantsOf(workload).map((found) => found.resource)),
      autoscalers: names(graph.autoscalersOf(workload.resource)),
    }));
    expect(related).toEqual([
      { services: ['web'], budgets: ['web'], policies: ['all'], claimants: ['web-canary'], autoscalers: ['web'] },
      { services: ['canary', 'web'], budgets: ['web'], policies: ['all'], claimants: [], autoscalers: [] },
    ]);
  });
});

test('a claim of a StatefulSet template is known by its name', () => {
  const set = `${deployment('db', '{ app: db }', 'StatefulSet')}  volumeClaimTemplates: [{ metadata: { name: data } }]\n`;
  const { graph, resource } = project({ 'db.yaml': set });
  const from = resource('db.yaml', 'StatefulSet', 'db');
  expect(['data-db-0', 'data-db', 'logs-db-0'].map((claim) => graph.isClaimOfTemplate(from, claim))).toEqual([
    true,
    false,
    false,
  ]);
});

test('the same object twice in one file, and an alternative beside it', () => {
  const web = service('web', '{ app: web }');
  const { graph, resource } = project({ 'web.yaml': `${web}---\n${web}`, 'v2.yaml': web });
  const [first, other] = [resource('web.yaml', 'Service', 'web'), resource('v2.yaml', 'Service', 'web')];
  const namesakes = [first, other].map((one) => graph.firstNamesakeOf(one));
  expect(namesakes).toEqual([first, other]);
});
