/** Symptoms that people report of rollouts, probes, quotas and scheduling, each with the thread where it was found or the source that explains it. */

import type { JsonObject } from '../../../../src/kube/json.js';
import { workload } from '../../behaviours/manifests.js';
import { db, web } from '../../forecast-of.js';
import { image, rolling, update, withPodSpec } from '../web.js';
import type { Asked } from './asked.js';

const ROLLING = 'pkg/controller/deployment/rolling.go';
const asks = (cpu: string) => ({ resources: { requests: { cpu } } });
const quota = (hard: JsonObject) => ({
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'team' },
  spec: { hard },
});
const byHost = (more: JsonObject = {}) => ({
  topologySpreadConstraints: [
    {
      maxSkew: 1,
      topologyKey: 'kubernetes.io/hostname',
      whenUnsatisfiable: 'DoNotSchedule',
      labelSelector: { matchLabels: { app: 'web' } },
      ...more,
    },
  ],
});
const claimed = (name: string) => ({ volumes: [{ name: 'data', persistentVolumeClaim: { claimName: name } }] });
const claim = (name: string, spec: JsonObject = {}): JsonObject => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } }, ...spec },
});
const storageClass = (name: string): JsonObject => ({
  apiVersion: 'storage.k8s.io/v1',
  kind: 'StorageClass',
  metadata: { name },
  provisioner: 'ebs.csi.aws.com',
  volumeBindingMode: 'WaitForFirstConsumer',
});
const templates = (storageClassName: string) => ({
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], storageClassName, resources: { requests: { storage: '1Gi' } } },
    },
  ],
});
const liveness = { livenessProbe: { httpGet: { path: '/db', port: 8080 }, periodSeconds: 10, failureThreshold: 3 } };

export const SYMPTOMS: readonly Asked[] = [
  {
    question: 'Two replicas with maxSurge 1 and maxUnavailable 1: is one always there?',
    source: 'kubernetes#70570; rolling.go: at least 1 available, but one old pod goes before any new one is ready',
    files: update({ replicas: 2, ...rolling(1, 1) }),
    scenario:
      'steps: [{ apply: v1.yaml }, { apply: v2.yaml }]\nassert: [deployment/web minAvailable == 1, deployment/web maxPods == 3]',
  },
  {
    question: 'A WebSocket service with an hour of grace: does an update of four wait for the old pods?',
    source: `${ROLLING} counts pods that are being deleted no more (kubernetes#37955)`,
    files: {
      'v1.yaml': [withPodSpec(web({ replicas: 4 }), { terminationGracePeriodSeconds: 3600 })],
      'v2.yaml': [withPodSpec(web({ replicas: 4 }, image(2)), { terminationGracePeriodSeconds: 3600 })],
    },
    scenario: `
pods: [{ match: {}, behaviour: { terminate: never } }]
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { rollout: { status: deployment/web } }]
assert: [deployment/web completes, deployment/web maxPodsWithTerminating == 8]`,
  },
  {
    question: 'The quota has room for one more pod, and old pods take 60 s to end: does the update get through?',
    source: 'plugin/pkg/admission/resourcequota: pods that are being deleted count until they are gone',
    files: {
      'v1.yaml': [quota({ pods: '5' }), web({ replicas: 4 })],
      'v2.yaml': [web({ replicas: 4 }, image(2))],
    },
    scenario: `
pods: [{ match: {}, behaviour: { terminate: 60s } }]
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { wait: 30m }, { get: quota }]
assert: [deployment/web completes, deployment/web maxPodsWithTerminating == 5, deployment/web minAvailable >= 3]`,
  },
  {
    question: 'Pods were refused by the quota; I raise it an hour later: does the Deployment recover by itself?',
    source: 'pkg/controller/replicaset: retries with growing delays up to 1000 s; the quota wakes nobody',
    files: {
      'v1.yaml': [quota({ pods: '2' }), web({ replicas: 4 })],
      'more.yaml': [quota({ pods: '10' })],
    },
    scenario: `
steps: [{ apply: v1.yaml }, { at: 1h, apply: more.yaml }, { at: 2h, get: quota }]
assert: [deployment/web completes, deployment/web durationSeconds <= 1010]`,
  },
  {
    question:
      'A quota refuses the pods of a new Deployment with progressDeadlineSeconds 120: when does rollout status fail?',
    source: 'argo-cd#16720; progress.go: ReplicaFailure at once, ProgressDeadlineExceeded after the deadline',
    files: { 'web.yaml': [quota({ pods: '0' }), web({ replicas: 2, progressDeadlineSeconds: 120 })] },
    scenario: `
steps: [{ apply: web.yaml }, { rollout: { status: deployment/web } }, { get: deployments }]
assert: [deployment/web is stuck]`,
  },
  {
    question: 'Five replicas spread over three nodes with DoNotSchedule: are they still spread after a restart?',
    source: 'kubernetes#98215, #105661: the constraint counts old pods, and nobody looks again when they are gone',
    files: { 'web.yaml': [withPodSpec(web({ replicas: 5 }), byHost())] },
    scenario: `
cluster: { nodes: [{ count: 3 }] }
steps: [{ apply: web.yaml }, { rollout: { restart: deployment/web } }, { wait: 5m }, { get: { kind: pods, output: "custom-columns=NODE:.spec.nodeName" } }]
assert: [deployment/web completes]`,
  },
  {
    question: 'And with matchLabelKeys pod-template-hash?',
    source: 'KEP-3243: each revision is spread by itself',
    files: { 'web.yaml': [withPodSpec(web({ replicas: 5 }), byHost({ matchLabelKeys: ['pod-template-hash'] }))] },
    scenario: `
cluster: { nodes: [{ count: 3 }] }
steps: [{ apply: web.yaml }, { rollout: { restart: deployment/web } }, { wait: 5m }, { get: { kind: pods, output: "custom-columns=NODE:.spec.nodeName" } }]
assert: [deployment/web completes]`,
  },
  {
    question: 'minDomains 3 and only two zones: how many of four pods run?',
    source:
      'pkg/scheduler/framework/plugins/podtopologyspread: with too few domains the minimum is 0, so one pod a zone',
    files: {
      'web.yaml': [
        withPodSpec(web({ replicas: 4 }), byHost({ topologyKey: 'topology.kubernetes.io/zone', minDomains: 3 })),
      ],
    },
    scenario: `
cluster:
  nodes:
    - { name: a-1, labels: { topology.kubernetes.io/zone: a } }
    - { name: b-1, labels: { topology.kubernetes.io/zone: b } }
steps: [{ apply: web.yaml }, { wait: 1m }, { get: pods }]
assert: [deployment/web is stuck]`,
  },
  {
    question: 'The node has CPU and memory left, and a pod is Pending: Too many pods?',
    source: 'kubelet maxPods (110 by default); pkg/scheduler/framework/plugins/noderesources',
    files: { 'web.yaml': [web({ replicas: 6 })] },
    scenario: `
cluster: { nodes: [{ count: 1, cpu: "64", memory: 256Gi, pods: 5 }] }
steps: [{ apply: web.yaml }, { wait: 1m }, { get: { kind: events, fieldSelector: reason=FailedScheduling } }]
assert: [deployment/web is stuck]`,
  },
  {
    question: 'A DaemonSet of class system-node-critical comes to full nodes: does it wait, or push pods out?',
    source: 'pkg/scheduler/framework/preemption: pods of lower priority are victims',
    files: {
      'web.yaml': [web({ replicas: 6 }, asks('900m'))],
      'agent.yaml': [
        workload('DaemonSet', 'agent', { pod: { priorityClassName: 'system-node-critical' }, container: asks('500m') }),
      ],
    },
    scenario: `
cluster: { nodes: [{ count: 3, cpu: "2", memory: 8Gi }] }
steps: [{ apply: web.yaml }, { apply: agent.yaml }, { wait: 5m }]
assert: [daemonset/agent completes, deployment/web is stuck]`,
  },
  {
    question: 'Web and batch must not share a node, there are two nodes with web on both: where does batch go?',
    source: 'pkg/scheduler/framework/plugins/interpodaffinity',
    files: {
      'web.yaml': [withPodSpec(web({ replicas: 2 }), byHost())],
      'batch.yaml': [
        workload('Deployment', 'batch', {
          spec: { replicas: 1 },
          pod: {
            affinity: {
              podAntiAffinity: {
                requiredDuringSchedulingIgnoredDuringExecution: [
                  { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
                ],
              },
            },
          },
        }),
      ],
    },
    scenario: `
cluster: { nodes: [{ count: 2 }] }
steps: [{ apply: web.yaml }, { apply: batch.yaml }]
assert: [deployment/web completes, deployment/batch is stuck]`,
  },
  {
    question: 'I taint all nodes NoSchedule and restart the Deployment: what happens?',
    source: 'pkg/scheduler/framework/plugins/tainttoleration; running pods stay',
    files: { 'web.yaml': [web({ replicas: 3 })] },
    scenario: `
cluster: { nodes: [{ count: 2 }] }
steps:
  - apply: web.yaml
  - taint: { node: node-1, taints: ["patch=now:NoSchedule"] }
  - taint: { node: node-2, taints: ["patch=now:NoSchedule"] }
  - rollout: { restart: deployment/web }
assert: [deployment/web is stuck, deployment/web minAvailable == 3]`,
  },
  {
    question: 'One replica with a ReadWriteOnce disk and the default strategy: does the update go through?',
    source:
      'the new pod may come to another node while the old one holds the disk (Multi-Attach); maxUnavailable rounds to 0',
    files: {
      'v1.yaml': [claim('data'), withPodSpec(web({ replicas: 1 }), claimed('data'))],
      'v2.yaml': [withPodSpec(web({ replicas: 1 }, image(2)), claimed('data'))],
    },
    scenario: `
cluster: { nodes: [{ count: 3 }] }
steps: [{ apply: v1.yaml }, { cordon: { node: node-1 } }, { apply: v2.yaml }]
assert: [deployment/web is stuck, deployment/web minAvailable == 1]`,
  },
  {
    question: 'I change storageClassName of a StatefulSet that runs: what now?',
    source: 'argo-cd#5620; volumeClaimTemplates cannot be changed',
    files: {
      'v1.yaml': [storageClass('slow'), storageClass('fast'), db({ ...templates('slow') })],
      'v2.yaml': [db({ ...templates('fast') })],
    },
    scenario: `
steps: [{ apply: v1.yaml }, { apply: v2.yaml }]
assert: [statefulset/db is rejected]`,
  },
  {
    question: 'And with --cascade=orphan, apply, and then scaled to four: which class has which claim?',
    source: 'claims that are there are kept as they are; only the new one comes from the new template',
    files: {
      'v1.yaml': [storageClass('slow'), storageClass('fast'), db({ ...templates('slow') })],
      'v2.yaml': [db({ ...templates('fast') })],
    },
    scenario: `
steps:
  - apply: v1.yaml
  - delete: { target: statefulset/db, cascade: orphan }
  - apply: v2.yaml
  - scale: { target: statefulset/db, replicas: 4 }
  - wait: 1m
  - get: { kind: pvc, output: "custom-columns=NAME:.metadata.name,CLASS:.spec.storageClassName" }
assert: [statefulset/db completes, statefulset/db minAvailable >= 2]`,
  },
  {
    question:
      'The liveness probe asks the database, and the database is away for five minutes: how long is the service down?',
    source:
      'pkg/kubelet/prober: every pod is killed after 30 s, again and again; the back-off goes on when the database is back',
    files: { 'web.yaml': [web({ replicas: 3 }, liveness)] },
    scenario: `
steps:
  - apply: web.yaml
  - at: 60s
    behave: { pod: { selector: app=web }, behaviour: { live: 0s } }
  - at: 360s
    behave: { pod: { selector: app=web }, behaviour: { live: never } }
  - wait: 10m
  - get: pods
assert: [deployment/web completes, deployment/web emptySeconds > 100]`,
  },
  {
    question: 'initialDelaySeconds 60 of the readiness probe: how long does an update of four take?',
    source: `${ROLLING}: maxSurge 1 and maxUnavailable 1 of four: two pods at a time`,
    files: update(
      { replicas: 4 },
      { readinessProbe: { httpGet: { path: '/', port: 8080 }, initialDelaySeconds: 60, periodSeconds: 5 } },
    ),
    scenario:
      'steps: [{ apply: v1.yaml }, { apply: v2.yaml }]\nassert: [deployment/web completes, deployment/web durationSeconds >= 130]',
  },
  {
    question: 'A native sidecar never gets ready: does the rollout go on without it?',
    source: 'KEP-753: readiness of a sidecar counts for the pod',
    files: {
      'v1.yaml': [web({ replicas: 2 })],
      'v2.yaml': [
        withPodSpec(web({ replicas: 2 }, image(2)), {
          initContainers: [
            {
              name: 'mesh',
              image: 'registry.example.com/mesh:1',
              restartPolicy: 'Always',
              readinessProbe: { httpGet: { path: '/ready', port: 15021 } },
            },
          ],
        }),
      ],
    },
    scenario: `
pods: [{ match: { image: "*/mesh:1" }, behaviour: { container: mesh, ready: never } }]
steps: [{ apply: v1.yaml }, { apply: v2.yaml }]
assert: [deployment/web is stuck, deployment/web minAvailable == 2]`,
  },
  {
    question: 'kubectl patch to strategy Recreate: why is it refused, and does apply work?',
    source: 'spec.strategy.rollingUpdate was filled in by the server; apply retains keys of the manifest only',
    files: {
      'v1.yaml': [web({ replicas: 2 })],
      'v2.yaml': [web({ replicas: 2, strategy: { type: 'Recreate' } })],
    },
    scenario: `
steps:
  - apply: v1.yaml
  - patch: { target: deployment/web, patch: { spec: { strategy: { type: Recreate } } } }
  - apply: v2.yaml
  - get: { kind: deployment/web, output: "jsonpath={.spec.strategy}" }
assert: [deployment/web completes]`,
  },
  {
    question: 'minReadySeconds 120 and progressDeadlineSeconds 60: what does apply say?',
    source: 'pkg/apis/apps/validation: must be greater than minReadySeconds',
    files: { 'web.yaml': [web({ minReadySeconds: 120, progressDeadlineSeconds: 60 })] },
    scenario: 'steps: [{ apply: web.yaml }]\nassert: [deployment/web is rejected]',
  },
  {
    question: 'I take a key out of stringData of a Secret and apply: is it gone?',
    source: 'stringData is write-only: apply has nothing to remove there, and data keeps the key',
    files: {
      'v1.yaml': [{ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, stringData: { old: 'a', new: 'b' } }],
      'v2.yaml': [
        { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'keys' }, stringData: { new: 'c' } },
        web({ replicas: 1 }),
      ],
    },
    scenario: `
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { get: { kind: secret/keys, output: "jsonpath={.data}" } }]
assert: [deployment/web completes]`,
  },
  {
    question: 'The cluster is full and pods are Pending; a node comes ten minutes later: do I have to do anything?',
    source: 'pkg/scheduler: a new node makes Pending pods be looked at again',
    files: { 'web.yaml': [web({ replicas: 5 }, asks('900m'))] },
    scenario: `
cluster: { nodes: [{ count: 2, cpu: "2", memory: 8Gi }] }
steps: [{ apply: web.yaml }, { at: 10m, add-node: { name: node-3, cpu: "2", memory: 8Gi } }]
assert: [deployment/web completes]`,
  },
  {
    question: 'A Deployment is paused for a canary, and I scale it: which pods come?',
    source: 'pkg/controller/deployment/sync.go: scaling is shared in proportion, paused or not',
    files: update({ replicas: 4 }),
    scenario: `
steps:
  - apply: v1.yaml
  - apply: v2.yaml
  - at: 12s
    rollout: { pause: deployment/web }
  - at: 1m
    scale: { target: deployment/web, replicas: 8 }
  - wait: 2m
  - get: rs
assert: [deployment/web is paused, deployment/web desired == 8]`,
  },
];
