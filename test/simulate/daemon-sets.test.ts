import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/kube/json.js';
import { verdicts } from '../../src/simulate/verdict.js';
import { forecastOf } from './forecast-of.js';

function agent(spec: JsonObject = {}, pod: JsonObject = {}, image = 'registry.example.com/agent:1'): JsonObject {
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: {
      selector: { matchLabels: { app: 'agent' } },
      template: {
        metadata: { labels: { app: 'agent' } },
        spec: { containers: [{ name: 'app', image }], ...pod },
      },
      ...spec,
    },
  };
}

const worker = { count: 4, name: undefined, cpu: '4', memory: '8Gi', pods: 110, labels: {}, taints: [] };
const full = { key: 'disk', value: 'full', effect: 'NoSchedule' };
const nodes = [worker, { ...worker, count: 1, name: 'edge', taints: [full] }];
const broken = [{ match: { image: '*:broken' }, behaviour: { readyMs: 'never' as const } }];
const rolling = (maxUnavailable: Json, maxSurge: Json = 0) => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable, maxSurge } },
});

interface Case {
  readonly name: string;
  readonly apply: readonly JsonObject[];
  readonly steps?: readonly Json[];
  readonly says: {
    readonly outcome: string;
    readonly desired: number;
    readonly minAvailable: number;
    readonly maxPods: number;
    readonly reason: string;
  };
}

const edge = '; not on edge: taint disk=full:NoSchedule is not tolerated';

const cases: readonly Case[] = [
  {
    name: 'one pod on each node without an untolerated taint',
    apply: [agent()],
    says: { outcome: 'complete', desired: 4, minAvailable: 4, maxPods: 4, reason: '' },
  },
  {
    name: 'a toleration of everything',
    apply: [agent({}, { tolerations: [{ operator: 'Exists' }] })],
    says: { outcome: 'complete', desired: 5, minAvailable: 5, maxPods: 5, reason: '' },
  },
  {
    name: 'a node selector that no node has',
    apply: [agent({}, { nodeSelector: { disktype: 'ssd' } })],
    says: {
      outcome: 'stuck',
      desired: 0,
      minAvailable: 0,
      maxPods: 0,
      reason: 'no node runs it; not on node-1, node-2, node-3 and 2 more: nodeSelector disktype=ssd does not match',
    },
  },
  {
    name: 'an update, one node after the other',
    apply: [agent(), agent({}, {}, 'registry.example.com/agent:2')],
    says: { outcome: 'complete', desired: 4, minAvailable: 3, maxPods: 4, reason: '' },
  },
  {
    name: 'an update by surge',
    apply: [agent(rolling(0, 1)), agent(rolling(0, 1), {}, 'registry.example.com/agent:2')],
    says: { outcome: 'complete', desired: 4, minAvailable: 4, maxPods: 5, reason: '' },
  },
  {
    name: '30% of 4 nodes is 2: rounded up',
    apply: [agent(rolling('30%')), agent(rolling('30%'), {}, 'registry.example.com/agent:2')],
    says: { outcome: 'complete', desired: 4, minAvailable: 2, maxPods: 4, reason: '' },
  },
  {
    name: 'a broken update stops after maxUnavailable pods',
    apply: [agent(rolling(2)), agent(rolling(2), {}, 'registry.example.com/agent:broken')],
    says: {
      outcome: 'stuck',
      desired: 4,
      minAvailable: 2,
      maxPods: 4,
      reason: `2 of 4 pods updated, 2 available: 2 pods never get ready (image registry.example.com/agent:broken); maxUnavailable 2 allows no further step${edge}`,
    },
  },
  {
    name: 'going back replaces the broken pods at once',
    apply: [agent(rolling(2)), agent(rolling(2), {}, 'registry.example.com/agent:broken')],
    steps: [{ rollout: { undo: 'daemonset/agent' } }],
    says: { outcome: 'complete', desired: 4, minAvailable: 2, maxPods: 4, reason: '' },
  },
  {
    name: 'OnDelete waits for somebody to delete',
    apply: [
      agent({ updateStrategy: { type: 'OnDelete' } }),
      agent({ updateStrategy: { type: 'OnDelete' } }, {}, 'registry.example.com/agent:2'),
    ],
    says: {
      outcome: 'stuck',
      desired: 4,
      minAvailable: 4,
      maxPods: 4,
      reason: '0 of 4 pods updated, 4 available: updateStrategy OnDelete replaces a pod only when somebody deletes it',
    },
  },
  {
    name: 'cordoning changes nothing',
    apply: [agent()],
    steps: [{ cordon: { node: 'node-1' } }, { delete: { pod: { selector: 'app=agent' } } }],
    says: { outcome: 'complete', desired: 4, minAvailable: 0, maxPods: 4, reason: '' },
  },
  {
    name: 'a NoSchedule taint keeps the pod that is there',
    apply: [agent()],
    steps: [{ taint: { node: 'node-1', taints: ['old:NoSchedule'] } }],
    says: { outcome: 'complete', desired: 4, minAvailable: 4, maxPods: 4, reason: '' },
  },
  {
    name: 'a NoExecute taint does not',
    apply: [agent()],
    steps: [{ taint: { node: 'node-1', taints: ['old:NoExecute'] } }],
    says: { outcome: 'complete', desired: 3, minAvailable: 3, maxPods: 4, reason: '' },
  },
  {
    name: 'a new node gets a pod, a node that goes loses it',
    apply: [agent()],
    steps: [{ 'add-node': { name: 'node-9' } }, { wait: '1m' }, { 'remove-node': { node: 'node-9' } }],
    says: { outcome: 'complete', desired: 4, minAvailable: 4, maxPods: 5, reason: '' },
  },
];

describe('a DaemonSet', () => {
  test.each(cases)('$name', ({ apply, steps = [], says }) => {
    const found = verdicts(forecastOf({ apply, steps, nodes, pods: broken })).find(({ kind }) => kind === 'DaemonSet');
    const { outcome, desired, minAvailable, maxPods, reason } = found ?? {};
    expect({ outcome, desired, minAvailable, maxPods, reason }).toEqual(says);
  });
});

test('a complete DaemonSet says which nodes it leaves out', () => {
  const [found] = verdicts(forecastOf({ apply: [agent()], nodes }));
  expect(found?.note).toBe(
    'not on edge: taint disk=full:NoSchedule is not tolerated; availability is unproven: without readinessProbe (container app) and with minReadySeconds 0 a pod counts as available as soon as it runs',
  );
});
