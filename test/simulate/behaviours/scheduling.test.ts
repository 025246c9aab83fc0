/** Scheduling: what people say of spreading and priorities, and what happens. */

import { type Behaviour, events, places, testBehaviours, verdict } from './behaviour.js';
import { workload } from './manifests.js';

const zones = (count: number) =>
  `cluster: { nodes: [${Array.from({ length: count }, (_, n) => `{ count: 1, name: z${n}, cpu: "8", memory: 32Gi, labels: { topology.kubernetes.io/zone: z${n} } }`).join(', ')}] }`;
const SPREAD = {
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      minDomains: 3,
      topologyKey: 'topology.kubernetes.io/zone',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
    },
  ],
};
const priority = (name: string, value: number, preemptionPolicy = 'PreemptLowerPriority') => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  value,
  preemptionPolicy,
});
const two = (name: string, priorityClassName: string) =>
  workload('ReplicaSet', name, {
    spec: { replicas: 1 },
    pod: { priorityClassName },
    container: { resources: { requests: { cpu: '2' } } },
  });

const behaviours: readonly Behaviour[] = [
  {
    id: 'spread-zone',
    says: 'twelve pods on three zones: four each',
    question: {
      files: { 'v1.yaml': [workload('Deployment', 'web', { spec: { replicas: 12 }, pod: SPREAD })] },
      scenario: `${zones(3)}\nsteps: [{ apply: v1.yaml }]`,
    },
    facts: (answer) => {
      const all = places(answer, 'Deployment/web');
      return [...new Set(all)].map((zone) => `${zone}: ${all.filter((place) => place === zone).length}`);
    },
    are: ['z0: 4', 'z1: 4', 'z2: 4'],
  },
  {
    id: 'spread-zone (two zones)',
    says: 'with two zones and minDomains 3 one each, the others wait',
    question: {
      files: { 'v1.yaml': [workload('Deployment', 'web', { spec: { replicas: 12 }, pod: SPREAD })] },
      scenario: `${zones(2)}\nsteps: [{ apply: v1.yaml }]`,
    },
    facts: (answer) => ({
      placed: places(answer, 'Deployment/web').filter((place) => place !== 'nowhere'),
      verdict: verdict(answer, 'Deployment/web'),
    }),
    are: {
      placed: ['z0', 'z1'],
      verdict:
        "stuck: 12 of 12 pods updated, 2 available: 10 pods cannot be scheduled (0/2 nodes are available: 2 node(s) didn't match pod topology spread constraints; minDomains 3, and the nodes have 2 of topology.kubernetes.io/zone)",
    },
  },
  ...['PreemptLowerPriority', 'Never'].map(
    (policy): Behaviour => ({
      id: `preemption ${policy}`,
      says: 'a pod of higher priority takes the place of a lower one; with Never it waits',
      question: {
        files: {
          'v1.yaml': [priority('low', 100), priority('high', 1000, policy), two('batch', 'low')],
          'v2.yaml': [two('shop', 'high')],
        },
        scenario:
          'cluster: { nodes: [{ count: 1, cpu: "3", memory: 8Gi }] }\nsteps: [{ apply: v1.yaml }, { apply: v2.yaml }]',
      },
      facts: (answer) => ({
        batch: places(answer, 'ReplicaSet/batch'),
        shop: places(answer, 'ReplicaSet/shop'),
        preempted: events(answer, ['Preempted']).map((text) =>
          text.replace(/by pod \S+/, 'by pod UID').replace(/on node .*/, 'on node'),
        ),
      }),
      are:
        policy === 'Never'
          ? { batch: ['node-1'], shop: ['nowhere'], preempted: [] }
          : {
              batch: ['node-1, deleted', 'nowhere'],
              shop: ['node-1'],
              preempted: ['5 Pod/batch-xxxxx Preempted Preempted by pod UID on node'],
            },
    }),
  ),
];

testBehaviours('Scheduling', behaviours);
