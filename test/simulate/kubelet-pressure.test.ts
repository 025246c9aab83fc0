import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/kube/json.js';
import { qosClass } from '../../src/simulate/kubelet/qos.js';
import { readRules } from '../../src/simulate/scenario/behaviour.js';
import { forecastOf, web } from './forecast-of.js';

type Amounts = Readonly<Record<string, string>>;

function resources(requests?: Amounts, limits?: Amounts) {
  return { ...(requests && { requests }), ...(limits && { limits }) };
}

const both = { cpu: '500m', memory: '1Gi' };

const classes = [
  { name: 'nothing said', parts: [{}], found: 'BestEffort' },
  { name: 'zero is nothing', parts: [resources({ cpu: '0' })], found: 'BestEffort' },
  { name: 'limits alone are requests, too', parts: [resources(undefined, both)], found: 'Guaranteed' },
  {
    name: 'the same amount in other words',
    parts: [resources({ cpu: '0.5', memory: '1024Mi' }, both)],
    found: 'Guaranteed',
  },
  { name: 'a limit above the request', parts: [resources({ cpu: '100m', memory: '1Gi' }, both)], found: 'Burstable' },
  { name: 'memory alone', parts: [resources({ memory: '1Gi' }, { memory: '1Gi' })], found: 'Burstable' },
  { name: 'one container of two', parts: [resources(both, both), {}], found: 'Burstable' },
  { name: 'storage counts for nothing', parts: [resources({ 'ephemeral-storage': '1Gi' })], found: 'BestEffort' },
];

describe('the QoS class of a pod', () => {
  test.each(classes)('$name: $found', ({ parts, found }) => {
    expect(qosClass({ containers: parts.map((own) => ({ name: 'app', resources: own })) })).toBe(found);
  });

  test('init containers count, and the resources of the pod win', () => {
    const containers = [{ name: 'app', resources: resources(both, both) }];
    expect(qosClass({ containers, initContainers: [{ name: 'init' }] })).toBe('Burstable');
    expect(qosClass({ containers: [{ name: 'app' }], resources: resources(both, both) })).toBe('Guaranteed');
  });
});

function pod(name: string, own: JsonObject, spec: JsonObject = {}): JsonObject {
  const container = { name: 'app', image: 'registry.example.com/web:1', resources: own };
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, labels: { app: name } },
    spec: { ...spec, containers: [container] },
  };
}

const PODS = [
  pod('guaranteed', resources(both, both)),
  pod('burstable', resources({ memory: '2Gi' }, { memory: '4Gi' })),
  pod('besteffort', {}),
  pod('important', {}, { priority: 1000 }),
];
const uses = (app: string, usage: JsonObject) => ({ match: { selector: `app=${app}` }, behaviour: { usage } });

const pressures: readonly {
  readonly name: string;
  readonly pods?: readonly JsonObject[];
  readonly step: Json;
  readonly gone: readonly string[];
}[] = [
  {
    name: 'one pod: without requests, of the lowest priority',
    step: { memory: true },
    gone: [
      '20 Node/node-1 NodeHasInsufficientMemory: Node node-1 status is now: NodeHasInsufficientMemory',
      '20 Node/node-1 EvictionThresholdMet: Attempting to reclaim memory',
      '20 Pod/besteffort Evicted: The node was low on resource: memory.',
      '320 Node/node-1 NodeHasSufficientMemory: Node node-1 status is now: NodeHasSufficientMemory',
      'guaranteed Running',
      'burstable Running',
      'besteffort Failed Evicted TerminationByKubelet',
      'important Running',
    ],
  },
  {
    name: 'for a while: every 10 s the next',
    step: { memory: true, for: '35s' },
    gone: [
      '20 Node/node-1 NodeHasInsufficientMemory: Node node-1 status is now: NodeHasInsufficientMemory',
      '20 Node/node-1 EvictionThresholdMet: Attempting to reclaim memory',
      '20 Pod/besteffort Evicted: The node was low on resource: memory.',
      '30 Node/node-1 EvictionThresholdMet: Attempting to reclaim memory',
      '30 Pod/important Evicted: The node was low on resource: memory.',
      '40 Node/node-1 EvictionThresholdMet: Attempting to reclaim memory',
      '40 Pod/burstable Evicted: The node was low on resource: memory.',
      '50 Node/node-1 EvictionThresholdMet: Attempting to reclaim memory',
      '50 Pod/guaranteed Evicted: The node was low on resource: memory.',
      '360 Node/node-1 NodeHasSufficientMemory: Node node-1 status is now: NodeHasSufficientMemory',
      'guaranteed Failed Evicted TerminationByKubelet',
      'burstable Failed Evicted TerminationByKubelet',
      'besteffort Failed Evicted TerminationByKubelet',
      'important Failed Evicted TerminationByKubelet',
    ],
  },
  {
    name: 'who uses more than it requests goes first',
    pods: [uses('guaranteed', { memory: '900Mi' }), uses('burstable', { memory: '3Gi' })],
    step: { memory: '2Gi' },
    gone: [
      '20 Node/node-1 NodeHasInsufficientMemory: Node node-1 status is now: NodeHasInsufficientMemory',
      '20 Node/node-1 EvictionThresholdMet: Attempting to reclaim memory',
      '20 Pod/burstable Evicted: The node was low on resource: memory.',
      '320 Node/node-1 NodeHasSufficientMemory: Node node-1 status is now: NodeHasSufficientMemory',
      'guaranteed Running',
      'burstable Failed Evicted TerminationByKubelet',
      'besteffort Running',
      'important Running',
    ],
  },
  {
    name: 'disk is measured by ephemeral-storage',
    pods: [uses('burstable', { disk: '5Gi' })],
    step: { disk: true },
    gone: [
      '20 Node/node-1 NodeHasDiskPressure: Node node-1 status is now: NodeHasDiskPressure',
      '20 Node/node-1 EvictionThresholdMet: Attempting to reclaim ephemeral-storage',
      '20 Pod/burstable Evicted: The node was low on resource: ephemeral-storage.',
      '320 Node/node-1 NodeHasNoDiskPressure: Node node-1 status is now: NodeHasNoDiskPressure',
      'guaranteed Running',
      'burstable Failed Evicted TerminationByKubelet',
      'besteffort Running',
      'important Running',
    ],
  },
  {
    name: 'process ids: priority alone, then the number',
    pods: [uses('guaranteed', { pid: '500' })],
    step: { pid: true },
    gone: [
      '20 Node/node-1 NodeHasInsufficientPID: Node node-1 status is now: NodeHasInsufficientPID',
      '20 Node/node-1 EvictionThresholdMet: Attempting to reclaim pids',
      '20 Pod/guaranteed Evicted: The node was low on resource: pids.',
      '320 Node/node-1 NodeHasSufficientPID: Node node-1 status is now: NodeHasSufficientPID',
      'guaranteed Failed Evicted TerminationByKubelet',
      'burstable Running',
      'besteffort Running',
      'important Running',
    ],
  },
];

describe('a node under pressure evicts', () => {
  test.each(pressures)('$name', ({ pods = [], step, gone }) => {
    const { timeline, world } = forecastOf({
      apply: PODS,
      pods: readRules({ problems: [], namespace: 'default' }, { value: [...pods], path: undefined }),
      nodes: [{ count: 1, name: 'node-1', cpu: '8', memory: '16Gi', pods: 110, labels: {}, taints: [] }],
      steps: [{ pressure: { node: 'node-1', ...(step as JsonObject) } }, { wait: '10m' }],
    });
    const seen = timeline.events
      .filter(({ reason }) => reason !== 'Scheduled')
      .map(({ at, object, reason, message }) => `${at / 1000} ${object} ${reason}: ${message.trim()}`);
    const stand = [...world.objects.Pod.values()].map(
      ({ metadata, status }) =>
        `${metadata.name} ${status.phase}${status.reason && ` ${status.reason} ${status.disruption}`}`,
    );
    const taints = [...world.objects.Node.values()].flatMap(({ spec }) => spec.taints.map(({ key }) => key));
    expect([...seen, ...stand, ...taints]).toEqual(gone);
  });
});

test('a pod of a Deployment that is evicted stays as Failed and is replaced on another node', () => {
  const { timeline } = forecastOf({
    apply: [web({ replicas: 2 })],
    nodes: [{ count: 2, name: 'node', cpu: '8', memory: '16Gi', pods: 110, labels: {}, taints: [] }],
    steps: [{ pressure: { node: 'node-1', memory: true } }, { wait: '1m' }],
  });
  const lives = timeline.pods.map(({ node, created, phases }) => {
    const last = phases.at(-1);
    return `${node} from ${created / 1000}: ${last?.status} at ${(last?.at ?? 0) / 1000}`;
  });
  expect(lives).toEqual([
    'node-1 from 0: Evicted at 11',
    'node-2 from 0: Running at 10',
    'node-2 from 11: Running at 21',
  ]);
});
