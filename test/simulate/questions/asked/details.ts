/** Details that decide an afternoon: scalers with two metrics, probes, finalizers, quotas by class, nodes that come and go. */

import type { JsonObject } from '../../../../src/kube/json.js';
import { cronJob, job, pod, workload } from '../../behaviours/manifests.js';
import { db, web } from '../../forecast-of.js';
import { image, rolling, update, withPodSpec } from '../web.js';
import type { Asked } from './asked.js';

const PODAUTOSCALER = 'pkg/controller/podautoscaler/horizontal.go';
const cpu = (request: string) => ({ resources: { requests: { cpu: request } } });
const CPU_50 = { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } };
const QUEUE = {
  type: 'External',
  external: { metric: { name: 'queue_length' }, target: { type: 'AverageValue', averageValue: '10' } },
};

function scaler(spec: JsonObject, target: JsonObject = { kind: 'Deployment', name: 'web' }): JsonObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', ...target },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [CPU_50],
      ...spec,
    },
  };
}

const quota = (spec: JsonObject) => ({ apiVersion: 'v1', kind: 'ResourceQuota', metadata: { name: 'team' }, spec });
const priority = (name: string, value: number) => ({
  apiVersion: 'scheduling.k8s.io/v1',
  kind: 'PriorityClass',
  metadata: { name },
  value,
});
const volume = (name: string): JsonObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name },
  spec: {
    capacity: { storage: '1Gi' },
    accessModes: ['ReadWriteOnce'],
    storageClassName: 'manual',
    persistentVolumeReclaimPolicy: 'Retain',
    nfs: { server: 'nfs.example.com', path: `/exports/${name}` },
  },
});
const manualClaim = {
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName: 'manual', resources: { requests: { storage: '1Gi' } } },
    },
  ],
};
const agent = (version: number, pod: JsonObject = {}) =>
  workload('DaemonSet', 'agent', { container: { image: `registry.example.com/agent:${version}` }, pod });

export const DETAILS: readonly Asked[] = [
  {
    question: 'CPU and a queue in one HPA, and nobody measures the queue: does it still scale up on CPU?',
    source: `${PODAUTOSCALER} computeReplicasForMetrics: an invalid metric forbids only scaling down`,
    files: { 'web.yaml': [web({ replicas: 2 }, cpu('100m')), scaler({ metrics: [CPU_50, QUEUE] })] },
    scenario: `
steps: [{ apply: web.yaml }, { load: { target: deployment/web, cpu: "150%", metrics: { queue_length: none } } }, { wait: 5m }, { get: hpa }]
assert: [deployment/web desired == 6]`,
  },
  {
    question: 'And when the load is gone?',
    source: `${PODAUTOSCALER}: it stays, as the queue might need the pods`,
    files: { 'web.yaml': [web({ replicas: 2 }, cpu('100m')), scaler({ metrics: [CPU_50, QUEUE] })] },
    scenario: `
steps:
  - apply: web.yaml
  - load: { target: deployment/web, cpu: "150%", metrics: { queue_length: none } }
  - wait: 5m
  - load: { target: deployment/web, cpu: "1%", metrics: { queue_length: none } }
  - wait: 20m
  - get: hpa
assert: [deployment/web desired == 6]`,
  },
  {
    question: 'The HPA names a Deployment that is not there: what does it say?',
    source: `${PODAUTOSCALER}: FailedGetScale, AbleToScale False`,
    files: { 'web.yaml': [web({ replicas: 2 }, cpu('100m')), scaler({}, { kind: 'Deployment', name: 'wbe' })] },
    scenario: `
steps: [{ apply: web.yaml }, { wait: 1m }, { describe: hpa/web }]
assert: [deployment/web desired == 2]`,
  },
  {
    question: 'An HPA scales a StatefulSet up: one pod after the other?',
    source: 'OrderedReady waits for each pod, however many are wanted',
    files: {
      'db.yaml': [db({ replicas: 2 }, cpu('100m')), scaler({}, { kind: 'StatefulSet', name: 'db' })],
    },
    scenario: `
pods: [{ match: {}, behaviour: { startup: 30s } }]
steps: [{ apply: db.yaml }, { load: { target: statefulset/db, cpu: "150%" } }, { wait: 10m }]
assert: [statefulset/db completes, statefulset/db desired == 6, statefulset/db durationSeconds >= 120]`,
  },
  {
    question: 'maxUnavailable 100 %: is the update still rolling?',
    source: 'rolling.go: minAvailable is 0, so all old pods go at once, whether new ones get ready or not',
    files: update({ replicas: 4, ...rolling(0, '100%') }),
    scenario: `
pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]
steps: [{ apply: v1.yaml }, { apply: v2.yaml }]
assert: [deployment/web is stuck, deployment/web minAvailable == 0]`,
  },
  {
    question: 'Two containers, and only the small one crashes: does the pod leave the Service?',
    source: 'a pod is ready when all its containers are',
    files: {
      'web.yaml': [
        withPodSpec(web({ replicas: 2 }), {
          containers: [
            { name: 'app', image: 'registry.example.com/web:1' },
            { name: 'metrics', image: 'registry.example.com/metrics:1' },
          ],
        }),
        {
          apiVersion: 'v1',
          kind: 'Service',
          metadata: { name: 'web' },
          spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
        },
      ],
    },
    scenario: `
pods: [{ match: { image: "*/metrics:1" }, behaviour: { container: metrics, crash: 20s } }]
steps: [{ apply: web.yaml }, { wait: 10m }, { get: pods }, { get: endpoints }]
assert: [deployment/web is stuck]`,
  },
  {
    question: 'The startup probe allows 60 s and the program needs 90 s: what do I see?',
    source: 'pkg/kubelet/prober: killed at 60 s, again and again, and never ready',
    files: {
      'web.yaml': [
        web(
          { replicas: 1 },
          { startupProbe: { httpGet: { path: '/', port: 8080 }, periodSeconds: 10, failureThreshold: 6 } },
        ),
      ],
    },
    scenario: `
pods: [{ match: {}, behaviour: { startup: 90s } }]
steps: [{ apply: web.yaml }, { wait: 10m }, { get: pods }, { get: { kind: events, fieldSelector: reason=Killing } }]
assert: [deployment/web is stuck]`,
  },
  {
    question: 'A quota for pods of the class high only: are others refused, too?',
    source: 'scopeSelector: the quota counts pods of its class alone',
    files: {
      'app.yaml': [
        priority('high', 1000),
        quota({
          hard: { pods: '1' },
          scopeSelector: { matchExpressions: [{ scopeName: 'PriorityClass', operator: 'In', values: ['high'] }] },
        }),
        web({ replicas: 3 }),
        workload('Deployment', 'api', { spec: { replicas: 2 }, pod: { priorityClassName: 'high' } }),
      ],
    },
    scenario: `
steps: [{ apply: app.yaml }, { wait: 1m }, { get: quota }]
assert: [deployment/web completes, deployment/api is stuck]`,
  },
  {
    question: 'count/jobs.batch 3 and a CronJob that keeps its history: when does it stop running?',
    source: 'finished Jobs count until the history limits (3 and 1) delete them',
    files: {
      'cron.yaml': [quota({ hard: { 'count/jobs.batch': '3' } }), cronJob('sync', { schedule: '*/10 * * * *' })],
    },
    scenario: `
steps: [{ apply: cron.yaml }, { wait: 2h }, { get: jobs }, { get: quota }, { get: { kind: events, fieldSelector: reason=FailedCreate } }]
assert: [cronjob/sync is stuck]`,
  },
  {
    question: 'A new node has a startup taint for three minutes: do my pods go there at once?',
    source: 'NoSchedule taints of agents such as Cilium: pods wait until it is removed',
    files: { 'web.yaml': [web({ replicas: 4 }, cpu('900m'))] },
    scenario: `
cluster: { nodes: [{ count: 1, cpu: "2", memory: 8Gi }] }
steps:
  - apply: web.yaml
  - { at: 1m, add-node: { name: node-2, cpu: "2", memory: 8Gi, taints: [{ key: node.cilium.io/agent-not-ready, effect: NoSchedule }] } }
  - { at: 4m, taint: { node: node-2, taints: ["node.cilium.io/agent-not-ready-"] } }
assert: [deployment/web completes]`,
  },
  {
    question: 'I add a nodeSelector to a DaemonSet that no node has: are its pods deleted?',
    source:
      'pkg/controller/daemon: pods on nodes that should not run them are deleted at once, whatever maxUnavailable says',
    files: { 'v1.yaml': [agent(1)], 'v2.yaml': [agent(1, { nodeSelector: { disk: 'ssd' } })] },
    scenario: `
cluster: { nodes: [{ count: 3 }] }
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { wait: 1m }, { get: ds }]
assert: [daemonset/agent desired == 0]`,
  },
  {
    question: 'I delete a CronJob while its Job runs: is the Job killed?',
    source: 'garbage collection: background deletion takes its Jobs and their pods along',
    files: { 'cron.yaml': [cronJob('sync', { schedule: '*/10 * * * *' })] },
    scenario: `
pods: [{ match: {}, behaviour: { runFor: 1h } }]
steps: [{ apply: cron.yaml }, { at: 15m, delete: { target: cronjob/sync } }, { at: 20m, get: jobs }, { at: 20m, get: pods }]`,
  },
  {
    question: 'I delete a Deployment with --cascade=foreground and its pods take 30 s: when is it gone?',
    source: 'garbage collection: the owner goes last',
    files: { 'web.yaml': [web({ replicas: 2 })] },
    scenario: `
pods: [{ match: {}, behaviour: { terminate: 20s } }]
steps:
  - apply: web.yaml
  - { at: 1m, delete: { target: deployment/web, cascade: foreground } }
  - { at: 65s, get: deployments }
  - { at: 90s, get: deployments }`,
  },
  {
    question: 'I delete the StatefulSet and its claims, and volumes are Retain: does a new one get the old data?',
    source: 'a Released volume has a claimRef and is bound to nobody until somebody takes that off',
    files: { 'pv.yaml': [volume('disk-1')], 'db.yaml': [db({ replicas: 1, ...manualClaim })] },
    scenario: `
steps:
  - apply: pv.yaml
  - apply: db.yaml
  - delete: { target: statefulset/db }
  - delete: { target: pvc/data-db-0 }
  - wait: 1m
  - get: pv
  - apply: db.yaml
  - wait: 1m
  - get: pvc
assert: [statefulset/db is stuck]`,
  },
  {
    question: 'Every node is cordoned, and I restart the Deployment: do I lose pods?',
    source: 'new pods are Pending, and maxUnavailable 0 keeps the old ones',
    files: { 'web.yaml': [web({ replicas: 2 })] },
    scenario: `
cluster: { nodes: [{ count: 2 }] }
steps: [{ apply: web.yaml }, { cordon: { node: node-1 } }, { cordon: { node: node-2 } }, { rollout: { restart: deployment/web } }]
assert: [deployment/web is stuck, deployment/web minAvailable == 2]`,
  },
  {
    question: 'A pod wants more memory than any node has: does it wait for a larger node?',
    source: 'pkg/scheduler: Insufficient memory; preemption cannot help',
    files: { 'web.yaml': [web({ replicas: 1 }, { resources: { requests: { memory: '64Gi' } } })] },
    scenario: `
cluster: { nodes: [{ count: 3, cpu: "4", memory: 16Gi }] }
steps: [{ apply: web.yaml }, { wait: 1m }, { get: { kind: events, fieldSelector: reason=FailedScheduling } }]
assert: [deployment/web is stuck]`,
  },
  {
    question: 'An init container waits for something that never comes: what does rollout status say?',
    source: 'Init:0/1: the pod is Pending and counts as not available; the deadline tells',
    files: {
      'v1.yaml': [web({ replicas: 2 })],
      'v2.yaml': [
        withPodSpec(web({ replicas: 2 }, image(2)), {
          initContainers: [{ name: 'wait-for-db', image: 'registry.example.com/wait:1' }],
        }),
      ],
    },
    scenario: `
pods: [{ match: {}, behaviour: { init: never } }]
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { wait: 15m }, { get: pods }, { rollout: { status: deployment/web } }]
assert: [deployment/web is stuck, deployment/web minAvailable == 2]`,
  },
  {
    question: 'restartPolicy Always in a Job: what does apply say?',
    source: 'pkg/apis/batch/validation: OnFailure or Never',
    files: { 'job.yaml': [job('work', {}, { restartPolicy: 'Always' })] },
    scenario: 'steps: [{ apply: job.yaml }]\nassert: [job/work is rejected]',
  },
  {
    question: 'A Job of ten completions, five at a time, on a cluster with room for two: does it finish?',
    source: 'pods that do not fit wait; nothing fails',
    files: {
      'job.yaml': [
        job(
          'work',
          { completions: 10, parallelism: 5 },
          { containers: [{ name: 'app', image: 'registry.example.com/task:1', ...cpu('900m') }] },
        ),
      ],
    },
    scenario: `
cluster: { nodes: [{ count: 1, cpu: "2", memory: 8Gi }] }
pods: [{ match: {}, behaviour: { runFor: 60s } }]
steps: [{ apply: job.yaml }, { wait: 20m }, { get: jobs }]
assert: [job/work completes, job/work durationSeconds >= 300]`,
  },
  {
    question: 'A bare pod has restartPolicy OnFailure and ends with code 0, or with 1: is it started again?',
    source: 'pkg/kubelet/container: OnFailure restarts only what failed',
    files: {
      'pods.yaml': [
        pod('good', { app: 'good' }, { restartPolicy: 'OnFailure' }),
        pod('bad', { app: 'bad' }, { restartPolicy: 'OnFailure' }),
      ],
    },
    scenario: `
pods:
  - { match: { selector: app=good }, behaviour: { exit: { after: 10s, code: 0 } } }
  - { match: { selector: app=bad }, behaviour: { exit: { after: 10s, code: 1, times: 1 } } }
steps: [{ apply: pods.yaml }, { wait: 5m }, { get: pods }]`,
  },
  {
    question: 'A low-priority batch pod is preempted while it works: does its Job fail?',
    source:
      'DisruptionTarget PreemptionByScheduler; the pod counts as failed unless a policy ignores it; backoffLimit 6',
    files: {
      'job.yaml': [
        priority('high', 1000),
        job('work', {}, { containers: [{ name: 'app', image: 'registry.example.com/task:1', ...cpu('1500m') }] }),
      ],
      'web.yaml': [withPodSpec(web({ replicas: 1 }, cpu('1500m')), { priorityClassName: 'high' })],
    },
    scenario: `
cluster: { nodes: [{ count: 1, cpu: "2", memory: 8Gi }] }
pods: [{ match: { selector: "!app" }, behaviour: { runFor: 5m } }]
steps: [{ apply: job.yaml }, { at: 1m, apply: web.yaml }, { at: 5m, delete: { target: deployment/web } }, { wait: 20m }, { get: jobs }]
assert: [job/work completes]`,
  },
  {
    question: 'A suspended CronJob is triggered by hand: does the Job run?',
    source: 'kubectl create job --from copies jobTemplate; suspend is about the schedule only',
    files: { 'cron.yaml': [cronJob('sync', { schedule: '0 3 * * *', suspend: true })] },
    scenario: `
steps: [{ apply: cron.yaml }, { create-job: { from: cronjob/sync, name: now } }, { wait: 1m }, { get: jobs }]
assert: [cronjob/sync is suspended]`,
  },
  {
    question: 'The budget lets nothing go, and the node has to: does --disable-eviction drain it?',
    source: 'kubernetes#83307; kubectl deletes the pods instead, and no budget is asked',
    files: {
      'web.yaml': [
        web({ replicas: 3 }),
        {
          apiVersion: 'policy/v1',
          kind: 'PodDisruptionBudget',
          metadata: { name: 'web' },
          spec: { minAvailable: 3, selector: { matchLabels: { app: 'web' } } },
        },
      ],
    },
    scenario: `
steps: [{ apply: web.yaml }, { drain: { node: node-1, timeout: 1m } }, { drain: { node: node-1, disableEviction: true } }]
assert: [node/node-1 completes, deployment/web completes, deployment/web minAvailable == 2]`,
  },
  {
    question: 'kubectl drain --pod-selector app=web: what of the other pods on the node?',
    source: 'kubectl pkg/drain: only pods of the selector are looked at; the node is cordoned all the same',
    files: { 'app.yaml': [web({ replicas: 1 }), workload('Deployment', 'api', { spec: { replicas: 1 } })] },
    scenario: `
cluster: { nodes: [{ count: 1 }] }
steps: [{ apply: app.yaml }, { wait: 1m }, { add-node: { name: node-2 } }, { drain: { node: node-1, podSelector: app=web } }, { wait: 1m }, { get: { kind: pods, output: "custom-columns=NAME:.metadata.labels.app,NODE:.spec.nodeName" } }]
assert: [node/node-1 completes, deployment/web completes, deployment/api minAvailable == 1]`,
  },
  {
    question:
      'The Namespace enforces restricted, and the Deployment says nothing of security: what happens to the update?',
    source: 'k8s.io/pod-security-admission: workloads are taken with a warning, their pods are refused',
    files: {
      'shop.yaml': [
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
        },
        { ...web({ replicas: 2 }), metadata: { name: 'web', namespace: 'shop' } },
      ],
    },
    scenario: `
steps: [{ apply: shop.yaml }]
assert: [shop/deployment/web is stuck, shop/deployment/web maxPods == 0]`,
  },
  {
    question: 'And when its template does what restricted wants?',
    source: 'pod-security-standards: four fields of securityContext',
    files: {
      'shop.yaml': [
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'restricted' } },
        },
        {
          ...withPodSpec(
            web(
              { replicas: 2 },
              { securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } },
            ),
            { securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } } },
          ),
          metadata: { name: 'web', namespace: 'shop' },
        },
      ],
    },
    scenario: 'steps: [{ apply: shop.yaml }]\nassert: [shop/deployment/web completes]',
  },
  {
    question: 'A request of 1Gi without a limit, and a LimitRange with a default limit of 512Mi: does the pod start?',
    source: 'LimitRanger sets the limit, and validation refuses a request above it',
    files: {
      'web.yaml': [
        {
          apiVersion: 'v1',
          kind: 'LimitRange',
          metadata: { name: 'defaults' },
          spec: { limits: [{ type: 'Container', default: { memory: '512Mi' } }] },
        },
        web({ replicas: 2 }, { resources: { requests: { memory: '1Gi' } } }),
      ],
    },
    scenario: 'steps: [{ apply: web.yaml }]\nassert: [deployment/web is stuck, deployment/web maxPods == 0]',
  },
  {
    question: 'A quota of two pods and a DaemonSet on three nodes: what does it say of the third?',
    source: 'pkg/controller/daemon: FailedCreate events; a DaemonSet has no condition for it',
    files: { 'agent.yaml': [quota({ hard: { pods: '2' } }), agent(1)] },
    scenario: `
cluster: { nodes: [{ count: 3 }] }
steps: [{ apply: agent.yaml }, { wait: 1m }, { get: ds }]
assert: [daemonset/agent is stuck]`,
  },
  {
    question: 'A Job in a Namespace that enforces baseline wants the host network: does it fail?',
    source: 'the Job controller tries again and again; a refused pod is no failed pod',
    files: {
      'job.yaml': [
        {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'shop', labels: { 'pod-security.kubernetes.io/enforce': 'baseline' } },
        },
        { ...job('scan', {}, { hostNetwork: true }), metadata: { name: 'scan', namespace: 'shop' } },
      ],
    },
    scenario: 'steps: [{ apply: job.yaml }]\nassert: [shop/job/scan is stuck]',
  },
];
