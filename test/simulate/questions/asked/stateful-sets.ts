/** What teams ask of StatefulSets and DaemonSets. */

import type { JsonObject } from '../../../../src/kube/json.js';
import { workload } from '../../behaviours/manifests.js';
import type { Asked } from './asked.js';

const PROBE = { readinessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 5 } };
const CLAIM = {
  metadata: { name: 'data' },
  spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
};

function db(version: number, spec: JsonObject = {}, pod: JsonObject = {}): JsonObject {
  const container = { image: `registry.example.com/db:${version}`, ...PROBE };
  return workload('StatefulSet', 'db', { spec: { replicas: 3, serviceName: 'db', ...spec }, container, pod });
}

function agent(version: number, spec: JsonObject = {}, pod: JsonObject = {}): JsonObject {
  return workload('DaemonSet', 'agent', {
    spec,
    container: { image: `registry.example.com/agent:${version}`, ...PROBE },
    pod,
  });
}

const dbs = (spec: JsonObject = {}) => ({ 'v1.yaml': [db(1, spec)], 'v2.yaml': [db(2, spec)] });
const partition = (count: number) => ({
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: count } },
});
const retention = (whenDeleted: string, whenScaled: string) => ({
  volumeClaimTemplates: [CLAIM],
  persistentVolumeClaimRetentionPolicy: { whenDeleted, whenScaled },
});
const CONTROL = 'pkg/controller/statefulset/stateful_set_control.go';

export const STATEFUL_SETS: readonly Asked[] = [
  {
    question: 'A canary with partition 2, then 1, then 0: which pods restart at each step?',
    source: `${CONTROL} updateStatefulSet: ordinals at or above the partition, highest first; test/oracle sts-partition`,
    files: {
      'v1.yaml': [db(1)],
      'p2.yaml': [db(2, partition(2))],
      'p1.yaml': [db(2, partition(1))],
      'p0.yaml': [db(2)],
    },
    scenario: `
steps:
  - apply: v1.yaml
  - apply: p2.yaml
  - rollout: { status: statefulset/db }
  - get: { kind: pods, output: "custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image" }
  - apply: p1.yaml
  - rollout: { status: statefulset/db }
  - get: { kind: pods, output: "custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image" }
  - apply: p0.yaml
  - rollout: { status: statefulset/db }
  - get: { kind: pods, output: "custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image" }
assert: [statefulset/db completes, statefulset/db minAvailable == 2, statefulset/db maxPods == 3]`,
  },
  {
    question: 'OnDelete: I delete all pods at once after an update; what comes back, and in which order?',
    source: 'test/oracle sts-ondelete; pods come back one after the other, new',
    files: dbs({ updateStrategy: { type: 'OnDelete' } }),
    scenario: `
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { wait: 1m }, { delete: { pod: { selector: app=db } } }, { wait: 2m }, { get: { kind: pods, output: "custom-columns=NAME:.metadata.name,IMAGE:.spec.containers[0].image,START:.metadata.creationTimestamp" } }]
assert: [statefulset/db completes, statefulset/db minAvailable == 0]`,
  },
  {
    question: 'podManagementPolicy Parallel: does an update restart all pods at once?',
    source: `${CONTROL}: Parallel is about creating and scaling, updates go one by one`,
    files: dbs({ podManagementPolicy: 'Parallel' }),
    scenario: `
steps: [{ apply: v1.yaml }, { apply: v2.yaml }]
assert: [statefulset/db completes, statefulset/db minAvailable == 2, statefulset/db durationSeconds >= 30]`,
  },
  {
    question: 'db-1 of three is unready: can I scale to five, or down to two, or to one?',
    source: `${CONTROL} processReplica and processCondemned: a wanted pod that is not available blocks; the first unhealthy one that has to go does not`,
    files: dbs(),
    scenario: `
steps:
  - apply: v1.yaml
  - behave: { pod: db-1, behaviour: { unready: true } }
  - wait: 1m
  - scale: { target: statefulset/db, replicas: 5 }
  - wait: 2m
  - get: pods
  - scale: { target: statefulset/db, replicas: 2 }
  - wait: 2m
  - get: pods
  - scale: { target: statefulset/db, replicas: 1 }
  - wait: 2m
  - get: pods
assert: [statefulset/db completes, statefulset/db maxPods == 3]`,
  },
  {
    question: 'The same with Parallel: can I scale down to one?',
    source: `${CONTROL}: monotonic is false, so nothing is waited for`,
    files: dbs({ podManagementPolicy: 'Parallel' }),
    scenario: `
steps:
  - apply: v1.yaml
  - behave: { pod: db-0, behaviour: { unready: true } }
  - wait: 1m
  - scale: { target: statefulset/db, replicas: 1 }
  - wait: 2m
  - get: pods
assert: [statefulset/db desired == 1]`,
  },
  {
    question: 'db-0 never gets ready on the first apply: are db-1 and db-2 created?',
    source: `${CONTROL}: OrderedReady waits for each predecessor`,
    files: dbs(),
    scenario: `
pods: [{ match: { selector: "statefulset.kubernetes.io/pod-name=db-0" }, behaviour: { ready: never } }]
steps: [{ apply: v1.yaml }]
assert: [statefulset/db is stuck, statefulset/db maxPods == 1]`,
  },
  {
    question: 'I scale from three to one and back: is the data of db-1 and db-2 still there?',
    source: 'pkg/controller/statefulset: claims stay without persistentVolumeClaimRetentionPolicy; test/oracle sts-pvc',
    files: dbs({ volumeClaimTemplates: [CLAIM] }),
    scenario: `
steps: [{ apply: v1.yaml }, { scale: { target: statefulset/db, replicas: 1 } }, { get: pvc }, { scale: { target: statefulset/db, replicas: 3 } }, { get: pvc }]
assert: [statefulset/db completes]`,
  },
  {
    question: 'whenScaled Delete: is the data gone after scaling down, and what of a rolling update?',
    source:
      'pkg/controller/statefulset/stateful_pod_control.go: a condemned pod owns its claim; an update condemns none',
    files: { ...dbs(retention('Retain', 'Delete')) },
    scenario: `
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { get: pvc }, { scale: { target: statefulset/db, replicas: 1 } }, { get: pvc }]
assert: [statefulset/db completes]`,
  },
  {
    question: 'whenDeleted Delete: I delete a pod, then the StatefulSet with --cascade=orphan; is data lost?',
    source:
      'KEP-1847: the StatefulSet owns the claims; a pod deletion changes nothing; orphaning deletes no pod, its claims lose their owner',
    files: dbs(retention('Delete', 'Retain')),
    scenario: `
steps: [{ apply: v1.yaml }, { delete: { pod: db-1 } }, { get: pvc }, { delete: { target: statefulset/db, cascade: orphan } }, { wait: 1m }, { get: pvc }, { get: pods }]`,
  },
  {
    question: 'whenDeleted Delete: what does kubectl delete statefulset take away?',
    source: 'KEP-1847; test/oracle sts-pvc-delete',
    files: dbs(retention('Delete', 'Retain')),
    scenario: `
steps: [{ apply: v1.yaml }, { delete: { target: statefulset/db } }, { wait: 1m }, { get: pvc }, { get: pods }]`,
  },
  {
    question: 'Does deleting a StatefulSet stop its pods in order, like scaling to 0?',
    source:
      'concepts/workloads/controllers/statefulset: no guarantees on deletion; the garbage collector takes all at once',
    files: dbs(),
    scenario: `
pods: [{ match: {}, behaviour: { terminate: 20s } }]
steps: [{ apply: v1.yaml }, { delete: { target: statefulset/db } }, { get: pods }, { wait: 1m }, { apply: v1.yaml }, { scale: { target: statefulset/db, replicas: 0 } }, { get: pods }]
assert: [statefulset/db completes]`,
  },
  {
    question: 'I delete a StatefulSet with slow pods and apply it again at once: does it take over the old pods?',
    source: 'the new one has another uid; a pod of that name is in the way until it is gone',
    files: dbs(),
    scenario: `
pods: [{ match: {}, behaviour: { terminate: 20s } }]
steps: [{ apply: v1.yaml }, { delete: { target: statefulset/db } }, { at: 35s, apply: v2.yaml }]
assert: [statefulset/db completes]`,
  },
  {
    question: 'maxUnavailable 2 in a StatefulSet of 1.34: is the update faster?',
    source: 'kube_features.go: MaxUnavailableStatefulSet is alpha until 1.35; the field is dropped',
    version: '1.34.0',
    files: dbs({ updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 2 } } }),
    scenario: `
steps: [{ apply: v1.yaml }, { apply: v2.yaml }]
assert: [statefulset/db completes, statefulset/db minAvailable == 2]`,
  },
  {
    question: 'The headless Service of a StatefulSet does not exist: do its pods start?',
    source: 'the controller never reads serviceName; only DNS names are missing',
    files: dbs({ serviceName: 'nowhere' }),
    scenario: `
steps: [{ apply: v1.yaml }]
assert: [statefulset/db completes]`,
  },
  {
    question: 'I change the storage size in volumeClaimTemplates: what happens, and to how many pods?',
    source: 'pkg/apis/apps/validation: updates to statefulset spec for fields other than … are forbidden',
    files: {
      'v1.yaml': [db(1, { volumeClaimTemplates: [CLAIM] })],
      'v2.yaml': [
        db(2, {
          volumeClaimTemplates: [{ ...CLAIM, spec: { ...CLAIM.spec, resources: { requests: { storage: '2Gi' } } } }],
        }),
      ],
    },
    scenario:
      'steps: [{ apply: v1.yaml }, { apply: v2.yaml }]\nassert: [statefulset/db is rejected, statefulset/db minAvailable == 3]',
  },
  {
    question: 'minReadySeconds 20 in a StatefulSet: how long does an update of three take?',
    source: `${CONTROL}: the next pod goes when the one before has been ready for so long`,
    files: dbs({ minReadySeconds: 20 }),
    scenario:
      'steps: [{ apply: v1.yaml }, { apply: v2.yaml }]\nassert: [statefulset/db completes, statefulset/db durationSeconds >= 90, statefulset/db minAvailable == 2]',
  },
  {
    question: 'A node with a StatefulSet pod dies: is the pod started elsewhere?',
    source:
      'concepts/architecture/nodes, tutorials force-delete: it stays Terminating until the node is gone or the pod is force-deleted',
    files: dbs(),
    scenario: `
steps: [{ apply: v1.yaml }, { fail-node: { node: node-1 } }, { wait: 30m }, { get: pods }]
assert: [statefulset/db is stuck, statefulset/db minAvailable == 2]`,
  },
  {
    question: 'And when I force-delete that pod?',
    source: 'tasks/run-application/force-delete-stateful-set-pod',
    files: dbs(),
    scenario: `
steps: [{ apply: v1.yaml }, { fail-node: { node: node-1 } }, { wait: 10m }, { delete: { pod: { selector: app=db, node: node-1 }, force: true } }, { wait: 1m }, { get: { kind: pods, wide: true } }]
assert: [statefulset/db completes, statefulset/db minAvailable == 2]`,
  },
  {
    question: 'A node is added with a taint that the DaemonSet does not tolerate: does it count as missing?',
    source: 'pkg/controller/daemon/daemon_controller.go NodeShouldRunDaemonPod: such a node is not desired',
    files: { 'v1.yaml': [agent(1)] },
    scenario: `
steps: [{ apply: v1.yaml }, { add-node: { name: gpu-1, taints: [{ key: gpu, value: "yes", effect: NoSchedule }] } }, { add-node: { name: plain-1 } }, { get: ds }]
assert: [daemonset/agent completes, daemonset/agent desired == 4]`,
  },
  {
    question: 'I taint a node NoSchedule: is its DaemonSet pod deleted?',
    source: 'test/oracle zz-ds-taints; NoSchedule keeps what runs, and the node counts no more only for NoExecute',
    files: { 'v1.yaml': [agent(1)] },
    scenario: `
steps: [{ apply: v1.yaml }, { taint: { node: node-2, taints: ["dedicated=db:NoSchedule"] } }, { wait: 1m }, { get: ds }, { get: { kind: pods, wide: true } }]
assert: [daemonset/agent completes]`,
  },
  {
    question: 'A DaemonSet with the host network updates with maxSurge 1: what happens?',
    source: 'kubernetes/kubernetes issue 106417; the scheduler refuses a second pod with the same host port',
    files: {
      'v1.yaml': [agent(1, { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } })].map(withPort),
      'v2.yaml': [agent(2, { updateStrategy: { rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } })].map(withPort),
    },
    scenario:
      'steps: [{ apply: v1.yaml }, { apply: v2.yaml }]\nassert: [daemonset/agent is stuck, daemonset/agent minAvailable == 3, daemonset/agent maxPods == 4]',
  },
  {
    question: 'An OnDelete DaemonSet, and a node restarts its pod by crashing: old or new version?',
    source: 'a crash restarts containers of the same pod; only a deleted pod is made anew',
    files: {
      'v1.yaml': [agent(1, { updateStrategy: { type: 'OnDelete' } })],
      'v2.yaml': [agent(2, { updateStrategy: { type: 'OnDelete' } })],
    },
    scenario: `
steps:
  - apply: v1.yaml
  - apply: v2.yaml
  - behave: { pod: { selector: app=agent, index: 0 }, behaviour: { exit: { after: 1s, code: 1, times: 1 } } }
  - wait: 2m
  - delete: { pod: { selector: app=agent, index: 1 } }
  - wait: 1m
  - get: { kind: pods, output: "custom-columns=IMAGE:.spec.containers[0].image,RESTARTS:.status.containerStatuses[0].restartCount" }`,
  },
];

function withPort(object: JsonObject): JsonObject {
  // Made by `agent`: all of it is there.
  const copy = structuredClone(object) as {
    spec: { template: { spec: { hostNetwork?: boolean; containers: JsonObject[] } } };
  };
  const pod = copy.spec.template.spec;
  pod.hostNetwork = true;
  pod.containers = pod.containers.map((container) => ({ ...container, ports: [{ containerPort: 9100 }] }));
  return copy as unknown as JsonObject;
}
