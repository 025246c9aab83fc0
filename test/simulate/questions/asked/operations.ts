/** What people report of Jobs, autoscalers, drains and dying nodes, each with the thread where it was found or the source that explains it. */

import type { JsonObject } from '../../../../src/kube/json.js';
import { cronJob, job, pod, workload } from '../../behaviours/manifests.js';
import { db, web } from '../../forecast-of.js';
import { rolling, update, withPodSpec } from '../web.js';
import type { Asked } from './asked.js';

const JOBS = 'pkg/controller/job/job_controller.go';
const cpu = (request: string) => ({ resources: { requests: { cpu: request } } });
const CPU_50 = [
  { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } } },
];

function scaler(spec: JsonObject): JsonObject {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 10, metrics: CPU_50, ...spec },
  };
}

function budget(app: string, spec: JsonObject, selector: JsonObject = { matchLabels: { app } }): JsonObject {
  return { apiVersion: 'policy/v1', kind: 'PodDisruptionBudget', metadata: { name: app }, spec: { selector, ...spec } };
}

const agent = (version: number, spec: JsonObject = {}) =>
  workload('DaemonSet', 'agent', {
    spec,
    container: {
      image: `registry.example.com/agent:${version}`,
      readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 5 },
    },
  });
const apart = (app: string) => ({
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app } } },
      ],
    },
  },
});

export const OPERATIONS: readonly Asked[] = [
  {
    question: 'A CronJob every five minutes, Allow and OnFailure, and its program always fails: how many pods pile up?',
    source: `${JOBS} pastBackoffLimitOnFailure: six restarts (0+10+20+40+80+160 s apart) take about six minutes, so two at a time`,
    files: {
      'cron.yaml': [
        cronJob(
          'sync',
          { schedule: '*/5 * * * *' },
          {
            template: {
              spec: { restartPolicy: 'OnFailure', containers: [{ name: 'app', image: 'registry.example.com/sync:1' }] },
            },
          },
        ),
      ],
    },
    horizonMs: 7_200_000,
    scenario: `
pods: [{ match: {}, behaviour: { exit: { after: 5s, code: 1 } } }]
steps: [{ apply: cron.yaml }, { wait: 1h }, { get: jobs }]
assert: [cronjob/sync maxPods == 2, cronjob/sync is failed]`,
  },
  {
    question: 'Forbid, and one run hangs for ever: does it ever run again?',
    source: 'pkg/controller/cronjob: an active Job forbids the next; only activeDeadlineSeconds ends it',
    files: { 'cron.yaml': [cronJob('sync', { schedule: '*/10 * * * *', concurrencyPolicy: 'Forbid' })] },
    scenario: `
pods: [{ match: {}, behaviour: { runFor: 100h } }]
steps: [{ apply: cron.yaml }, { wait: 3h }, { get: jobs }, { get: cronjobs }]
assert: [cronjob/sync maxPods == 1, cronjob/sync is running]`,
  },
  {
    question: 'startingDeadlineSeconds 5: documentation says it may never run; does it?',
    source: 'since 1.21 the controller wakes at the time of a run and does not look every 10 s',
    files: { 'cron.yaml': [cronJob('sync', { schedule: '*/10 * * * *', startingDeadlineSeconds: 5 })] },
    scenario: `
steps: [{ apply: cron.yaml }, { wait: 35m }, { get: jobs }]
assert: [cronjob/sync completes, cronjob/sync maxPods == 1]`,
  },
  {
    question: 'backoffLimit 0 and the node is drained: has the Job failed?',
    source: `${JOBS}: an evicted pod is a failed pod unless podFailurePolicy ignores it`,
    files: { 'job.yaml': [job('report', { backoffLimit: 0 })] },
    scenario: `
pods: [{ match: {}, behaviour: { runFor: 10m } }]
steps: [{ apply: job.yaml }, { at: 60s, drain: { node: node-1, force: true } }, { at: 60s, drain: { node: node-2, force: true } }, { at: 60s, drain: { node: node-3, force: true } }]
assert: [job/report is failed]`,
  },
  {
    question: 'And with a podFailurePolicy that ignores DisruptionTarget?',
    source: 'KEP-3329',
    files: {
      'job.yaml': [
        job('report', {
          backoffLimit: 0,
          podFailurePolicy: {
            rules: [{ action: 'Ignore', onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] }],
          },
        }),
      ],
    },
    scenario: `
cluster: { nodes: [{ count: 2 }] }
pods: [{ match: {}, behaviour: { runFor: 10m } }]
steps:
  - apply: job.yaml
  - { at: 60s, drain: { node: node-1, force: true } }
  - { at: 120s, uncordon: { node: node-1 } }
  - { at: 180s, drain: { node: node-2, force: true } }
assert: [job/report completes]`,
  },
  {
    question: 'activeDeadlineSeconds in the pod template instead of in the Job: what ends after 30 s?',
    source: 'pkg/kubelet/active_deadline.go: the pod fails with DeadlineExceeded, and the Job makes the next one',
    files: { 'job.yaml': [job('report', { backoffLimit: 2 }, { activeDeadlineSeconds: 30 })] },
    scenario: `
pods: [{ match: {}, behaviour: { runFor: 10m } }]
steps: [{ apply: job.yaml }, { wait: 10m }, { get: pods }]
assert: [job/report is failed, job/report maxPods == 1]`,
  },
  {
    question: 'kubectl wait --for=condition=complete on a Job that fails: does the pipeline notice?',
    source: 'kubectl wait looks for one condition only: it waits until its timeout',
    files: { 'job.yaml': [job('migrate', { backoffLimit: 1 })] },
    scenario: `
pods: [{ match: {}, behaviour: { exitCode: 1 } }]
steps:
  - apply: job.yaml
  - wait: { target: job/migrate, for: condition=complete, timeout: 5m }
  - wait: { target: job/migrate, for: condition=failed, timeout: 5m }
assert: [job/migrate is failed]`,
  },
  {
    question: 'I apply a Job with another image while the last one has completed: does it run again?',
    source: 'pkg/apis/batch/validation: spec.template is immutable',
    files: {
      'v1.yaml': [job('migrate', {})],
      'v2.yaml': [job('migrate', {}, { containers: [{ name: 'app', image: 'registry.example.com/task:2' }] })],
    },
    scenario: 'steps: [{ apply: v1.yaml }, { wait: 1m }, { apply: v2.yaml }]\nassert: [job/migrate is rejected]',
  },
  {
    question:
      'Helm deletes and creates the hook Job anew with before-hook-creation while the old one runs: do two run at once?',
    source: 'a foreground or background delete; the new one is created as soon as the old object is gone',
    files: { 'job.yaml': [job('hook', {}, { terminationGracePeriodSeconds: 60 })] },
    scenario: `
pods: [{ match: {}, behaviour: { runFor: 10m, terminate: 40s } }]
steps:
  - apply: job.yaml
  - { at: 60s, delete: { target: job/hook } }
  - { at: 61s, apply: job.yaml }
  - { at: 65s, get: pods }
  - wait: 20m
assert: [job/hook completes]`,
  },
  {
    question: 'The load goes from two pods to the CPU of a hundred: how long until a hundred run?',
    source: 'pkg/controller/podautoscaler: default scale-up 100 % or 4 pods per 15 s, whichever is more',
    files: { 'web.yaml': [web({ replicas: 2 }, cpu('100m')), scaler({ maxReplicas: 100 })] },
    scenario: `
cluster: { nodes: [{ count: 10, cpu: "16", memory: 64Gi, pods: 110 }] }
steps: [{ apply: web.yaml }, { load: { target: deployment/web, cpu: "10000%" } }, { wait: 5m }]
assert: [deployment/web desired == 100, deployment/web durationSeconds <= 150]`,
  },
  {
    question: 'metrics-server is down for ten minutes under load: does the HPA go down to minReplicas?',
    source: 'without metrics nothing is scaled (FailedGetResourceMetric)',
    files: { 'web.yaml': [web({ replicas: 2 }, cpu('100m')), scaler({})] },
    scenario: `
steps:
  - apply: web.yaml
  - load: { target: deployment/web, cpu: "150%" }
  - wait: 3m
  - load: { target: deployment/web, cpu: none }
  - wait: 10m
  - get: hpa
assert: [deployment/web desired == 6]`,
  },
  {
    question: 'An injected sidecar has no CPU request: does the HPA on CPU still work?',
    source: 'replica_calculator.go: missing request for cpu in container',
    files: {
      'web.yaml': [
        withPodSpec(web({ replicas: 2 }), {
          containers: [
            { name: 'app', image: 'registry.example.com/web:1', ...cpu('100m') },
            { name: 'proxy', image: 'registry.example.com/proxy:1' },
          ],
        }),
        scaler({}),
      ],
    },
    scenario: `
steps: [{ apply: web.yaml }, { load: { target: deployment/web, cpu: "150%" } }, { wait: 5m }, { describe: hpa/web }]
assert: [deployment/web desired == 2]`,
  },
  {
    question: 'An update with maxSurge 100 % under an HPA at full load: how many pods at once?',
    source: 'kubernetes#84142: the surge is of what the HPA has set, not of the manifest',
    files: {
      'v1.yaml': [web({ replicas: 4, ...rolling('100%', 0) }, cpu('100m')), scaler({ maxReplicas: 8 })],
    },
    scenario: `
steps:
  - apply: v1.yaml
  - load: { target: deployment/web, cpu: "100%" }
  - wait: 5m
  - set-image: { target: deployment/web, container: app, image: "registry.example.com/web:2" }
assert: [deployment/web completes, deployment/web desired == 8, deployment/web maxPods == 16]`,
  },
  {
    question: 'A budget with minAvailable 4 and an HPA that wants two pods: does the budget keep four?',
    source: 'scaling down is no eviction: only evictions ask budgets',
    files: { 'web.yaml': [web({ replicas: 4 }, cpu('100m')), scaler({}), budget('web', { minAvailable: 4 })] },
    scenario: `
steps: [{ apply: web.yaml }, { load: { target: deployment/web, cpu: "5%" } }, { wait: 10m }, { get: pdb }]
assert: [deployment/web desired == 2]`,
  },
  {
    question: 'Two nodes are drained at the same moment, and the budget allows one pod: is that enough?',
    source: 'pkg/registry/core/pod/storage/eviction.go: each eviction takes from disruptionsAllowed',
    files: { 'web.yaml': [withPodSpec(web({ replicas: 3 }), apart('web')), budget('web', { maxUnavailable: 1 })] },
    scenario: `
cluster: { nodes: [{ count: 5 }] }
steps: [{ apply: web.yaml }, { at: 1m, drain: { node: node-1 } }, { at: 1m, drain: { node: node-2 } }]
assert: [deployment/web completes, deployment/web minAvailable == 2]`,
  },
  {
    question: 'One budget over two Deployments, minAvailable 3 of their four pods: which may go?',
    source: 'pkg/controller/disruption: healthy pods of all that it selects are counted together',
    files: {
      'app.yaml': [
        workload('Deployment', 'web', { spec: { replicas: 2 }, metadata: { labels: { app: 'web', team: 'a' } } }),
        workload('Deployment', 'api', { spec: { replicas: 2 }, metadata: { labels: { app: 'api', team: 'a' } } }),
        budget('team', { minAvailable: 3 }, { matchLabels: { team: 'a' } }),
      ],
    },
    scenario: `
cluster: { nodes: [{ count: 2 }] }
steps: [{ apply: app.yaml }, { wait: 1m }, { drain: { node: node-1 } }, { get: pdb }]
assert: [deployment/web completes, deployment/api completes]`,
  },
  {
    question: 'db-1 is being deleted, slowly, and its node is drained with a budget of one of two: does the drain end?',
    source: 'kubernetes#91141; eviction.go: a pod that is being deleted already needs no budget',
    files: {
      'db.yaml': [
        withPodSpec(db({ replicas: 2 }), { ...apart('db'), terminationGracePeriodSeconds: 120 }),
        budget('db', { minAvailable: 1 }),
      ],
    },
    scenario: `
cluster: { nodes: [{ count: 2 }] }
pods: [{ match: {}, behaviour: { terminate: 60s } }]
steps:
  - apply: db.yaml
  - { at: 2m, delete: { pod: db-1 } }
  - { at: 125s, drain: { node: node-2 } }
assert: [node/node-2 completes, statefulset/db is stuck]`,
  },
  {
    question: 'A node was drained and is uncordoned again: do its pods come back?',
    source: 'nothing moves pods that run',
    files: { 'web.yaml': [web({ replicas: 3 })] },
    scenario: `
steps: [{ apply: web.yaml }, { drain: { node: node-1 } }, { uncordon: { node: node-1 } }, { wait: 5m }, { get: { kind: pods, output: "custom-columns=NODE:.spec.nodeName" } }]
assert: [deployment/web completes]`,
  },
  {
    question: 'A node reboots and is away for three minutes: are its pods moved?',
    source: 'tolerationSeconds 300 for not-ready and unreachable',
    files: { 'web.yaml': [web({ replicas: 3 })] },
    scenario: `
steps: [{ apply: web.yaml }, { fail-node: { node: node-1, for: 3m } }, { wait: 10m }, { get: pods }]
assert: [deployment/web completes, deployment/web minAvailable == 2, deployment/web maxPodsWithTerminating == 3]`,
  },
  {
    question: 'A node is away for ten minutes and comes back: are there pods too many?',
    source: 'the pod was replaced after 300 s; the kubelet ends the old one when it is back',
    files: { 'web.yaml': [web({ replicas: 3 })] },
    scenario: `
steps: [{ apply: web.yaml }, { fail-node: { node: node-1, for: 10m } }, { wait: 20m }, { get: pods }]
assert: [deployment/web completes, deployment/web minAvailable == 2, deployment/web maxPods == 3, deployment/web maxPodsWithTerminating == 4]`,
  },
  {
    question: 'One of three nodes is dead, and I update the DaemonSet: does it get through?',
    source:
      'pkg/controller/daemon/update.go: the pod of the dead node is unavailable, which is all that maxUnavailable 1 allows',
    files: { 'v1.yaml': [agent(1)], 'v2.yaml': [agent(2)] },
    scenario: `
steps: [{ apply: v1.yaml }, { fail-node: { node: node-2 } }, { wait: 10m }, { apply: v2.yaml }]
assert: [daemonset/agent is stuck, daemonset/agent minAvailable == 2]`,
  },
  {
    question: 'maxUnavailable 10 % of a DaemonSet on three nodes: 0.3 pods, so none?',
    source: 'pkg/controller/daemon/util: rounded up',
    files: {
      'v1.yaml': [agent(1, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } } })],
      'v2.yaml': [agent(2, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: '10%' } } })],
    },
    scenario: `
steps: [{ apply: v1.yaml }, { apply: v2.yaml }]
assert: [daemonset/agent completes, daemonset/agent maxUnavailable == 1, daemonset/agent minAvailable == 2]`,
  },
  {
    question: 'The new version of a DaemonSet never gets ready: how many nodes lose their agent?',
    source: 'pkg/controller/daemon/update.go: one, by default',
    files: { 'v1.yaml': [agent(1)], 'v2.yaml': [agent(2)] },
    scenario: `
cluster: { nodes: [{ count: 5 }] }
pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]
steps: [{ apply: v1.yaml }, { apply: v2.yaml }]
assert: [daemonset/agent is stuck, daemonset/agent minAvailable == 4]`,
  },
  {
    question: 'I delete a StatefulSet while a node is dead and apply it again: does db-1 come?',
    source: 'the old db-1 stays Terminating until its node or a person confirms it, and has the name',
    files: { 'db.yaml': [db({ replicas: 2 })] },
    scenario: `
steps:
  - apply: db.yaml
  - fail-node: { node: node-2 }
  - wait: 10m
  - delete: { target: statefulset/db }
  - wait: 1m
  - apply: db.yaml
  - wait: 5m
  - get: { kind: pods, wide: true }
assert: [statefulset/db is stuck]`,
  },
  {
    question: 'The only node of zone a is lost, and the volume of db-0 is there: where does db-0 go?',
    source: 'VolumeBinding: node(s) had volume node affinity conflict; a volume of one zone keeps its pod there',
    files: {
      'db.yaml': [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolume',
          metadata: { name: 'disk-a' },
          spec: {
            capacity: { storage: '1Gi' },
            accessModes: ['ReadWriteOnce'],
            storageClassName: 'manual',
            csi: { driver: 'ebs.csi.aws.com', volumeHandle: 'vol-1' },
            nodeAffinity: {
              required: {
                nodeSelectorTerms: [
                  { matchExpressions: [{ key: 'topology.kubernetes.io/zone', operator: 'In', values: ['a'] }] },
                ],
              },
            },
          },
        },
        db({
          replicas: 1,
          volumeClaimTemplates: [
            {
              metadata: { name: 'data' },
              spec: {
                accessModes: ['ReadWriteOnce'],
                storageClassName: 'manual',
                resources: { requests: { storage: '1Gi' } },
              },
            },
          ],
        }),
      ],
    },
    scenario: `
cluster:
  nodes:
    - { name: a-1, labels: { topology.kubernetes.io/zone: a } }
    - { name: b-1, labels: { topology.kubernetes.io/zone: b } }
steps: [{ apply: db.yaml }, { remove-node: a-1 }, { wait: 10m }, { get: pods }]
assert: [statefulset/db is stuck]`,
  },
  {
    question: 'A bare pod runs on a node that dies: who brings it back?',
    source: 'nobody: it is deleted after 300 s and stays Terminating until the node is back',
    files: { 'pod.yaml': [pod('shell', { app: 'shell' })] },
    scenario: `
cluster: { nodes: [{ count: 1 }] }
steps: [{ apply: pod.yaml }, { fail-node: { node: node-1 } }, { wait: 15m }, { get: pods }]
assert: [pod/shell is failed]`,
  },
  {
    question: 'Two replicas, three nodes, and the update runs while a node is being drained: is one always there?',
    source: 'rollouts and evictions count separately: the budget sees the pods that the rollout takes',
    files: { ...update({ replicas: 2 }), 'pdb.yaml': [budget('web', { minAvailable: 1 })] },
    scenario: `
steps:
  - apply: v1.yaml
  - apply: pdb.yaml
  - apply: v2.yaml
  - { after: { event: ScalingReplicaSet, contains: "0 to 1" }, drain: { node: node-1 } }
assert: [deployment/web completes, deployment/web minAvailable >= 1]`,
  },
  {
    question: 'The new image crashes only after a minute, and minReadySeconds is 0: does rollout status say failed?',
    source: 'available as soon as ready: the rollout is complete before the first crash',
    files: update({ replicas: 2 }),
    scenario: `
pods: [{ match: { image: "*:2" }, behaviour: { crash: 60s } }]
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { rollout: { status: deployment/web } }, { wait: 10m }, { get: pods }]
assert: [deployment/web is stuck]`,
  },
];
