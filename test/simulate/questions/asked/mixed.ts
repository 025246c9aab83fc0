/** What teams ask of several things at once. */

import type { JsonObject } from '../../../../src/kube/json.js';
import { pod, workload } from '../../behaviours/manifests.js';
import { web } from '../../forecast-of.js';
import { image, rolling, update, withPodSpec } from '../web.js';
import type { Asked } from './asked.js';

const cpu = (request: string) => ({ resources: { requests: { cpu: request, memory: '100Mi' } } });
const metric = (name: string, percent: number) => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization: percent } },
});

function scaler(spec: JsonObject): JsonObject {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 10, ...spec },
  };
}

function budget(spec: JsonObject): JsonObject {
  const selector = { matchLabels: { app: 'web' } };
  return {
    apiVersion: 'policy/v1',
    kind: 'PodDisruptionBudget',
    metadata: { name: 'web' },
    spec: { selector, ...spec },
  };
}

function headless(name: string, more: JsonObject = {}): JsonObject {
  const spec = { clusterIP: 'None', selector: { app: name }, ports: [{ port: 80 }], ...more };
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec };
}

const db = (spec: JsonObject = {}) => {
  const probe = { readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 5 } };
  return workload('StatefulSet', 'db', { spec: { replicas: 2, serviceName: 'db', ...spec }, container: probe });
};

const TOLERATING = {
  tolerations: [{ key: 'maintenance', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 60 }],
};
const TAINT = '{ taint: { node: node-1, taints: ["maintenance=yes:NoExecute"] } }';

export const MIXED: readonly Asked[] = [
  {
    question: 'An HPA on CPU and memory, CPU is idle and memory is high: which one counts?',
    source: 'pkg/controller/podautoscaler/horizontal.go computeReplicasForMetrics: the highest proposal',
    files: {
      'web.yaml': [web({ replicas: 2 }, cpu('100m')), scaler({ metrics: [metric('cpu', 50), metric('memory', 50)] })],
    },
    scenario: `
steps: [{ apply: web.yaml }, { load: { target: deployment/web, cpu: "5%", memory: "100%" } }, { wait: 5m }, { get: hpa }]
assert: [deployment/web desired == 4]`,
  },
  {
    question: 'A NoExecute taint with tolerationSeconds 60: when do the pods leave, and for good?',
    source:
      'pkg/controller/tainteviction: after 60 s from taint or arrival; the toleration also lets the next pod come to that node, and it has to leave again',
    files: { 'web.yaml': [withPodSpec(web({ replicas: 3 }), TOLERATING)] },
    horizonMs: 300_000,
    scenario: `
steps: [{ apply: web.yaml }, ${TAINT}]
assert: [deployment/web minAvailable == 2]`,
  },
  {
    question: 'A NoExecute taint and a budget with minAvailable 3 of 3: does the budget hold the pods?',
    source: 'pkg/controller/tainteviction deletes pods; only evictions ask budgets',
    files: { 'web.yaml': [web({ replicas: 3 }), budget({ minAvailable: 3 })] },
    scenario: `steps: [{ apply: web.yaml }, ${TAINT}]\nassert: [deployment/web completes, deployment/web minAvailable == 2]`,
  },
  {
    question: 'A crashing pod blocks the drain; does unhealthyPodEvictionPolicy AlwaysAllow help?',
    source: 'pkg/registry/core/pod/storage/eviction.go: a running pod that is not ready may always go',
    files: {
      'web.yaml': [web({ replicas: 3 }), budget({ minAvailable: 3, unhealthyPodEvictionPolicy: 'AlwaysAllow' })],
    },
    scenario: `
steps:
  - apply: web.yaml
  - behave: { pod: { selector: app=web, node: node-1 }, behaviour: { unready: true } }
  - wait: 1m
  - drain: { node: node-1, timeout: 1m }
assert: [deployment/web completes, deployment/web minAvailable == 2]`,
  },
  {
    question: 'A node is deleted for good with kubectl delete node: does the StatefulSet pod come back elsewhere?',
    source: 'pkg/controller/podgc: pods of nodes that are gone are deleted after 40 s; test/oracle zz-ds-nodes',
    files: { 'db.yaml': [headless('db'), db()] },
    scenario: `
steps: [{ apply: db.yaml }, { remove-node: node-1 }, { wait: 5m }, { get: { kind: pods, wide: true } }]
assert: [statefulset/db completes, statefulset/db minAvailable == 1]`,
  },
  {
    question: 'db-0 waits for db-1 by name before it is ready: does the headless Service give the name?',
    source:
      'DNS has only ready addresses unless publishNotReadyAddresses; OrderedReady has no db-1 before db-0 is ready',
    files: { 'db.yaml': [headless('db'), db()] },
    scenario: `
pods: [{ match: {}, behaviour: { ready: 30s } }]
steps: [{ apply: db.yaml }, { at: 10s, dns: db-0.db }, { at: 10s, dns: db-1.db }, { at: 40s, dns: db-0.db }]
assert: [statefulset/db completes]`,
  },
  {
    question: 'And with publishNotReadyAddresses and Parallel?',
    source: 'endpointslice: addresses of pods that are not ready are published',
    files: { 'db.yaml': [headless('db', { publishNotReadyAddresses: true }), db({ podManagementPolicy: 'Parallel' })] },
    scenario: `
pods: [{ match: {}, behaviour: { ready: 30s } }]
steps: [{ apply: db.yaml }, { at: 10s, dns: db-1.db }]
assert: [statefulset/db completes]`,
  },
  {
    question: 'A pod has a finalizer and I delete it: is it gone, and is there a new one?',
    source: 'a finalizer keeps the object; the ReplicaSet counts it no more as soon as it is being deleted',
    files: {
      'web.yaml': [
        {
          ...workload('ReplicaSet', 'api', { spec: { replicas: 1 }, metadata: { finalizers: ['example.com/logs'] } }),
        },
      ],
    },
    scenario: `
steps: [{ apply: web.yaml }, { delete: { pod: { selector: app=api } } }, { wait: 10m }, { get: pods }]
assert: [replicaset/api completes]`,
  },
  {
    question: 'rollout undo of a Deployment that was never updated, or to a revision that is not there?',
    source: 'kubectl pkg/polymorphichelpers/rollback.go',
    files: { 'v1.yaml': [web({ replicas: 1 })] },
    scenario: `
steps: [{ apply: v1.yaml }, { rollout: { undo: deployment/web } }, { rollout: { undo: deployment/web, toRevision: 9 } }]
assert: [deployment/web completes]`,
  },
  {
    question: 'A host port, three nodes and three replicas: can it be updated by default?',
    source: 'NodePorts: every node has the port taken; unavailable rounds to 0, so the surge pod waits for ever',
    files: update({ replicas: 3 }, { ports: [{ containerPort: 8080, hostPort: 8080 }] }),
    scenario: `
cluster: { nodes: [{ count: 3 }] }
steps: [{ apply: v1.yaml }, { apply: v2.yaml }]
assert: [deployment/web is stuck, deployment/web minAvailable == 3]`,
  },
  {
    question: 'replicas 0, and I change the image: does anything happen, and is it a rollout?',
    source: 'pkg/controller/deployment: a ReplicaSet with 0 pods, complete at once',
    files: update({ replicas: 0 }),
    scenario: `
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { rollout: { status: deployment/web } }, { rollout: { history: deployment/web } }]
assert: [deployment/web completes, deployment/web maxPods == 0]`,
  },
  {
    question: 'rollout restart of a StatefulSet with OnDelete: does it restart?',
    source: 'the template changes, and OnDelete waits for deletions',
    files: { 'db.yaml': [db({ updateStrategy: { type: 'OnDelete' } })] },
    scenario: `
steps: [{ apply: db.yaml }, { rollout: { restart: statefulset/db } }, { wait: 5m }]
assert: [statefulset/db is stuck, statefulset/db minAvailable == 2]`,
  },
  {
    question: 'I take a variable out of the manifest and apply: is it gone, and what of one that was set by hand?',
    source: 'kubectl apply: what was applied before and is not any more is removed; what others set stays',
    files: {
      'v1.yaml': [
        web(
          { replicas: 1 },
          {
            env: [
              { name: 'A', value: '1' },
              { name: 'B', value: '2' },
            ],
          },
        ),
      ],
      'v2.yaml': [web({ replicas: 1 }, { env: [{ name: 'A', value: '1' }] })],
    },
    scenario: `
steps:
  - apply: v1.yaml
  - patch: { target: deployment/web, patch: { spec: { template: { spec: { containers: [{ name: app, env: [{ name: C, value: "3" }] }] } } } } }
  - apply: v2.yaml
  - wait: 1m
  - get: { kind: pods, output: "custom-columns=ENV:.spec.containers[0].env[*].name" }
assert: [deployment/web completes]`,
  },
  {
    question: 'A StatefulSet and a bare pod named db-1 that is not its own: what happens?',
    source: 'pkg/controller/statefulset: the create fails with AlreadyExists until the pod is gone',
    files: { 'db.yaml': [pod('db-1', { app: 'other' }), db({ replicas: 2 })] },
    scenario: `
steps: [{ apply: db.yaml }, { wait: 5m }, { get: pods }]
assert: [statefulset/db is stuck]`,
  },
  {
    question: 'maxSurge 3 and maxUnavailable 0 of three: is that blue-green?',
    source: 'rolling.go: all new ones at once, each old one goes as a new one is available',
    files: update({ replicas: 3, ...rolling(3, 0) }),
    scenario: `
steps: [{ apply: v1.yaml }, { apply: v2.yaml }]
assert: [deployment/web completes, deployment/web maxPods == 6, deployment/web minAvailable == 3, deployment/web durationSeconds <= 15]`,
  },
  {
    question: 'The image is new, but the tag is the same: does apply restart anything?',
    source: 'the template is the same, so nothing changes',
    files: { 'v1.yaml': [web({ replicas: 2 }, image(1))] },
    scenario: `
steps: [{ apply: v1.yaml }, { wait: 1m }, { apply: v1.yaml }, { wait: 1m }, { get: pods }]
assert: [deployment/web completes, deployment/web maxPods == 2]`,
  },
];
