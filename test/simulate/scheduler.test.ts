import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import type { KubernetesVersion } from '../../src/kube/version.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import type { ClusterNode } from '../../src/simulate/scenario/cluster.js';
import { forecastOf } from './forecast-of.js';

function node(name: string, more: Partial<ClusterNode> = {}): ClusterNode {
  return { count: 1, name, cpu: '4', memory: '8Gi', pods: 110, labels: {}, taints: [], ...more };
}

function zone(name: string): Partial<ClusterNode> {
  return { labels: { 'topology.kubernetes.io/zone': name } };
}

function pod(name: string, spec: JsonObject = {}, labels: JsonObject = {}): JsonObject {
  const containers = [{ name: 'app', image: 'registry.example.com/web:1' }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name, labels }, spec: { containers, ...spec } };
}

function asking(name: string, requests: JsonObject, spec: JsonObject = {}): JsonObject {
  const containers = [{ name: 'app', image: 'registry.example.com/web:1', resources: { requests, limits: {} } }];
  return pod(name, { containers, ...spec });
}

function workload(replicas: number, spec: JsonObject): JsonObject {
  const labels = { app: 'web' };
  const containers = [{ name: 'app', image: 'registry.example.com/web:1' }];
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name: 'web' },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: { containers, ...spec } },
    },
  };
}

function spread(constraint: JsonObject): JsonObject {
  const labelSelector = { matchLabels: { app: 'web' } };
  const common = { maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'DoNotSchedule' };
  return { topologySpreadConstraints: [{ ...common, labelSelector, ...constraint }] };
}

/** How many pods each node has. */
function placed({ world }: Forecast): string {
  const counts = new Map<string, number>();
  for (const own of world.objects.Pod.values())
    counts.set(own.node ?? 'none', (counts.get(own.node ?? 'none') ?? 0) + 1);
  return [...counts]
    .sort()
    .map(([name, count]) => `${name} ${count}`)
    .join(', ');
}

const two = [node('a', zone('z1')), node('b', zone('z2'))];
const tainted = { key: 'disk', value: 'full', effect: 'NoSchedule' };
const ssd = { nodeSelector: { disktype: 'ssd' } };

interface Words {
  readonly name: string;
  readonly nodes: readonly ClusterNode[];
  readonly apply: readonly JsonObject[];
  readonly version?: KubernetesVersion;
  readonly says: string;
}

const NOT_HELPFUL =
  'no new claims to deallocate, preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.';

const words: readonly Words[] = [
  {
    name: 'no nodes',
    nodes: [],
    apply: [pod('web')],
    says: 'no nodes available to schedule pods',
  },
  {
    name: 'a taint, since 1.34 without its name',
    nodes: [node('a', { taints: [tainted] }), node('b')],
    apply: [pod('web', ssd)],
    says: `0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint(s). ${NOT_HELPFUL}`,
  },
  {
    name: 'a taint in 1.33',
    nodes: [node('a', { taints: [tainted] }), node('b')],
    apply: [pod('web', ssd)],
    version: { minor: 33, patch: 7 },
    says: "0/2 nodes are available: 1 node(s) didn't match Pod's node affinity/selector, 1 node(s) had untolerated taint {disk: full}. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.",
  },
  {
    name: 'more than a node has, and no room now',
    nodes: [node('a'), node('b', { cpu: '8' })],
    apply: [asking('other', { cpu: '6' }), asking('web', { cpu: '5' })],
    says: '0/2 nodes are available: 2 Insufficient cpu. no new claims to deallocate, preemption: 0/2 nodes are available: 1 No preemption victims found for incoming pod, 1 Preemption is not helpful for scheduling.',
  },
  {
    name: 'an init container that asks for more than the rest',
    nodes: two,
    apply: [
      pod('web', {
        initContainers: [
          { name: 'init', image: 'registry.example.com/web:1', resources: { requests: { memory: '9Gi' } } },
        ],
      }),
    ],
    says: `0/2 nodes are available: 2 Insufficient memory. ${NOT_HELPFUL}`,
  },
  {
    name: 'a sidecar beside the rest',
    nodes: two,
    apply: [
      asking(
        'web',
        { cpu: '3' },
        {
          initContainers: [
            {
              name: 'proxy',
              image: 'registry.example.com/proxy:1',
              restartPolicy: 'Always',
              resources: { requests: { cpu: '2' } },
            },
          ],
        },
      ),
    ],
    says: `0/2 nodes are available: 2 Insufficient cpu. ${NOT_HELPFUL}`,
  },
  {
    name: 'overhead on top',
    nodes: two,
    apply: [asking('web', { cpu: '3' }, { overhead: { cpu: '2' } })],
    says: `0/2 nodes are available: 2 Insufficient cpu. ${NOT_HELPFUL}`,
  },
  {
    name: 'disk space',
    nodes: two,
    apply: [asking('web', { 'ephemeral-storage': '2Ti' })],
    says: `0/2 nodes are available: 2 Insufficient ephemeral-storage. ${NOT_HELPFUL}`,
  },
  {
    name: 'as many pods as a node takes',
    nodes: [node('a', { pods: 1 }), node('b', { pods: 1 })],
    apply: [pod('one'), pod('two'), pod('web')],
    says: '0/2 nodes are available: 2 Too many pods. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.',
  },
  {
    name: 'a node by name that is full, the others not asked',
    nodes: two,
    apply: [
      asking(
        'web',
        { cpu: '5' },
        {
          affinity: {
            nodeAffinity: {
              requiredDuringSchedulingIgnoredDuringExecution: {
                nodeSelectorTerms: [{ matchFields: [{ key: 'metadata.name', operator: 'In', values: ['a'] }] }],
              },
            },
          },
        },
      ),
    ],
    says: `0/2 nodes are available: 1 Insufficient cpu, 1 node(s) didn't satisfy plugin(s) [NodeAffinity]. ${NOT_HELPFUL}`,
  },
  {
    name: 'a claim that is not there',
    nodes: two,
    apply: [pod('web', { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] })],
    says: '0/2 nodes are available: persistentvolumeclaim "data" not found. not found',
  },
  {
    name: 'a claim that is not there in 1.33',
    nodes: two,
    apply: [pod('web', { volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }] })],
    version: { minor: 33, patch: 7 },
    says: '0/2 nodes are available: persistentvolumeclaim "data" not found. preemption: 0/2 nodes are available: 2 Preemption is not helpful for scheduling.',
  },
  {
    name: 'fewer domains than minDomains',
    nodes: two,
    apply: [
      pod('one', {}, { app: 'web' }),
      pod('two', {}, { app: 'web' }),
      pod('web', spread({ minDomains: 3 }), { app: 'web' }),
    ],
    says: "0/2 nodes are available: 2 node(s) didn't match pod topology spread constraints. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.",
  },
  {
    name: 'gates',
    nodes: two,
    apply: [pod('web', { schedulingGates: [{ name: 'example.com/licence' }] })],
    says: 'Scheduling is blocked due to non-empty scheduling gates',
  },
];

describe('a pod that no node takes says', () => {
  test.each(words)('$name', ({ nodes, apply, version, says }) => {
    const { world } = forecastOf({ nodes, apply, ...(version && { version }) });
    expect(world.objects.Pod.get('default/web')?.status.unschedulable).toBe(says);
  });
});

interface Places {
  readonly name: string;
  readonly nodes: readonly ClusterNode[];
  readonly apply: readonly JsonObject[];
  /** Pods by node, and with another seed the same. */
  readonly on: string;
}

const friend = (weight: number, topologyKey = 'kubernetes.io/hostname'): JsonObject => ({
  weight,
  podAffinityTerm: { topologyKey, labelSelector: { matchLabels: { app: 'cache' } } },
});

const places: readonly Places[] = [
  {
    name: 'spread over nodes and zones by themselves',
    nodes: [node('a', zone('z1')), node('b', zone('z1')), node('c', zone('z2')), node('d', zone('z2'))],
    apply: [workload(8, {})],
    on: 'a 2, b 2, c 2, d 2',
  },
  {
    name: 'the node with more room',
    nodes: [node('small', { cpu: '2' }), node('large', { cpu: '16', memory: '64Gi' })],
    apply: [asking('web', { cpu: '1', memory: '1Gi' })],
    on: 'large 1',
  },
  {
    name: 'away from PreferNoSchedule, even to a node with less room',
    nodes: [node('large', { cpu: '64', taints: [{ ...tainted, effect: 'PreferNoSchedule' }] }), node('small')],
    apply: [asking('web', { cpu: '1' })],
    on: 'small 1',
  },
  {
    name: 'with preferred node affinity',
    nodes: [node('large', { cpu: '64', memory: '256Gi' }), node('small', { labels: { disktype: 'ssd' } })],
    apply: [
      asking(
        'web',
        { cpu: '1' },
        {
          affinity: {
            nodeAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                { weight: 1, preference: { matchExpressions: [{ key: 'disktype', operator: 'Exists' }] } },
              ],
            },
          },
        },
      ),
    ],
    on: 'small 1',
  },
  {
    name: 'near friends if possible',
    nodes: [node('a', { labels: { disktype: 'ssd' } }), node('b')],
    apply: [
      pod('cache', ssd, { app: 'cache' }),
      pod('web', { affinity: { podAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [friend(100)] } } }),
    ],
    on: 'a 2',
  },
  {
    name: 'away from foes if possible',
    nodes: [node('a', { labels: { disktype: 'ssd' }, cpu: '64' }), node('b')],
    apply: [
      pod('cache', ssd, { app: 'cache' }),
      asking(
        'web',
        { cpu: '1' },
        {
          affinity: { podAntiAffinity: { preferredDuringSchedulingIgnoredDuringExecution: [friend(100)] } },
        },
      ),
    ],
    on: 'a 1, b 1',
  },
  {
    name: 'no more uneven than maxSkew',
    nodes: [node('a', { pods: 2 }), node('b')],
    apply: [workload(5, spread({}))],
    on: 'a 2, b 3',
  },
  {
    name: 'tainted nodes count in the skew',
    nodes: [node('a'), node('b', { taints: [tainted] })],
    apply: [workload(3, spread({}))],
    on: 'a 1, none 2',
  },
  {
    name: 'tainted nodes do not count with nodeTaintsPolicy Honor',
    nodes: [node('a'), node('b', { taints: [tainted] })],
    apply: [workload(3, spread({ nodeTaintsPolicy: 'Honor' }))],
    on: 'a 3',
  },
  {
    name: 'nodes that the selector leaves out do not count',
    nodes: [node('a', { labels: { disktype: 'ssd' } }), node('b')],
    apply: [workload(3, { ...ssd, ...spread({}) })],
    on: 'a 3',
  },
  {
    name: 'nodes that the selector leaves out count with nodeAffinityPolicy Ignore',
    nodes: [node('a', { labels: { disktype: 'ssd' } }), node('b')],
    apply: [workload(3, { ...ssd, ...spread({ nodeAffinityPolicy: 'Ignore' }) })],
    on: 'a 1, none 2',
  },
  {
    name: 'host ports once per node',
    nodes: two,
    apply: [
      workload(3, {
        containers: [
          { name: 'app', image: 'registry.example.com/web:1', ports: [{ containerPort: 80, hostPort: 80 }] },
        ],
      }),
    ],
    on: 'a 1, b 1, none 1',
  },
  {
    name: 'a node by nodeName, without asking',
    nodes: [node('a', { taints: [tainted] }), node('b')],
    apply: [asking('web', { cpu: '1' }, { nodeName: 'a' })],
    on: 'a 1',
  },
];

describe('pods go', () => {
  test.each(places)('$name', ({ nodes, apply, on }) => {
    expect([1, 2, 3].map((seed) => placed(forecastOf({ nodes, apply, seed })))).toEqual([on, on, on]);
  });
});

test('an update with matchLabelKeys spreads each revision on its own', () => {
  const own = (image: string) =>
    workload(4, {
      ...spread({ matchLabelKeys: ['pod-template-hash'] }),
      containers: [{ name: 'app', image }],
    });
  const run = forecastOf({ nodes: two, apply: [own('registry.example.com/web:1'), own('registry.example.com/web:2')] });
  expect(placed(run)).toBe('a 2, b 2');
});

test('a gate that opens lets the pod go to a node', () => {
  const gated = pod('web', { schedulingGates: [{ name: 'example.com/licence' }] });
  const run = forecastOf({ nodes: two.slice(0, 1), apply: [gated, pod('web')] });
  const [web] = run.timeline.pods;
  expect({ placed: placed(run), shown: web?.phases.map(({ status }) => status) }).toEqual({
    placed: 'a 1',
    shown: ['SchedulingGated', 'Pending', 'ContainerCreating', 'Running'],
  });
});

test('10 pods of one template get places as nodes come, and say what still keeps the others', () => {
  const full = node('a', { pods: 4 });
  const run = forecastOf({
    nodes: [full],
    apply: [workload(10, {})],
    steps: [{ 'add-node': { name: 'b', cpu: '4', memory: '8Gi', pods: 3 } }],
  });
  const waiting = [...run.world.objects.Pod.values()].filter((own) => own.node === undefined);
  expect({ placed: placed(run), says: [...new Set(waiting.map(({ status }) => status.unschedulable))] }).toEqual({
    placed: 'a 4, b 3, none 3',
    says: [
      '0/2 nodes are available: 2 Too many pods. no new claims to deallocate, preemption: 0/2 nodes are available: 2 No preemption victims found for incoming pod.',
    ],
  });
});
