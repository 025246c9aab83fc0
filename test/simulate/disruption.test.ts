import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/kube/json.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import { parseTaint } from '../../src/simulate/scenario/nodes.js';
import { verdicts } from '../../src/simulate/verdict.js';
import { forecastOf, web } from './forecast-of.js';

function budget(spec: JsonObject, name = 'web'): JsonObject {
  const selector = { matchLabels: { app: 'web' } };
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec: { selector, ...spec } };
}

const bare: JsonObject = {
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: 'shell' },
  spec: { nodeName: 'node-1', containers: [{ name: 'app', image: 'registry.example.com/shell:1' }] },
};

const scratch: JsonObject = {
  containers: [{ name: 'app', image: 'registry.example.com/shell:1' }],
  volumes: [{ name: 'scratch', emptyDir: {} }],
};

const agent: JsonObject = {
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: { name: 'agent' },
  spec: {
    selector: { matchLabels: { app: 'agent' } },
    template: {
      metadata: { labels: { app: 'agent' } },
      spec: { containers: [{ name: 'app', image: 'registry.example.com/agent:1' }] },
    },
  },
};

const one = [{ count: 1, name: undefined, cpu: '4', memory: '8Gi', pods: 110, labels: {}, taints: [] }];

interface BudgetCase {
  readonly name: string;
  readonly spec: JsonObject;
  readonly replicas: number;
  /** expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed */
  readonly counts: readonly [number, number, number, number];
}

const budgets: readonly BudgetCase[] = [
  { name: 'minAvailable 2 of 3', spec: { minAvailable: 2 }, replicas: 3, counts: [3, 2, 3, 1] },
  { name: 'minAvailable 50% of 7, rounded up', spec: { minAvailable: '50%' }, replicas: 7, counts: [7, 4, 7, 3] },
  { name: 'maxUnavailable 30% of 7, rounded up', spec: { maxUnavailable: '30%' }, replicas: 7, counts: [7, 4, 7, 3] },
  { name: 'maxUnavailable 0', spec: { maxUnavailable: 0 }, replicas: 3, counts: [3, 3, 3, 0] },
  { name: 'minAvailable as many as there are', spec: { minAvailable: 3 }, replicas: 3, counts: [3, 3, 3, 0] },
  { name: 'neither', spec: {}, replicas: 3, counts: [0, 0, 3, 0] },
];

describe('a PodDisruptionBudget', () => {
  test.each(budgets)('$name', ({ spec, replicas, counts }) => {
    const { world } = forecastOf({ apply: [web({ replicas }), budget(spec)] });
    const status = world.objects.PodDisruptionBudget.get('default/web')?.status;
    const { expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed } = status ?? {};
    expect([expectedPods, desiredHealthy, currentHealthy, disruptionsAllowed]).toEqual(counts);
  });
});

test("a budget says of bare pods that it cannot count them, in Go's words", () => {
  const pod = { ...bare, metadata: { name: 'shell', labels: { app: 'web' } } };
  const selector = { matchExpressions: [{ key: 'app', operator: 'In', values: ['web', 'shop'] }] };
  const { timeline } = forecastOf({ apply: [pod, budget({ maxUnavailable: 1, selector })] });
  expect(timeline.events.find(({ reason }) => reason === 'UnmanagedPods')?.message).toBe(
    'Pods selected by this PodDisruptionBudget (selector: &LabelSelector{MatchLabels:map[string]string{},' +
      'MatchExpressions:[]LabelSelectorRequirement{LabelSelectorRequirement{Key:app,Operator:In,Values:[web shop],},},}) ' +
      'were found to be unmanaged. As a result, the status of the PDB cannot be calculated correctly, which may result in ' +
      'undefined behavior. To account for these pods please set ".spec.minAvailable" field of the PDB to an integer value.',
  );
  const counting = forecastOf({ apply: [pod, budget({ minAvailable: 1, selector })] });
  expect(counting.timeline.events.filter(({ reason }) => reason === 'UnmanagedPods')).toEqual([]);
});

const violates = "Cannot evict pod as it would violate the pod's disruption budget.";

interface RefusalCase {
  readonly name: string;
  readonly apply: readonly JsonObject[];
  readonly step: Json;
  readonly before?: readonly Json[];
  readonly refused: string;
}

const evictOne: Json = { evict: { pod: { selector: 'app=web', take: 1 } } };
const unready: Json = { behave: { pod: { selector: 'app=web', take: 2 }, behaviour: { unready: true } } };

const refusals: readonly RefusalCase[] = [
  {
    name: 'an eviction that the budget allows',
    apply: [web(), budget({ minAvailable: 3 })],
    step: evictOne,
    refused: '',
  },
  {
    name: 'one that it does not',
    apply: [web(), budget({ minAvailable: 4 })],
    step: evictOne,
    refused: `<pod>: ${violates} The disruption budget web needs 4 healthy pods and has 4 currently`,
  },
  {
    name: 'an unready pod while too few are healthy',
    apply: [web(), budget({ minAvailable: 3 })],
    before: [unready],
    step: evictOne,
    refused: `<pod>: ${violates} The disruption budget web needs 3 healthy pods and has 2 currently`,
  },
  {
    name: 'an unready pod under AlwaysAllow',
    apply: [web(), budget({ minAvailable: 3, unhealthyPodEvictionPolicy: 'AlwaysAllow' })],
    before: [unready],
    step: evictOne,
    refused: '',
  },
  {
    name: 'a pod of two budgets',
    apply: [web(), budget({ minAvailable: 1 }), budget({ minAvailable: 1 }, 'more')],
    step: evictOne,
    refused: '<pod>: This pod has more than one PodDisruptionBudget, which the eviction subresource does not support.',
  },
  {
    name: 'a node that is not there',
    apply: [],
    step: { cordon: { node: 'x' } },
    refused: 'Error from server (NotFound): nodes "x" not found',
  },
  {
    name: 'a drain of a bare pod without force',
    apply: [bare],
    step: { drain: { node: 'node-1' } },
    refused:
      'error: unable to drain node "node-1" due to error: cannot delete cannot delete Pods that declare no controller (use --force to override): default/shell, continuing command...',
  },
  {
    name: 'a drain of a node with a DaemonSet pod',
    apply: [agent],
    step: { drain: { node: 'node-1' } },
    refused:
      'error: unable to drain node "node-1" due to error: cannot delete DaemonSet-managed Pods (use --ignore-daemonsets to ignore): default/<agent>, continuing command...',
  },
  {
    name: 'a drain that ignores DaemonSets',
    apply: [agent],
    step: { drain: { node: 'node-1', ignoreDaemonSets: true } },
    refused: '',
  },
  {
    name: 'a drain of a pod with an emptyDir',
    apply: [{ ...bare, spec: { ...scratch, nodeName: 'node-1' } }],
    step: { drain: { node: 'node-1', force: true } },
    refused:
      'error: unable to drain node "node-1" due to error: cannot delete Pods with local storage (use --delete-emptydir-data to override): default/shell, continuing command...',
  },
  {
    name: 'a drain of a bare pod with force',
    apply: [bare],
    step: { drain: { node: 'node-1', force: true } },
    refused: '',
  },
];

describe('the API server and kubectl refuse', () => {
  test.each(refusals)('$name', ({ apply, before = [], step, refused }) => {
    const { steps } = forecastOf({ apply, steps: [...before, step] });
    expect(
      steps
        .at(-1)
        ?.refused.replace(/web-[a-z0-9-]+/, '<pod>')
        .replace(/agent-[a-z0-9]+/, '<agent>'),
    ).toBe(refused);
  });
});

/** `t: what` of nodes and of pods that go, in seconds. */
function story({ timeline }: Forecast): string[] {
  const events = timeline.events
    .filter(({ object, reason }) => object.startsWith('Node/') && reason !== 'EvictionRefused')
    .map(({ at, order, reason }) => ({ at, order, text: reason }));
  const pods = timeline.pods.flatMap(({ phases }) =>
    phases
      .filter(({ status }, place) => ['Terminating', 'gone'].includes(status) && phases[place - 1]?.status !== status)
      .map(({ at, order, status }) => ({ at, order, text: status })),
  );
  const all = [...events, ...pods].sort((one, other) => one.at - other.at || one.order - other.order);
  return all.map(({ at, text }) => `${at / 1000}: ${text}`);
}

interface NodeCase {
  readonly name: string;
  readonly apply: readonly JsonObject[];
  readonly steps: readonly Json[];
  readonly story: readonly string[];
}

const nodeCases: readonly NodeCase[] = [
  {
    name: 'a drain evicts one pod at a time when the budget wants it so, and tries every 5 s',
    apply: [web({ replicas: 2 }), budget({ minAvailable: 1 })],
    steps: [{ 'add-node': { name: 'spare' }, at: '1m' }, { drain: { node: 'node-1' } }],
    story: ['60: Terminating', '61: gone', '70: Terminating', '71: gone', '71: Drained'],
  },
  {
    name: 'a node that fails: NotReady, then 300 s of toleration; its pods do not go',
    apply: [web({ replicas: 1 })],
    steps: [{ 'add-node': { name: 'spare' }, at: '1m' }, { 'fail-node': { node: 'node-1' } }],
    story: ['105: NodeNotReady', '405: Terminating'],
  },
  {
    name: 'a node that fails for a minute keeps its pods',
    apply: [web({ replicas: 1 })],
    steps: [{ 'fail-node': { node: 'node-1', for: '1m' }, at: '1m' }],
    story: ['105: NodeNotReady', '120: NodeReady'],
  },
  {
    name: 'a node that is removed: its pods are collected 40 s later',
    apply: [web({ replicas: 1 })],
    steps: [{ 'add-node': { name: 'spare' }, at: '1m' }, { 'remove-node': { node: 'node-1' } }],
    story: ['100: Terminating', '100: gone'],
  },
  {
    name: 'a NoExecute taint evicts at once, NoSchedule does not',
    apply: [web({ replicas: 1 })],
    steps: [
      { 'add-node': { name: 'spare' }, at: '1m' },
      { taint: { node: 'node-1', taints: ['old:NoSchedule'] } },
      { taint: { node: 'node-1', taints: ['old:NoExecute'] }, at: '2m' },
    ],
    story: ['120: Terminating', '121: gone'],
  },
];

describe('nodes come and go', () => {
  test.each(nodeCases)('$name', ({ apply, steps, story: told }) => {
    expect(story(forecastOf({ apply, steps, nodes: one }))).toEqual(told);
  });
});

test('a drain that a budget blocks is a verdict of its own', () => {
  const apply = [web({ replicas: 2 }), budget({ maxUnavailable: 0 })];
  const forecast = forecastOf({ apply, steps: [{ drain: { node: 'node-1' } }], nodes: one });
  const found = verdicts(forecast).find(({ kind }) => kind === 'Node');
  expect({ name: found?.name, outcome: found?.outcome, reason: found?.reason, next: found?.next }).toEqual({
    name: 'node-1',
    outcome: 'stuck',
    reason:
      'drain of node-1 is blocked: 2 pods are not evicted: The disruption budget web needs 2 healthy pods and has 2 currently',
    next: 'kubectl drain retries every 5 s for ever; add replicas, correct the unhealthy pods, or loosen the budget',
  });
});

const taints: readonly { readonly text: string; readonly is: unknown }[] = [
  { text: 'disk=full:NoSchedule', is: { kind: 'add', taint: { key: 'disk', value: 'full', effect: 'NoSchedule' } } },
  { text: 'disk:NoExecute', is: { kind: 'add', taint: { key: 'disk', effect: 'NoExecute' } } },
  { text: 'disk:NoExecute-', is: { kind: 'remove', key: 'disk', effect: 'NoExecute' } },
  { text: 'disk-', is: { kind: 'remove', key: 'disk', effect: '' } },
  { text: 'disk=full', is: undefined },
  { text: 'disk:Never', is: undefined },
];

test.each(taints)('taint $text', ({ text, is }) => {
  expect(parseTaint(text)).toEqual(is);
});
