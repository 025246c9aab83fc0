/** Budgets, nodes and evictions: what people say, and what happens. */

import type { JsonObject } from '../../../src/kube/json.js';
import { numbers, refusals } from '../questions/ask.js';
import { type Behaviour, events, lives, places, testBehaviours, verdict } from './behaviour.js';
import { workload } from './manifests.js';

const web = (replicas: number, version = 1) =>
  workload('Deployment', 'web', {
    spec: { replicas, strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: '50%' } } },
    container: { image: `registry.example.com/web:${version}` },
  });
const budget = (spec: JsonObject) => ({
  apiVersion: 'policy/v1',
  kind: 'PodDisruptionBudget',
  metadata: { name: 'web' },
  spec: { selector: { matchLabels: { app: 'web' } }, ...spec },
});
const TWO_NODES = 'cluster: { nodes: [{ count: 2, cpu: "4", memory: 8Gi }] }';
const status = ({ forecast: { world } }: Parameters<Behaviour['facts']>[0]) =>
  [...world.objects.PodDisruptionBudget.values()].map(
    ({ status: { disruptionsAllowed, currentHealthy, desiredHealthy, expectedPods } }) =>
      `${disruptionsAllowed} allowed: ${currentHealthy} healthy of ${expectedPods}, at least ${desiredHealthy}`,
  );

const behaviours: readonly Behaviour[] = [
  {
    id: 'pdb-min3',
    says: 'minAvailable 3 of six: three may go',
    question: { files: { 'v1.yaml': [budget({ minAvailable: 3 }), web(6)] } },
    facts: status,
    are: ['3 allowed: 6 healthy of 6, at least 3'],
  },
  ...[
    { replicas: 10, is: '1 allowed: 10 healthy of 10, at least 9' },
    { replicas: 6, is: '0 allowed: 6 healthy of 6, at least 6' },
  ].map(
    ({ replicas, is }): Behaviour => ({
      id: `pdb-90 of ${replicas}`,
      says: '90 % is rounded up: of ten nine, of six all',
      question: { files: { 'v1.yaml': [budget({ minAvailable: '90%' }), web(replicas)] } },
      facts: status,
      are: [is],
    }),
  ),
  {
    id: 'pdb-90 (drain)',
    says: 'a budget that allows nothing holds up the drain until its timeout',
    question: {
      files: { 'v1.yaml': [budget({ minAvailable: '90%' }), web(6)] },
      scenario: `
${TWO_NODES}
steps: [{ apply: v1.yaml }, { drain: { node: node-1, timeout: 60s } }, { wait: 2m }]
`,
    },
    facts: (answer) => ({
      events: [...new Set(events(answer, ['EvictionRefused', 'DrainTimeout', 'Drained']))],
      places: places(answer, 'Deployment/web'),
    }),
    are: {
      events: [
        '5 Node/node-1 EvictionRefused error when evicting pods/"web-HASH-xxxxx" -n "default" (will retry after 5s): Cannot evict pod as it would violate the pod\'s disruption budget. The disruption budget web needs 6 healthy pods and has 6 currently',
        '65 Node/node-1 DrainTimeout drain did not complete within its timeout: 3 pods are left',
      ],
      places: ['node-1', 'node-1', 'node-1', 'node-2', 'node-2', 'node-2'],
    },
  },
  {
    id: 'pdb-rollout',
    says: 'budgets do not limit rollouts, scale downs or plain deletes',
    question: {
      files: { 'v1.yaml': [budget({ minAvailable: 6 }), web(6)], 'v2.yaml': [web(6, 2)] },
      scenario: `
steps:
  - apply: v1.yaml
  - apply: v2.yaml
  - delete: { pod: { selector: app=web } }
  - scale: { target: deployment/web, replicas: 1 }
`,
    },
    facts: (answer) => ({
      refused: refusals(answer),
      min: numbers(answer, 'Deployment/web').min,
      verdict: verdict(answer, 'Deployment/web'),
    }),
    are: {
      min: 0,
      refused: [],
      verdict: 'complete',
    },
  },
  {
    id: 'toleration-default-300',
    says: 'pods get tolerations of 300 s for not-ready and unreachable; a shorter one goes earlier',
    question: {
      files: {
        'v1.yaml': [
          workload('ReplicaSet', 'plain', { spec: { replicas: 1 }, pod: { nodeSelector: { where: 'here' } } }),
          workload('ReplicaSet', 'hasty', {
            spec: { replicas: 1 },
            pod: {
              nodeSelector: { where: 'here' },
              tolerations: [
                {
                  key: 'node.kubernetes.io/unreachable',
                  operator: 'Exists',
                  effect: 'NoExecute',
                  tolerationSeconds: 30,
                },
              ],
            },
          }),
        ],
      },
      scenario: `
cluster: { nodes: [{ count: 1, name: n1, labels: { where: here }, cpu: "4", memory: 8Gi }] }
steps: [{ apply: v1.yaml }, { at: 60s, fail-node: { node: n1 } }, { wait: 20m }]
`,
    },
    facts: (answer) => ({
      plain: lives(answer, 'ReplicaSet/plain'),
      hasty: lives(answer, 'ReplicaSet/hasty'),
      notReady: events(answer, ['NodeNotReady']),
    }),
    are: {
      hasty: ['hasty-xxxxx created 0 ready 5 deleting 135', 'hasty-xxxxx created 135'],
      notReady: ['105 Node/n1 NodeNotReady Node n1 status is now: NodeNotReady'],
      plain: ['plain-xxxxx created 0 ready 5 deleting 405', 'plain-xxxxx created 405'],
    },
  },
];

testBehaviours('Disruption', behaviours);
