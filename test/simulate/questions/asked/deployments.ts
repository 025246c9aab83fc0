/** What teams ask of Deployments, ReplicaSets and bare pods. */

import type { JsonObject } from '../../../../src/kube/json.js';
import { workload } from '../../behaviours/manifests.js';
import { web } from '../../forecast-of.js';
import { image, rolling, update, withPodSpec } from '../web.js';
import type { Asked } from './asked.js';

const APPLY = 'steps: [{ apply: v1.yaml }, { apply: v2.yaml }]';
const BROKEN = 'pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]';
const SYNC = 'pkg/controller/deployment/rolling.go, util/deployment_util.go (ResolveFenceposts)';
const cpu = (request: string) => ({ resources: { requests: { cpu: request } } });

export const DEPLOYMENTS: readonly Asked[] = [
  {
    question: 'Two replicas with the default 25 %/25 %: do I lose a pod during an update?',
    source: `${SYNC}: surge rounds up to 1, unavailable down to 0`,
    files: update({ replicas: 2 }),
    scenario: `
${APPLY}
assert: [deployment/web completes, deployment/web minAvailable == 2, deployment/web maxPods == 3, deployment/web unavailableSeconds == 0]`,
  },
  {
    question: 'One replica, maxSurge 0 and maxUnavailable 25 %: 25 % of one is none, so no downtime?',
    source: `${SYNC}: both round to 0, so unavailable counts as 1`,
    files: update({ replicas: 1, ...rolling(0, '25%') }),
    scenario: `
${APPLY}
assert: [deployment/web completes, deployment/web minAvailable == 0, deployment/web maxPods == 1, deployment/web emptySeconds == 10]`,
  },
  {
    question: 'Does rollout undo twice bring me two versions back?',
    source:
      'kubectl pkg/polymorphichelpers/rollback.go: undo takes the revision before the newest, and the one undone to becomes the newest',
    files: { ...update({ replicas: 2 }), 'v3.yaml': [web({ replicas: 2 }, image(3))] },
    scenario: `
steps:
  - apply: v1.yaml
  - apply: v2.yaml
  - apply: v3.yaml
  - rollout: { undo: deployment/web }
  - rollout: { undo: deployment/web }
  - rollout: { history: deployment/web }
  - get: { kind: deployment, name: web, wide: true }
assert: [deployment/web completes]`,
  },
  {
    question: 'revisionHistoryLimit 0: can I still undo a rollout that is stuck?',
    source: 'pkg/controller/deployment/sync.go cleanupDeployment: only when the Deployment is complete',
    files: update({ revisionHistoryLimit: 0 }),
    scenario: `
${BROKEN}
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { rollout: { undo: deployment/web } }]
assert: [deployment/web completes, deployment/web minAvailable == 3]`,
  },
  {
    question: 'progressDeadlineSeconds 60: is a rollout that takes four minutes marked as failed?',
    source: 'pkg/controller/deployment/progress.go: every pod that is updated, ready or available is progress',
    files: update({ replicas: 4, progressDeadlineSeconds: 60, minReadySeconds: 50, ...rolling(1, 0) }),
    scenario: `
${APPLY}
assert: [deployment/web completes, deployment/web durationSeconds >= 240, deployment/web minAvailable == 4]`,
  },
  {
    question: 'Paused for an hour in the middle of a rollout: is its deadline over when I resume?',
    source: 'pkg/controller/deployment/progress.go checkPausedConditions: resuming starts the deadline anew',
    files: update({ replicas: 4, progressDeadlineSeconds: 120, minReadySeconds: 30, ...rolling(1, 0) }),
    scenario: `
steps:
  - apply: v1.yaml
  - apply: v2.yaml
  - { after: { event: ScalingReplicaSet }, rollout: { pause: deployment/web } }
  - wait: 1h
  - rollout: { resume: deployment/web }
  - rollout: { status: deployment/web }
assert: [deployment/web completes, deployment/web minAvailable == 4]`,
  },
  {
    question: 'The last update is stuck past its deadline: do I have to roll back before I apply the fix?',
    source: 'test/oracle deploy-progress-deadline; pkg/controller/deployment/progress.go',
    files: {
      ...update({ replicas: 4, progressDeadlineSeconds: 60 }),
      'v3.yaml': [web({ replicas: 4, progressDeadlineSeconds: 60 }, image(3))],
    },
    scenario: `
${BROKEN}
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { wait: 5m }, { rollout: { status: deployment/web } }, { apply: v3.yaml }, { rollout: { status: deployment/web } }]
assert: [deployment/web completes, deployment/web minAvailable == 3]`,
  },
  {
    question: 'Recreate, and one old pod takes its whole grace period of two minutes: how long is everything down?',
    source: 'pkg/controller/deployment/recreate.go: waits until no old pod runs',
    files: Object.fromEntries(
      Object.entries(update({ replicas: 3, strategy: { type: 'Recreate' } })).map(([file, objects]) => [
        file,
        objects.map((object) => withPodSpec(object, { terminationGracePeriodSeconds: 120 })),
      ]),
    ),
    scenario: `
pods: [{ match: { image: "*:1" }, behaviour: { terminate: never } }]
${APPLY}
assert: [deployment/web completes, deployment/web minAvailable == 0, deployment/web emptySeconds == 130]`,
  },
  {
    question: 'Two Deployments have the same selector: do they take pods from each other?',
    source: 'pkg/controller/controller_ref_manager.go: only orphans are adopted; pod-template-hash separates the pods',
    files: {
      'both.yaml': [web({ replicas: 2 }), { ...web({ replicas: 3 }, image(2)), metadata: { name: 'web-canary' } }],
    },
    scenario: `
steps: [{ apply: both.yaml }, { scale: { target: deployment/web, replicas: 4 } }]
assert: [deployment/web desired == 4, deployment/web completes, deployment/web-canary completes, deployment/web-canary maxPods == 3]`,
  },
  {
    question: 'maxSurge 100 % and the cluster has room for seven of the ten pods: does the update hang?',
    source: `${SYNC}: each new pod that is available lets an old one go, which makes room`,
    files: update({ replicas: 5, ...rolling('100%', 0) }, cpu('1')),
    scenario: `
cluster: { nodes: [{ count: 1, cpu: "7" }] }
${APPLY}
assert: [deployment/web completes, deployment/web minAvailable == 5, deployment/web maxPods == 10]`,
  },
  {
    question: 'The cluster is full: does an update with the default strategy of four replicas go through?',
    source: `${SYNC}: unavailable rounds to 1, so an old pod goes first and makes room`,
    files: update({ replicas: 4 }, cpu('1')),
    scenario: `
cluster: { nodes: [{ count: 1, cpu: "4" }] }
${APPLY}
assert: [deployment/web completes, deployment/web minAvailable == 3]`,
  },
  {
    question: 'The cluster is full and three replicas update by default: why does nothing happen?',
    source: `${SYNC}: unavailable rounds to 0, the surge pod is Pending`,
    files: update({ replicas: 3 }, cpu('1')),
    scenario: `
cluster: { nodes: [{ count: 1, cpu: "3" }] }
${APPLY}
assert: [deployment/web is stuck, deployment/web minAvailable == 3, deployment/web maxPods == 4]`,
  },
  {
    question:
      'Which edits of a Deployment restart pods: strategy, minReadySeconds, labels of the Deployment, grace period?',
    source: 'pkg/controller/deployment/util: only spec.template is compared',
    files: {
      'v1.yaml': [web({ replicas: 2 })],
      'outside.yaml': [
        {
          ...web({ replicas: 2, minReadySeconds: 5, ...rolling(2, 0) }),
          metadata: { name: 'web', labels: { team: 'a' } },
        },
      ],
      'grace.yaml': [withPodSpec(web({ replicas: 2 }), { terminationGracePeriodSeconds: 31 })],
    },
    scenario: `
steps: [{ apply: v1.yaml }, { wait: 1m }, { apply: outside.yaml }, { get: rs }, { apply: grace.yaml }, { get: rs }]
assert: [deployment/web completes]`,
  },
  {
    question: 'All old pods crash: does the fix roll out with maxUnavailable 0, or does it wait for them for ever?',
    source: `${SYNC}: cleanupUnhealthyReplicas takes old pods that are not available first`,
    files: update({ replicas: 4, ...rolling(1, 0) }),
    scenario: `
pods: [{ match: { image: "*:1" }, behaviour: { crash: 3s } }]
${APPLY}
assert: [deployment/web completes, deployment/web maxPods == 5]`,
  },
  {
    question: 'I delete a pod of a stuck rollout: does it help?',
    source: 'test/oracle deploy-nopull-delete-undo: the ReplicaSet makes the same pod again',
    files: update({ replicas: 3 }),
    scenario: `
pods: [{ match: { image: "*:2" }, behaviour: { pull: never } }]
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { delete: { pod: { selector: app=web, order: newest, take: 1 } } }]
assert: [deployment/web is stuck, deployment/web minAvailable == 3]`,
  },
  {
    question: 'A bare pod has the labels of my Deployment: does the Deployment count it?',
    source:
      'pkg/controller/deployment: the ReplicaSet selects pod-template-hash too, so a pod without that label is not adopted',
    files: {
      'pod.yaml': [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'debug', labels: { app: 'web' } },
          spec: { containers: [{ name: 'app', image: 'registry.example.com/web:1' }] },
        },
      ],
      'v1.yaml': [web({ replicas: 2 })],
    },
    scenario: `
steps: [{ apply: pod.yaml }, { apply: v1.yaml }, { get: { kind: pods, selector: app=web } }]
assert: [deployment/web completes, deployment/web maxPods == 2]`,
  },
  {
    question: 'A bare pod has the labels of my ReplicaSet and was there first: how many pods does the ReplicaSet make?',
    source: 'test/oracle rs-orphan-adopt; controller_ref_manager.go ClaimPods',
    files: {
      'pod.yaml': [
        {
          apiVersion: 'v1',
          kind: 'Pod',
          metadata: { name: 'first', labels: { app: 'api' } },
          spec: { containers: [{ name: 'app', image: 'registry.example.com/other:9' }] },
        },
      ],
      'rs.yaml': [workload('ReplicaSet', 'api', { spec: { replicas: 3 } })],
    },
    scenario: `
steps: [{ apply: pod.yaml }, { apply: rs.yaml }, { get: { kind: pods, wide: true } }]
assert: [replicaset/api completes, replicaset/api maxPods == 3]`,
  },
  {
    question: 'I restart a Deployment twice in a row: does it roll twice?',
    source: 'kubectl pkg/cmd/rollout/rollout_restart.go: the same second is no change; later a rollover',
    files: { 'v1.yaml': [web({ replicas: 3 })] },
    scenario: `
steps:
  - apply: v1.yaml
  - rollout: { restart: deployment/web }
  - { after: { event: ScalingReplicaSet }, rollout: { restart: deployment/web } }
  - { at: 5m, rollout: { restart: deployment/web } }
  - get: rs
assert: [deployment/web completes, deployment/web minAvailable == 3]`,
  },
  {
    question: 'I scale a Deployment by hand and then apply the old manifest: what counts?',
    source: 'kubectl apply: replicas in the manifest are set again (three-way merge)',
    files: { 'v1.yaml': [web({ replicas: 3 })] },
    scenario: `
steps: [{ apply: v1.yaml }, { scale: { target: deployment/web, replicas: 8 } }, { apply: v1.yaml }]
assert: [deployment/web desired == 3, deployment/web maxPods == 8, deployment/web minAvailable == 3]`,
  },
  {
    question: 'I remove replicas from the manifest because an HPA scales it: how many pods are left?',
    source: 'kubectl apply removes the field, the server defaults it to 1 (kubernetes/kubernetes issue 67135)',
    files: {
      'v1.yaml': [web({ replicas: 6 })],
      'v2.yaml': [
        (({ spec, ...rest }: JsonObject): JsonObject => {
          const { replicas: _replicas, ...more } = spec as JsonObject;
          return { ...rest, spec: more };
        })(web({ replicas: 6 })),
      ],
    },
    scenario: `
${APPLY}
assert: [deployment/web desired == 1, deployment/web completes]`,
  },
];
