import { expect, test } from 'vitest';
import { isFailing } from '../../src/simulate/report.js';
import { asked } from './what-if/asked.js';

const TEMPLATE = `
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      schedulerName: batch-scheduler
      containers: [{ name: app, image: "registry.example.com/shop/web:1" }]
`;

test.each([
  {
    name: 'a scheduler that nobody knows decides',
    given: `apiVersion: apps/v1\nkind: Deployment\nmetadata: { name: web }\nspec:${TEMPLATE}`,
    reason: 'spec.template.spec.schedulerName: pods are placed as the default scheduler would; otherwise complete',
  },
  {
    name: 'a kind with pods that nobody knows',
    given: `apiVersion: argoproj.io/v1alpha1\nkind: Rollout\nmetadata: { name: web }\nspec:${TEMPLATE}`,
    reason: 'argoproj.io/v1alpha1 Rollout is not simulated: nothing it does happens in this forecast',
  },
])('$name: the outcome is unknown, and no failure', ({ given, reason }) => {
  const report = asked(given, []);
  expect(report.verdicts.map((verdict) => ({ outcome: verdict.outcome, reason: verdict.reason }))).toEqual([
    { outcome: 'unknown', reason },
  ]);
  expect(isFailing(report)).toBe(false);
});

test('a kind without pods that nobody knows is no workload', () => {
  const report = asked('apiVersion: cert-manager.io/v1\nkind: Certificate\nmetadata: { name: web }\nspec: {}\n', []);
  expect(report.verdicts).toEqual([]);
  expect(report.notModelled.map(({ resource }) => resource)).toEqual(['Certificate/web']);
});
