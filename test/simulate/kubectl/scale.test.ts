import { expect, test } from 'vitest';
import { printed } from './printed.js';

// The words are those of kubectl 1.35.4 on a real cluster, but for the version that it was.
test.each([
  ['target: deployment/web, replicas: 4, currentReplicas: 9', 'error: Expected replicas to be 9, was 3'],
  [
    'target: deployment/web, replicas: 4, resourceVersion: "1"',
    'error: Expected resource version to be 1, was <unknown>',
  ],
  ['target: deployment/web, replicas: 4, currentReplicas: 3, resourceVersion: current, timeout: 10s', ''],
  ['target: deployment/web, replicas: 9, timeout: 0s', ''],
  ['target: deployment/nope, replicas: 2', 'Error from server (NotFound): deployments.apps "nope" not found'],
  ['target: ds/agent, replicas: 2', 'Error from server (NotFound): the server could not find the requested resource'],
])('scale %s', (step, refused) => {
  const [, ...lines] = printed([`scale: { ${step} }`])
    .trim()
    .split('\n');
  expect(lines.join('\n')).toBe(refused);
});

test('a timeout waits for the number of pods, not for their readiness', () => {
  const steps = ['scale: { target: sts/db, replicas: 4, timeout: 3s }'];
  expect(printed(steps)).toBe('# scale sts/db to 4\nerror: timed out waiting for "db" to be synced\n');
});
