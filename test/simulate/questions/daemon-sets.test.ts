/** What users ask of DaemonSets. `oracle:` what a recording of the real controllers shows. */

import { expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kube/json.js';
import { ask, verdictOn, words } from './ask.js';

const SET = 'DaemonSet/agent';

interface Parts {
  readonly version?: number;
  readonly spec?: JsonObject;
  readonly container?: JsonObject;
  readonly pod?: JsonObject;
}

function agent({ version = 1, spec = {}, container = {}, pod = {} }: Parts): readonly JsonObject[] {
  const containers: JsonObject[] = [
    {
      name: 'app',
      image: `registry.example.com/agent:${version}`,
      readinessProbe: { httpGet: { path: '/healthz', port: 8080 } },
      ...container,
    },
  ];
  const template = { metadata: { labels: { app: 'agent' } }, spec: { containers, ...pod } };
  return [
    {
      apiVersion: 'apps/v1',
      kind: 'DaemonSet',
      metadata: { name: 'agent' },
      spec: { selector: { matchLabels: { app: 'agent' } }, template, ...spec },
    },
  ];
}

const rolling = (rollingUpdate: JsonObject): JsonObject => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate },
});

const threeDead = (cluster: number) => `cluster: { nodes: [{ count: ${cluster} }] }
steps:
- apply: v1.yaml
- fail-node: { node: node-1 }
- fail-node: { node: node-2 }
- fail-node: { node: node-3 }
- wait: 10m
- apply: v2.yaml`;

test('31. three dead nodes of 164 and maxUnavailable 1: the rollout stands still', () => {
  // Their pods terminate for ever, and each counts as unavailable.
  const answer = ask({
    files: { 'v1.yaml': agent({}), 'v2.yaml': agent({ version: 2 }) },
    scenario: threeDead(164),
  });
  expect(words(answer, SET)).toEqual({
    outcome: 'stuck',
    reason:
      '0 of 161 pods updated, 161 available: 3 pods are terminating on nodes that do not answer (node-1, node-2, node-3) and counted as unavailable; maxUnavailable 1 allows no further step; not on node-1, node-2, node-3: taint node.kubernetes.io/unreachable:NoSchedule is not tolerated',
    next: 'nothing is rolled back by itself; repair or delete these nodes (kubectl delete node node-1), or allow 4 to be unavailable; kubectl rollout undo daemonset/agent goes back and replaces the unavailable pods at once',
  });
});

test('31. a percentage is rounded up: 10% of 31 is 4, and the rollout goes on beside three dead nodes', () => {
  const spec = rolling({ maxUnavailable: '10%' });
  const answer = ask({
    files: { 'v1.yaml': agent({ spec }), 'v2.yaml': agent({ version: 2, spec }) },
    scenario: threeDead(34),
  });
  const { outcome, desired, maxUnavailable } = verdictOn(answer, SET);
  expect([outcome, desired, maxUnavailable]).toEqual(['complete', 31, 4]);
});

test.each([
  { name: 'a host port', parts: { container: { ports: [{ containerPort: 8080, hostPort: 8080 }] } } },
  {
    name: 'the host network',
    parts: { container: { ports: [{ containerPort: 8080 }] }, pod: { hostNetwork: true } },
  },
])('32. maxSurge beside $name: the API server takes it, the surge pod finds no port', ({ parts }) => {
  // oracle: ds-surge-hostport
  const spec = rolling({ maxSurge: 1, maxUnavailable: 0 });
  const answer = ask({
    files: { 'v1.yaml': agent({ ...parts, spec }), 'v2.yaml': agent({ ...parts, spec, version: 2 }) },
  });
  const { outcome, reason, next } = words(answer, SET);
  expect([outcome, reason.split(' (')[0], reason.includes("1 node(s) didn't have free ports"), next]).toEqual([
    'stuck',
    '1 of 3 pods updated, 3 available: 1 pod cannot be scheduled',
    true,
    'nothing is rolled back by itself; a node has each host port once: add a node; in an update maxSurge 0 with maxUnavailable 1 lets the old pod leave it first; kubectl rollout undo daemonset/agent goes back and replaces the unavailable pods at once',
  ]);
});

test.each([
  // oracle: ds-three-broken
  { version: '1.35', available: [3, 2, 2, 2], why: 'the broken old pods are charged to the budget' },
  { version: '1.27', available: [3, 2, 1, 0], why: 'they are not, and each update takes one more' },
])('33. three broken updates in a row, $version: $why', ({ version, available }) => {
  const versions = [1, 2, 3, 4];
  const answer = ask({
    version,
    files: Object.fromEntries(versions.map((one) => [`v${one}.yaml`, agent({ version: one })])),
    scenario: `pods:
- { match: { image: "*:2" }, behaviour: { ready: never } }
- { match: { image: "*:3" }, behaviour: { ready: never } }
- { match: { image: "*:4" }, behaviour: { ready: never } }
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { apply: v3.yaml }, { apply: v4.yaml }]`,
  });
  const { steps, timeline } = answer.forecast;
  const settled = steps.map((_step, place) => {
    const end = steps[place + 1]?.order ?? Number.POSITIVE_INFINITY;
    return timeline.samples.findLast(({ order }) => order < end)?.available;
  });
  expect(settled).toEqual(available);
});
