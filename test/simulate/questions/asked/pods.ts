/** What teams ask of probes, containers, Services, configuration and kubectl. */

import type { JsonObject } from '../../../../src/kube/json.js';
import { pod, workload } from '../../behaviours/manifests.js';
import { web } from '../../forecast-of.js';
import { image, rolling, update, withPodSpec } from '../web.js';
import type { Asked } from './asked.js';

const APPLY = 'steps: [{ apply: v1.yaml }, { apply: v2.yaml }]';
const LIVE = { livenessProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 10, failureThreshold: 3 } };
const PROBES = 'pkg/kubelet/prober/worker.go';

function service(spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web' },
    spec: { selector: { app: 'web' }, ports: [{ port: 80, targetPort: 8080 }], ...spec },
  };
}

function config(data: JsonObject, more: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'settings' }, data, ...more };
}

const FROM_CONFIG = { envFrom: [{ configMapRef: { name: 'settings' } }] };
const IMAGES = '{ get: { kind: pods, output: "custom-columns=IMAGE:.spec.containers[0].image" } }';

export const PODS: readonly Asked[] = [
  {
    question:
      'The program takes 60 s to start and has a liveness probe of 3 × 10 s without startupProbe: does it ever run?',
    source: `${PROBES}: liveness starts with the container, kills it after three failures, again and again`,
    files: { 'web.yaml': [web({ replicas: 2 }, LIVE)] },
    scenario: `
pods: [{ match: {}, behaviour: { startup: 60s } }]
steps: [{ apply: web.yaml }]
assert: [deployment/web is stuck, deployment/web restarts > 2]`,
  },
  {
    question: 'And with a startupProbe of 30 × 10 s before it?',
    source: `${PROBES}: liveness and readiness wait until startup has succeeded`,
    files: {
      'web.yaml': [
        web(
          { replicas: 2 },
          {
            ...LIVE,
            startupProbe: { httpGet: { path: '/healthz', port: 8080 }, periodSeconds: 10, failureThreshold: 30 },
          },
        ),
      ],
    },
    scenario: `
pods: [{ match: {}, behaviour: { startup: 60s } }]
steps: [{ apply: web.yaml }]
assert: [deployment/web completes within 90s, deployment/web restarts == 0]`,
  },
  {
    question: 'A running pod fails its readiness probe: is it restarted or replaced?',
    source: `${PROBES}: it only leaves the endpoints; nothing replaces it`,
    files: { 'web.yaml': [web({ replicas: 3 }), service()] },
    scenario: `
steps: [{ apply: web.yaml }, { behave: { pod: { selector: app=web, take: 1 }, behaviour: { unready: true } } }, { wait: 30m }]
assert: [deployment/web minAvailable == 2, deployment/web restarts == 0, deployment/web maxPods == 3, service/web minEndpoints == 2]`,
  },
  {
    question: 'One dependency is down and all readiness probes fail at once: what do clients get?',
    source: 'pkg/controller/endpointslice: no ready endpoint is left',
    files: { 'web.yaml': [web({ replicas: 3 }), service()] },
    scenario: `
steps:
  - apply: web.yaml
  - behave: { pod: { selector: app=web }, behaviour: { unready: true } }
  - wait: 2m
  - behave: { pod: { selector: app=web }, behaviour: { unready: false } }
assert: [service/web minEndpoints == 0, service/web emptySeconds == 125, deployment/web emptySeconds == 125]`,
  },
  {
    question: 'preStop sleeps 20 s and terminationGracePeriodSeconds is 10: how long does the pod live on?',
    source: 'pkg/kubelet/kuberuntime: the hook counts; at least 2 s are left for SIGTERM',
    files: {
      'web.yaml': [
        withPodSpec(web({ replicas: 1 }, { lifecycle: { preStop: { exec: { command: ['sleep', '20'] } } } }), {
          terminationGracePeriodSeconds: 10,
        }),
      ],
    },
    scenario: `
pods: [{ match: {}, behaviour: { preStop: 20s, terminate: 5s } }]
steps: [{ apply: web.yaml }, { delete: { target: deployment/web } }, { at: 21s, get: pods }, { at: 23s, get: pods }]`,
  },
  {
    question: 'An init container of the new version fails: what happens to the update?',
    source: 'pod-lifecycle: Init:CrashLoopBackOff, the pod never gets ready',
    files: {
      'v1.yaml': [web({ replicas: 3 })],
      'v2.yaml': [
        withPodSpec(web({ replicas: 3 }, image(2)), {
          initContainers: [{ name: 'migrate', image: 'registry.example.com/migrate:2' }],
        }),
      ],
    },
    scenario: `
pods: [{ match: { image: "*migrate:2" }, behaviour: { container: migrate, exit: { after: 1s, code: 1 } } }]
${APPLY}
assert: [deployment/web is stuck, deployment/web minAvailable == 3]`,
  },
  {
    question: 'Three init containers of 10 s each: at once or one after the other?',
    source: 'concepts/workloads/pods/init-containers: in order, each after the one before has succeeded',
    files: {
      'web.yaml': [
        withPodSpec(web({ replicas: 1 }), {
          initContainers: ['a', 'b', 'c'].map((name) => ({ name, image: 'registry.example.com/init:1' })),
        }),
      ],
    },
    scenario: `
pods: [{ match: {}, behaviour: { init: 10s } }]
steps: [{ apply: web.yaml }]
assert: [deployment/web durationSeconds >= 40, deployment/web durationSeconds <= 45]`,
  },
  {
    question:
      'The new version is killed for its memory after 20 s, and there is a readiness probe: does the update go through?',
    source: 'ready after 5 s counts at once with minReadySeconds 0, so old pods go; then CrashLoopBackOff',
    files: update({ replicas: 3 }),
    scenario: `
pods: [{ match: { image: "*:2" }, behaviour: { oom: 20s } }]
${APPLY}
assert: [deployment/web is stuck, deployment/web minAvailable <= 1]`,
  },
  {
    question: 'And with minReadySeconds 30?',
    source:
      'pkg/controller/deployment: no new pod is ever available, so no old one goes; each time it is ready counts as progress, so the deadline never passes',
    files: update({ replicas: 3, minReadySeconds: 30 }),
    scenario: `
pods: [{ match: { image: "*:2" }, behaviour: { oom: 20s } }]
${APPLY}
assert: [deployment/web is running, deployment/web minAvailable == 3, deployment/web maxPods == 4]`,
  },
  {
    question: 'The ConfigMap is missing and I create it later: do I have to restart the pods?',
    source: 'pkg/kubelet: CreateContainerConfigError is tried again',
    files: { 'web.yaml': [web({ replicas: 2 }, FROM_CONFIG)], 'config.yaml': [config({ LEVEL: 'info' })] },
    scenario: `
steps:
  - apply: web.yaml
  - wait: 5m
  - get: pods
  - apply: config.yaml
assert: [deployment/web completes, deployment/web restarts == 0, deployment/web maxPods == 2]`,
  },
  {
    question: 'I delete a ConfigMap that pods mount and read: do they fail?',
    source: 'pkg/kubelet: running containers keep what they have; new pods cannot mount it (FailedMount)',
    files: {
      'web.yaml': [
        config({ LEVEL: 'info' }),
        withPodSpec(web({ replicas: 2 }), { volumes: [{ name: 'settings', configMap: { name: 'settings' } }] }),
      ],
    },
    scenario: `
steps:
  - apply: web.yaml
  - delete: { target: configmap/settings }
  - wait: 10m
  - get: pods
  - delete: { pod: { selector: app=web, take: 1 } }
  - wait: 1m
  - get: pods
assert: [deployment/web is stuck, deployment/web minAvailable == 1, deployment/web restarts == 0]`,
  },
  {
    question: 'An update of three pods: is there always an endpoint behind the Service?',
    source: 'EndpointSlice: ready pods only; a new one is ready before an old one leaves',
    files: { 'v1.yaml': [web({ replicas: 3 }), service()], 'v2.yaml': [web({ replicas: 3 }, image(2))] },
    scenario: `${APPLY}\nassert: [service/web minEndpoints == 3, service/web emptySeconds == 0]`,
  },
  {
    question: 'Recreate behind a Service: for how long does nobody answer?',
    source: 'pkg/controller/deployment/recreate.go; the slice is empty meanwhile',
    files: {
      'v1.yaml': [web({ replicas: 3, strategy: { type: 'Recreate' } }), service()],
      'v2.yaml': [web({ replicas: 3, strategy: { type: 'Recreate' } }, image(2))],
    },
    scenario: `${APPLY}\nassert: [service/web minEndpoints == 0, service/web emptySeconds == 11]`,
  },
  {
    question: 'The selector of the Service has a typo: does the rollout fail?',
    source: 'nothing connects a rollout with a Service',
    files: { 'web.yaml': [web({ replicas: 2 }), service({ selector: { app: 'wbe' } })] },
    scenario: 'steps: [{ apply: web.yaml }]\nassert: [deployment/web completes, service/web minEndpoints == 0]',
  },
  {
    question: 'I change an immutable ConfigMap: what now?',
    source: 'pkg/apis/core/validation: field is immutable when `immutable` is set',
    files: {
      'v1.yaml': [config({ LEVEL: 'info' }, { immutable: true }), web({ replicas: 2 }, FROM_CONFIG)],
      'v2.yaml': [config({ LEVEL: 'debug' }, { immutable: true }), web({ replicas: 2 }, FROM_CONFIG)],
    },
    scenario: `${APPLY}\nassert: [deployment/web completes]`,
  },
  {
    question: 'kubectl wait --for=condition=Available after a broken update: does it notice?',
    source: 'pkg/controller/deployment: Available stays True as long as enough old pods serve',
    files: update({ replicas: 4 }),
    scenario: `
pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]
steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { wait: { target: deployment/web, for: condition=Available, timeout: 60s } }, { rollout: { status: deployment/web, timeout: 60s } }]
assert: [deployment/web is stuck]`,
  },
  {
    question: 'kubectl set image, and then apply of the unchanged manifest: which image runs?',
    source: 'kubectl apply: what the manifest says wins over what is live',
    files: { 'v1.yaml': [web({ replicas: 1 })] },
    scenario: `
steps: [{ apply: v1.yaml }, { set-image: { target: deployment/web, container: app, image: "registry.example.com/web:9" } }, { apply: v1.yaml }, { wait: 1m }, ${IMAGES}]
assert: [deployment/web completes]`,
  },
  {
    question: 'kubectl replace with a manifest without replicas, after kubectl scale to 6: how many are left?',
    source: 'replace puts the whole object; the default of replicas is 1',
    files: {
      'v1.yaml': [
        (({ spec, ...rest }: JsonObject): JsonObject => {
          // Made by `web`: a map.
          const { replicas: _replicas, ...more } = spec as JsonObject;
          return { ...rest, spec: more };
        })(web({})),
      ],
    },
    scenario: `
steps: [{ apply: v1.yaml }, { scale: { target: deployment/web, replicas: 6 } }, { apply: v1.yaml }, { get: deployments }, { replace: v1.yaml }, { wait: 1m }, { get: deployments }]
assert: [deployment/web desired == 1]`,
  },
  {
    question: 'I delete the ReplicaSet of a Deployment with --cascade=orphan: are pods restarted?',
    source: 'the Deployment makes the ReplicaSet again, with the same hash, and it adopts the pods',
    files: { 'v1.yaml': [web({ replicas: 3 })] },
    scenario: `
steps:
  - apply: v1.yaml
  - delete: { kind: rs, selector: app=web, cascade: orphan }
  - { wait: 1m }
  - get: pods
assert: [deployment/web completes, deployment/web maxPods == 3]`,
  },
  {
    question: 'I delete the Deployment with --cascade=orphan and a pod afterwards: does the pod come back?',
    source: 'the ReplicaSet lives on and keeps its number',
    files: { 'v1.yaml': [web({ replicas: 2 })] },
    scenario: `
steps:
  - apply: v1.yaml
  - delete: { target: deployment/web, cascade: orphan }
  - delete: { pod: { selector: app=web, take: 1 } }
  - wait: 1m
  - get: pods`,
  },
  {
    question: 'I delete a PersistentVolumeClaim that a pod uses: is the data gone at once?',
    source: 'storage object in use protection: kubernetes.io/pvc-protection',
    files: {
      'db.yaml': [
        {
          apiVersion: 'v1',
          kind: 'PersistentVolumeClaim',
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
        withPodSpec(web({ replicas: 1, strategy: { type: 'Recreate' } }), {
          volumes: [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }],
        }),
      ],
    },
    scenario: `
steps:
  - apply: db.yaml
  - delete: { target: pvc/data }
  - wait: 1m
  - get: pvc
  - delete: { pod: { selector: app=web } }
  - wait: 1m
  - get: pvc
  - get: pods`,
  },
  {
    question: 'I delete a bare pod, and one of a ReplicaSet: which comes back?',
    source: 'only a controller makes pods again',
    files: {
      'all.yaml': [pod('shell', { app: 'shell' }), workload('ReplicaSet', 'api', { spec: { replicas: 1 } })],
    },
    scenario: `
steps: [{ apply: all.yaml }, { delete: { pod: shell } }, { delete: { pod: { selector: app=api } } }, { wait: 1m }, { get: pods }]
assert: [replicaset/api completes]`,
  },
  {
    question:
      'terminationGracePeriodSeconds 300 and programs that need it, maxSurge 1, maxUnavailable 0: does that slow the update down?',
    source: 'terminating pods count nowhere: only the start of new pods takes time, and pods pile up',
    files: Object.fromEntries(
      Object.entries(update({ replicas: 4, ...rolling(1, 0) })).map(([file, objects]) => [
        file,
        objects.map((object) => withPodSpec(object, { terminationGracePeriodSeconds: 300 })),
      ]),
    ),
    scenario: `
pods: [{ match: {}, behaviour: { terminate: 290s } }]
${APPLY}
assert: [deployment/web completes, deployment/web minAvailable == 4, deployment/web maxPodsWithTerminating == 8]`,
  },
];
