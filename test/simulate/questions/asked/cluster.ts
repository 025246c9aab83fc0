/** What teams ask of autoscaling, drains, budgets, nodes, scheduling and quotas. */

import type { JsonObject } from '../../../../src/kube/json.js';
import { job, pod, workload } from '../../behaviours/manifests.js';
import { web } from '../../forecast-of.js';
import { image, rolling, withPodSpec } from '../web.js';
import type { Asked } from './asked.js';

const cpu = (request: string) => ({ resources: { requests: { cpu: request } } });
const CPU_50 = [
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
];

function scaler(spec: JsonObject, name = 'web'): JsonObject {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name },
    spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 10, metrics: CPU_50, ...spec },
  };
}

function budget(spec: JsonObject, name = 'web'): JsonObject {
  const selector = { matchLabels: { app: 'web' } };
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name }, spec: { selector, ...spec } };
}

const spread = (whenUnsatisfiable: string) => ({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable,
      labelSelector: { matchLabels: { app: 'web' } },
    },
  ],
});

const priority = (name: string, value: number, more: JsonObject = {}): JsonObject => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  value,
  ...more,
});
const urgent = (more: JsonObject = {}) => [
  priority('urgent', 1000, more),
  workload('Deployment', 'pay', { spec: { replicas: 1 }, pod: { priorityClassName: 'urgent' }, container: cpu('1') }),
];
const quota = (hard: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'team' },
  spec: { hard },
});
const range = (limits: JsonObject): JsonObject => ({
  apiVersion: 'v1',
  kind: 'LimitRange',
  metadata: { name: 'sizes' },
  spec: { limits: [{ type: 'Container', ...limits }] },
});
const REPLICAS = 'pkg/controller/podautoscaler';
const EVICTION = 'pkg/registry/core/pod/storage/eviction.go';
const DISRUPTION = 'pkg/controller/disruption';
const DRAIN = '{ drain: { node: node-1, ignoreDaemonSets: true, deleteEmptyDirData: true, timeout: 2m } }';

export const CLUSTER: readonly Asked[] = [
  {
    question: 'The load is gone: how long does the HPA keep the pods?',
    source: `${REPLICAS}: downscale stabilization, five minutes by default`,
    files: { 'web.yaml': [web({ replicas: 2 }, cpu('100m')), scaler({})] },
    scenario: `
steps:
  - apply: web.yaml
  - load: { target: deployment/web, cpu: "100%" }
  - wait: 10m
  - load: { target: deployment/web, cpu: "5%" }
  - get: hpa
assert: [deployment/web desired == 2, deployment/web durationSeconds >= 300]`,
  },
  {
    question: 'scaleDown.selectPolicy Disabled: does it ever go down?',
    source: `${REPLICAS}: DisabledPolicySelect keeps the current size`,
    files: {
      'web.yaml': [
        web({ replicas: 2 }, cpu('100m')),
        scaler({ behavior: { scaleDown: { selectPolicy: 'Disabled' } } }),
      ],
    },
    scenario: `
steps: [{ apply: web.yaml }, { load: { target: deployment/web, cpu: "90%" } }, { wait: 10m }, { load: { target: deployment/web, cpu: "5%" } }, { wait: 30m }, { get: hpa }]
assert: [deployment/web desired >= 3]`,
  },
  {
    question: 'The containers request no CPU: what does an HPA on CPU do?',
    source: `${REPLICAS}/replica_calculator.go: missing request for cpu; FailedGetResourceMetric, nothing is scaled`,
    files: { 'web.yaml': [web({ replicas: 3 }), scaler({})] },
    scenario: `
steps: [{ apply: web.yaml }, { load: { target: deployment/web, cpu: "500m" } }, { wait: 5m }, { get: hpa }]
assert: [deployment/web desired == 3]`,
  },
  {
    question: 'I scale to 0 by hand although there is an HPA with minReplicas 2: does it come back?',
    source: `${REPLICAS}/horizontal.go: scaling is disabled since the replica count of the target is zero`,
    files: { 'web.yaml': [web({ replicas: 2 }, cpu('100m')), scaler({})] },
    scenario: `
steps: [{ apply: web.yaml }, { load: { target: deployment/web, cpu: "50%" } }, { wait: 2m }, { scale: { target: deployment/web, replicas: 0 } }, { wait: 30m }, { get: hpa }]
assert: [deployment/web desired == 0]`,
  },
  {
    question:
      'I scale to 20 by hand for a rush that has not come yet, and the HPA has maxReplicas 10: how many are left a minute later?',
    source: `${REPLICAS}/horizontal.go: above maxReplicas it is set to it at the next look; then to what was recommended all along, so nothing stabilizes (test/oracle hpa-hand-scaled)`,
    files: { 'web.yaml': [web({ replicas: 2 }, cpu('100m')), scaler({})] },
    scenario: `
steps: [{ apply: web.yaml }, { load: { target: deployment/web, cpu: "50%" } }, { wait: 2m }, { scale: { target: deployment/web, replicas: 20 } }, { get: hpa }]
assert: [deployment/web desired == 2, deployment/web maxPods == 20, deployment/web durationSeconds <= 45]`,
  },
  {
    question: 'Two HPAs point at one Deployment: which one wins?',
    source: `${REPLICAS}/horizontal.go: AmbiguousSelector, neither scales (since 1.26)`,
    files: {
      'web.yaml': [web({ replicas: 3 }, cpu('100m')), scaler({ minReplicas: 1 }), scaler({ minReplicas: 5 }, 'other')],
    },
    scenario: `
steps: [{ apply: web.yaml }, { load: { target: deployment/web, cpu: "200%" } }, { wait: 10m }, { get: hpa }, { get: { kind: events, fieldSelector: reason=AmbiguousSelector } }]`,
  },
  {
    question: 'minAvailable 100 %: can a node be drained at all?',
    source: `${DISRUPTION}: rounds up to all pods; 0 disruptions allowed`,
    files: { 'web.yaml': [web({ replicas: 3 }), budget({ minAvailable: '100%' })] },
    scenario: `steps: [{ apply: web.yaml }, { wait: 1s }, { get: pdb }, ${DRAIN}]\nassert: [deployment/web minAvailable == 3]`,
  },
  {
    question: 'maxUnavailable 0 in a budget: do updates still work?',
    source: `${DISRUPTION}: only evictions ask; rollouts delete pods`,
    files: {
      'v1.yaml': [web({ replicas: 3 }), budget({ maxUnavailable: 0 })],
      'v2.yaml': [web({ replicas: 3, ...rolling(0, 1) }, image(2))],
    },
    scenario: `steps: [{ apply: v1.yaml }, { apply: v2.yaml }, ${DRAIN}]\nassert: [deployment/web completes, deployment/web minAvailable == 2]`,
  },
  {
    question: 'maxUnavailable 30 % of three pods: 0.9 pods, so none may go?',
    source: `${DISRUPTION} GetScaledValueFromIntOrPercent(…, true): rounds up to 1`,
    files: { 'web.yaml': [web({ replicas: 3 }), budget({ maxUnavailable: '30%' })] },
    scenario: `steps: [{ apply: web.yaml }, { wait: 1s }, { get: pdb }, ${DRAIN}]\nassert: [deployment/web completes, deployment/web minAvailable == 2]`,
  },
  {
    question:
      'kubectl drain without flags, and the node has a DaemonSet, a bare pod and one with emptyDir: what does it say?',
    source: 'kubectl pkg/drain/filters.go',
    files: {
      'all.yaml': [
        workload('DaemonSet', 'agent'),
        pod('shell', { app: 'shell' }, { nodeName: 'node-1' }),
        withPodSpec(web({ replicas: 1 }), {
          volumes: [{ name: 'tmp', emptyDir: {} }],
          nodeSelector: { 'kubernetes.io/hostname': 'node-1' },
        }),
      ],
    },
    scenario:
      'steps: [{ apply: all.yaml }, { drain: { node: node-1 } }, { get: nodes }]\nassert: [deployment/web minAvailable == 1]',
  },
  {
    question: 'Two budgets select the same pods: which one counts in a drain?',
    source: `${EVICTION}: more than one PodDisruptionBudget is an error`,
    files: { 'web.yaml': [web({ replicas: 3 }), budget({ minAvailable: 1 }), budget({ minAvailable: 2 }, 'also')] },
    scenario: `steps: [{ apply: web.yaml }, ${DRAIN}]\nassert: [deployment/web minAvailable == 3]`,
  },
  {
    question: 'A budget with maxUnavailable 1 over two bare pods: is one allowed to go?',
    source: `${DISRUPTION} getExpectedScale: no controller, so SyncFailed and 0 allowed`,
    files: {
      'pods.yaml': [
        pod('a', { app: 'web' }, { nodeName: 'node-1' }),
        pod('b', { app: 'web' }),
        budget({ maxUnavailable: 1 }),
      ],
    },
    scenario:
      'steps: [{ apply: pods.yaml }, { wait: 1s }, { get: pdb }, { drain: { node: node-1, force: true, timeout: 1m } }]',
  },
  {
    question: 'One replica and minAvailable 1: how do I ever empty the node?',
    source: `${DISRUPTION}: 0 allowed; a restart surges to another node once it is cordoned`,
    files: { 'web.yaml': [withPodSpec(web({ replicas: 1 }), {}), budget({ minAvailable: 1 })] },
    scenario: `
cluster: { nodes: [{ count: 2 }] }
steps:
  - apply: web.yaml
  - cordon: { node: node-1 }
  - cordon: { node: node-2 }
  - add-node: { name: node-3 }
  - { drain: { node: node-1, timeout: 1m } }
  - { drain: { node: node-2, timeout: 1m } }
  - rollout: { restart: deployment/web }
  - wait: 1m
  - get: { kind: pods, wide: true }
assert: [deployment/web completes, deployment/web minAvailable == 1]`,
  },
  {
    question: 'tolerationSeconds 30 for unreachable: how long until a pod of a dead node is replaced?',
    source: 'pkg/controller/nodelifecycle, tainteviction: about 40 to 50 s until NotReady, then 30 s',
    files: {
      'web.yaml': [
        withPodSpec(web({ replicas: 3 }), {
          tolerations: [
            { key: 'node.kubernetes.io/unreachable', operator: 'Exists', effect: 'NoExecute', tolerationSeconds: 30 },
          ],
        }),
      ],
    },
    scenario:
      'steps: [{ apply: web.yaml }, { fail-node: { node: node-1 } }]\nassert: [deployment/web completes, deployment/web minAvailable == 2, deployment/web durationSeconds <= 100]',
  },
  {
    question: 'A node dies under a Deployment of three: how long am I one pod short?',
    source: 'admission DefaultTolerationSeconds: 300 s after NotReady',
    files: { 'web.yaml': [web({ replicas: 3 })] },
    scenario:
      'steps: [{ apply: web.yaml }, { fail-node: { node: node-1 } }, { wait: 10m }, { get: pods }]\nassert: [deployment/web completes, deployment/web minAvailable == 2, deployment/web unavailableSeconds > 300]',
  },
  {
    question: 'The pod of a Job runs on a node that dies: is it done again?',
    source:
      'taint eviction deletes the pod and the next one starts; the Job itself ends only when no pod terminates any more (delayTerminalCondition)',
    files: { 'job.yaml': [job('work', {})] },
    scenario: `
pods: [{ match: {}, behaviour: { runFor: 20m } }]
steps: [{ apply: job.yaml }, { at: 60s, fail-node: { node: node-2 } }, { wait: 1h }, { get: pods }]
assert: [job/work is stuck, job/work maxPodsWithTerminating == 2]`,
    horizonMs: 18_000_000,
  },
  {
    question: 'Preferred anti-affinity, five replicas and three nodes: are two Pending?',
    source: 'preferred terms only score',
    files: {
      'web.yaml': [
        withPodSpec(web({ replicas: 5 }), {
          affinity: {
            podAntiAffinity: {
              preferredDuringSchedulingIgnoredDuringExecution: [
                {
                  weight: 100,
                  podAffinityTerm: {
                    topologyKey: 'kubernetes.io/hostname',
                    labelSelector: { matchLabels: { app: 'web' } },
                  },
                },
              ],
            },
          },
        }),
      ],
    },
    scenario: 'steps: [{ apply: web.yaml }, { get: { kind: pods, wide: true } }]\nassert: [deployment/web completes]',
  },
  {
    question: 'topologySpreadConstraints DoNotSchedule by node, and one of three nodes is drained: are its pods moved?',
    source:
      'PodTopologySpread: the empty cordoned node still counts with 0 pods unless nodeTaintsPolicy is Honor, so skew is over 1',
    files: { 'web.yaml': [withPodSpec(web({ replicas: 6 }), spread('DoNotSchedule'))] },
    scenario: `steps: [{ apply: web.yaml }, ${DRAIN}, { wait: 1m }]\nassert: [deployment/web is stuck, deployment/web minAvailable == 4]`,
  },
  {
    question: 'The same with ScheduleAnyway?',
    source: 'PodTopologySpread only scores then',
    files: { 'web.yaml': [withPodSpec(web({ replicas: 6 }), spread('ScheduleAnyway'))] },
    scenario: `steps: [{ apply: web.yaml }, ${DRAIN}, { wait: 1m }]\nassert: [deployment/web completes, deployment/web minAvailable == 4]`,
  },
  {
    question: 'A pod of high priority finds no room, and a budget protects everything that runs: does it wait?',
    source: 'pkg/scheduler/framework/preemption: budgets are kept where possible, and broken where not',
    files: {
      'web.yaml': [web({ replicas: 4 }, cpu('1')), budget({ minAvailable: 4 })],
      'pay.yaml': urgent(),
    },
    scenario: `
cluster: { nodes: [{ count: 1, cpu: "4" }] }
steps: [{ apply: web.yaml }, { apply: pay.yaml }]
assert: [deployment/pay completes, deployment/web is stuck, deployment/web minAvailable == 3]`,
  },
  {
    question: 'preemptionPolicy Never: what is the priority good for then?',
    source: 'concepts/scheduling-eviction/pod-priority-preemption: ahead in the queue, but nothing is removed for it',
    files: { 'web.yaml': [web({ replicas: 4 }, cpu('1'))], 'pay.yaml': urgent({ preemptionPolicy: 'Never' }) },
    scenario: `
cluster: { nodes: [{ count: 1, cpu: "4" }] }
steps: [{ apply: web.yaml }, { apply: pay.yaml }, { wait: 1m }, { scale: { target: deployment/web, replicas: 3 } }]
assert: [deployment/pay completes, deployment/web minAvailable == 3]`,
  },
  {
    question: 'A typo in nodeSelector: what do I see?',
    source: "pkg/scheduler: didn't match Pod's node affinity/selector",
    files: { 'web.yaml': [withPodSpec(web({ replicas: 1 }), { nodeSelector: { disktyp: 'ssd' } })] },
    scenario:
      'cluster: { nodes: [{ count: 3, labels: { disktype: ssd } }] }\nsteps: [{ apply: web.yaml }, { wait: 1s }, { get: { kind: events, fieldSelector: reason=FailedScheduling } }]\nassert: [deployment/web is stuck]',
  },
  {
    question: 'A quota on requests.cpu, and a Deployment without requests: what happens?',
    source: 'plugin/pkg/admission/resourcequota: must specify requests.cpu',
    files: { 'web.yaml': [quota({ 'requests.cpu': '4' }), web({ replicas: 2 })] },
    scenario: 'steps: [{ apply: web.yaml }]\nassert: [deployment/web is stuck, deployment/web maxPods == 0]',
  },
  {
    question: 'And with a LimitRange that has a default request?',
    source: 'admission order: LimitRanger before ResourceQuota',
    files: {
      'web.yaml': [
        quota({ 'requests.cpu': '4' }),
        range({ defaultRequest: { cpu: '500m' }, default: { cpu: '1' } }),
        web({ replicas: 2 }),
      ],
    },
    scenario: 'steps: [{ apply: web.yaml }]\nassert: [deployment/web completes]',
  },
  {
    question: 'A container wants more than the LimitRange allows: does apply fail?',
    source: 'plugin/pkg/admission/limitranger judges pods; the Deployment is taken, its pods are not',
    files: {
      'web.yaml': [
        range({ max: { memory: '1Gi' } }),
        web({ replicas: 2 }, { resources: { limits: { memory: '2Gi' } } }),
      ],
    },
    scenario: 'steps: [{ apply: web.yaml }]\nassert: [deployment/web is stuck, deployment/web maxPods == 0]',
  },
  {
    question: 'A quota of six CPU, five replicas of one CPU and maxSurge 25 %: does the update hang on the quota?',
    source: 'surge rounds up to 2: one more fits, the second is refused, and it goes on as old pods leave',
    files: {
      'v1.yaml': [quota({ 'requests.cpu': '6' }), web({ replicas: 5 }, { ...cpu('1') })],
      'v2.yaml': [web({ replicas: 5 }, { ...cpu('1'), ...image(2) })],
    },
    scenario:
      'steps: [{ apply: v1.yaml }, { apply: v2.yaml }]\nassert: [deployment/web completes, deployment/web maxPods <= 6, deployment/web minAvailable == 4]',
  },
];
