import { expect, test } from 'vitest';
import { parseWaitFor } from '../../../src/simulate/kubectl/wait.js';
import { printed } from './printed.js';

test.each([
  ['jsonpath={.status.readyReplicas}=3', 'deployment.apps/web condition met'],
  ['jsonpath=.status.readyReplicas=3', 'deployment.apps/web condition met'],
  ['jsonpath={.status.readyReplicas}', 'deployment.apps/web condition met'],
  ['jsonpath={.spec.template.metadata.labels.app}=web', 'deployment.apps/web condition met'],
  ['jsonpath={.status.readyReplicas}=4', 'error: timed out waiting for the condition on deployments/web'],
  ['jsonpath={.status.nope}', 'error: timed out waiting for the condition on deployments/web'],
  ['jsonpath={.status.conditions[*].type}=Available', 'error: timed out waiting for the condition on deployments/web'],
])('wait for %s', (wanted, says) => {
  const text = printed([`wait: { target: deployment/web, for: '${wanted}', timeout: 1s }`]);
  expect(text.trim().split('\n').slice(1).join('\n')).toBe(says);
});

test('a pod has its condition as soon as its node is told', () => {
  const steps = [
    'scale: { target: deployment/web, replicas: 4 }',
    'wait: { pod: { selector: app=web, take: 1, order: newest }, for: condition=Initialized=false, timeout: 1s }',
  ];
  expect(printed(steps)).toMatch(/pod\/web-\S+ condition met/);
});

test.each(['jsonpath=', 'jsonpath={', 'condition', 'jsonpath={.a}x'])('%s is nothing to wait for', (text) => {
  expect(parseWaitFor(text)).toBeUndefined();
});
