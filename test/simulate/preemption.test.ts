import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import type { ClusterNode } from '../../src/simulate/scenario/cluster.js';
import { forecastOf } from './forecast-of.js';

const node: ClusterNode = { count: 1, name: 'a', cpu: '4', memory: '8Gi', pods: 110, labels: {}, taints: [] };
const one = [node];
const two = [node, { ...node, name: 'b' }];

function priorityClass(name: string, value: number, more: JsonObject = {}): JsonObject {
  return { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', metadata: { name }, value, ...more };
}

const classes = [
  priorityClass('low', -10),
  priorityClass('middle', 10),
  priorityClass('high', 1000),
  priorityClass('polite', 1000, { preemptionPolicy: 'Never' }),
];

function pod(name: string, priorityClassName: string, cpu: string, more: JsonObject = {}): JsonObject {
  const containers = [{ name: 'app', image: 'registry.example.com/web:1', resources: { requests: { cpu } } }];
  const metadata = { name, labels: { app: name.split('-')[0] ?? '' } };
  return { apiVersion: 'v1', kind: 'Pod', metadata, spec: { containers, priorityClassName, ...more } };
}

const budget = (app: string): JsonObject => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: app },
  spec: { maxUnavailable: 0, selector: { matchLabels: { app } } },
});

interface Case {
  readonly name: string;
  readonly nodes: readonly ClusterNode[];
  readonly apply: readonly JsonObject[];
  /** Pods that were preempted, in that order. */
  readonly victims: readonly string[];
  /** Where the pod `urgent` is, or why it is nowhere. */
  readonly urgent: string;
}

const cases: readonly Case[] = [
  {
    name: 'nobody where there is room',
    nodes: one,
    apply: [pod('web', 'low', '1'), pod('urgent', 'high', '1')],
    victims: [],
    urgent: 'a',
  },
  {
    name: 'as few as are enough, the least important first',
    nodes: one,
    apply: [pod('web', 'low', '1'), pod('cache', 'middle', '2'), pod('more', 'low', '1'), pod('urgent', 'high', '1')],
    victims: ['more'],
    urgent: 'a',
  },
  {
    name: 'the node whose most important victim is less important',
    nodes: two,
    apply: [pod('web', 'middle', '3'), pod('more', 'low', '3'), pod('urgent', 'high', '3')],
    victims: ['more'],
    urgent: 'b',
  },
  {
    name: 'the node with fewer victims',
    nodes: two,
    apply: [
      pod('one', 'low', '2', { nodeName: 'a' }),
      pod('two', 'low', '2', { nodeName: 'a' }),
      pod('three', 'low', '4', { nodeName: 'b' }),
      pod('urgent', 'high', '4'),
    ],
    victims: ['three'],
    urgent: 'b',
  },
  {
    name: 'the node where no budget is violated, though its victim is more important',
    nodes: two,
    apply: [
      budget('web'),
      pod('web', 'low', '3', { nodeName: 'a' }),
      pod('more', 'middle', '3', { nodeName: 'b' }),
      pod('urgent', 'high', '3'),
    ],
    victims: ['more'],
    urgent: 'b',
  },
  {
    name: 'a pod with a budget where nothing else helps',
    nodes: one,
    apply: [budget('web'), pod('web', 'low', '3'), pod('urgent', 'high', '3')],
    victims: ['web'],
    urgent: 'a',
  },
  {
    name: 'not its equals',
    nodes: one,
    apply: [pod('web', 'high', '3'), pod('urgent', 'high', '3')],
    victims: [],
    urgent:
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 No preemption victims found for incoming pod.',
  },
  {
    name: 'nobody with preemptionPolicy Never',
    nodes: one,
    apply: [pod('web', 'low', '3'), pod('urgent', 'polite', '3')],
    victims: [],
    urgent:
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: not eligible due to preemptionPolicy=Never.',
  },
  {
    name: 'nobody where that would not be enough',
    nodes: one,
    apply: [pod('cache', 'high', '2'), pod('web', 'low', '2'), pod('urgent', 'high', '3')],
    victims: [],
    urgent:
      '0/1 nodes are available: 1 Insufficient cpu. no new claims to deallocate, preemption: 0/1 nodes are available: 1 Insufficient cpu.',
  },
  {
    name: 'for a class of the system',
    nodes: one,
    apply: [pod('web', 'high', '3'), pod('urgent', 'system-cluster-critical', '3')],
    victims: ['web'],
    urgent: 'a',
  },
  {
    name: 'who has its host port',
    nodes: one,
    apply: ['web', 'urgent'].map((name) =>
      pod(name, name === 'web' ? 'low' : 'high', '1', {
        containers: [
          { name: 'app', image: 'registry.example.com/web:1', ports: [{ containerPort: 80, hostPort: 80 }] },
        ],
      }),
    ),
    victims: ['web'],
    urgent: 'a',
  },
  {
    name: 'who does not want it beside them',
    nodes: one,
    apply: [
      pod('web', 'low', '1', {
        affinity: {
          podAntiAffinity: {
            requiredDuringSchedulingIgnoredDuringExecution: [
              { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'urgent' } } },
            ],
          },
        },
      }),
      pod('urgent', 'high', '1'),
    ],
    victims: ['web'],
    urgent: 'a',
  },
];

function preempted({ timeline }: Forecast): string[] {
  return timeline.events
    .filter(({ reason }) => reason === 'Preempted')
    .map(({ object }) => object.slice('Pod/'.length));
}

describe('a pod without a place preempts', () => {
  test.each(cases)('$name', ({ nodes, apply, victims, urgent }) => {
    const run = forecastOf({ nodes, apply: [...classes, ...apply] });
    const own = run.world.objects.Pod.get('default/urgent');
    expect({ victims: preempted(run), urgent: own?.node ?? own?.status.unschedulable }).toEqual({ victims, urgent });
  });
});

test('victims end gracefully, and the place is kept for who made room', () => {
  const run = forecastOf({
    nodes: one,
    apply: [...classes, pod('web', 'low', '3', { terminationGracePeriodSeconds: 20 }), pod('urgent', 'high', '3')],
    steps: [],
    pods: [{ match: { selector: 'app=web' }, behaviour: { terminateMs: 15_000 } }],
  });
  const web = run.timeline.pods.find(({ name }) => name === 'web');
  const urgent = run.timeline.pods.find(({ name }) => name === 'urgent');
  const said = run.timeline.events.filter(
    ({ reason, object }) => reason === 'FailedScheduling' && object === 'Pod/urgent',
  );
  expect({
    waits: (urgent?.scheduled ?? 0) - (urgent?.created ?? 0),
    goes: (web?.gone ?? 0) - (web?.deleting ?? 0),
    messages: said.map(({ message }) => message),
  }).toEqual({ waits: 15_000, goes: 15_000, messages: ['0/1 nodes are available: 1 Insufficient cpu.'] });
});

test('of pods that come together the more important get the room', () => {
  const workload = (name: string, priorityClassName: string): JsonObject => {
    const { metadata, spec } = pod(name, priorityClassName, '1');
    return {
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      metadata: { name },
      spec: { replicas: 4, selector: { matchLabels: { app: name } }, template: { metadata, spec } as JsonObject },
    };
  };
  const tainted = { ...node, taints: [{ key: 'busy', effect: 'NoSchedule' }] };
  const run = forecastOf({
    nodes: [tainted],
    apply: [...classes, workload('low', 'low'), workload('high', 'high')],
    steps: [{ taint: { node: 'a', taints: ['busy-'] } }],
  });
  const placed = [...run.world.objects.Pod.values()].filter(({ node: at }) => at !== undefined);
  expect(placed.map(({ metadata }) => metadata.labels.app)).toEqual(['high', 'high', 'high', 'high']);
});
