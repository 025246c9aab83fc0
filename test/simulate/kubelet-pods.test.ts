import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/kube/json.js';
import type { KubernetesVersion } from '../../src/kube/version.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import { readRules } from '../../src/simulate/scenario/behaviour.js';
import type { Reader } from '../../src/simulate/scenario/reader.js';
import { forecastOf } from './forecast-of.js';

/** What happens to one pod `web` whose containers are app, proxy, log and whose init containers are init-0, init-1. */
interface Case {
  readonly name: string;
  readonly spec?: JsonObject;
  /** What is there before the pod. */
  readonly objects?: readonly JsonObject[];
  /** What is applied when the pod has settled. */
  readonly after?: readonly JsonObject[];
  /** Entries of a scenario's `pods:`. */
  readonly pods?: readonly JsonObject[];
  readonly steps?: readonly Json[];
  readonly version?: KubernetesVersion;
  readonly story: readonly string[];
}

function pod(spec: JsonObject): JsonObject {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'web' },
    spec: {
      ...spec,
      containers: named(spec.containers ?? [{}], ['app', 'proxy', 'log']),
      ...(spec.initContainers !== undefined && { initContainers: named(spec.initContainers, ['init-0', 'init-1']) }),
    },
  };
}

function named(containers: Json, names: readonly string[]): JsonObject[] {
  // Cases write lists of maps.
  return (containers as readonly JsonObject[]).map((container, place) => {
    const name = names[place] ?? '';
    return { name, image: `registry.example.com/${name}:1`, ...container };
  });
}

function rules(pods: readonly JsonObject[]): ReturnType<typeof readRules> {
  const reader: Reader = { problems: [], namespace: 'default' };
  const read = readRules(reader, { value: [...pods], path: undefined });
  expect(reader.problems).toEqual([]);
  return read;
}

/** `t STATUS n/m restarts` at each change, with the events of the pod in between. */
function story({ timeline }: Forecast): string[] {
  const lines = [
    ...timeline.pods.flatMap(({ phases }) =>
      phases.map(({ at, order, status, readyContainers, containers, restarts }) => {
        const again = restarts === 0 ? '' : ` (${restarts})`;
        return { order, text: `${at / 1000} ${status} ${readyContainers}/${containers}${again}` };
      }),
    ),
    ...timeline.events
      .filter(({ object, reason }) => object.startsWith('Pod/') && reason !== 'Scheduled')
      .map(({ at, order, reason, message }) => ({
        order,
        text: `${at / 1000} ${reason}: ${message.replace(/\(.*\)/, '')}`,
      })),
  ];
  return lines.sort((one, other) => one.order - other.order).map(({ text }) => text);
}

const TCP = { tcpSocket: { port: 8080 } };
const HTTP = { httpGet: { path: '/healthz', port: 8080 } };
const CONFIG = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web' }, data: { LOG_LEVEL: 'info' } };
const env = (key: string, optional = false) => [
  { name: 'LOG_LEVEL', valueFrom: { configMapKeyRef: { name: 'web', key, optional } } },
];
const behaviour = (words: JsonObject, match: JsonObject = {}) => [{ match, behaviour: words }];

const POST_START = { postStart: { exec: { command: ['sh', '-c', 'sleep 10'] } } };

const hooks: readonly Case[] = [
  {
    name: 'a container runs when its postStart hook is done, and no container starts before',
    spec: { containers: [{ lifecycle: POST_START }, {}] },
    story: ['0 Pending 0/2', '0 ContainerCreating 0/2', '15 Running 2/2'],
  },
  {
    name: 'no probe looks before the hook is done; the initial delay counts from the start',
    spec: { containers: [{ lifecycle: POST_START, readinessProbe: { ...TCP, initialDelaySeconds: 3 } }] },
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '15 Running 1/1'],
  },
  {
    name: 'a startup probe begins after the hook',
    spec: { containers: [{ lifecycle: POST_START, startupProbe: { ...TCP, periodSeconds: 4 } }] },
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '15 Running 0/1', '19 Running 1/1'],
  },
  {
    name: 'a hook that fails stops the container again and again',
    spec: { containers: [{ lifecycle: POST_START }] },
    pods: behaviour({ postStart: { after: '2s', fails: true } }),
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '7 FailedPostStartHook: PostStartHook failed',
      '7 Killing: FailedPostStartHook',
      '8 PostStartHookError 0/1',
      '9 PostStartHookError 0/1 (1)',
      '11 FailedPostStartHook: PostStartHook failed',
      '11 Killing: FailedPostStartHook',
      '12 CrashLoopBackOff 0/1 (1)',
      '12 BackOff: Back-off restarting failed container app in pod web_default',
      '22 CrashLoopBackOff 0/1 (2)',
      '24 FailedPostStartHook: PostStartHook failed',
      '24 Killing: FailedPostStartHook',
      '25 BackOff: Back-off restarting failed container app in pod web_default',
      '45 CrashLoopBackOff 0/1 (3)',
      '47 FailedPostStartHook: PostStartHook failed',
      '47 Killing: FailedPostStartHook',
      '48 BackOff: Back-off restarting failed container app in pod web_default',
    ],
  },
  {
    name: 'a hook that hangs leaves the container in creation',
    spec: { containers: [{ lifecycle: POST_START }] },
    pods: behaviour({ postStart: 'never' }),
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1'],
  },
  {
    name: 'a sidecar with a hook holds up what comes after it',
    spec: { initContainers: [{ restartPolicy: 'Always', lifecycle: POST_START }] },
    story: ['0 Pending 0/2', '0 Init:0/1 0/2', '15 Running 2/2'],
  },
  {
    name: 'a pod that is deleted while a hook runs gets its grace period',
    spec: { containers: [{ lifecycle: POST_START }] },
    steps: [{ delete: { pod: 'web' }, at: '8s' }],
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '8 Terminating 0/1', '9 gone 0/1'],
  },
];

const restartAll = (more: JsonObject = {}): JsonObject => ({
  restartPolicy: 'Never',
  restartPolicyRules: [
    { action: 'RestartAllContainers', exitCodes: { operator: 'In', values: [42] } },
    { action: 'Restart', exitCodes: { operator: 'NotIn', values: [0] } },
  ],
  ...more,
});

const wholes: readonly Case[] = [
  {
    name: 'since 1.36 the end of one container may start all of them anew, at once each time',
    spec: { restartPolicy: 'Never', initContainers: [{}], containers: [{}, restartAll()] },
    pods: behaviour({ container: 'proxy', exit: { after: '10s', code: 42, times: 2 } }),
    version: { minor: 36, patch: 3 },
    story: [
      '0 Pending 0/2',
      '0 Init:0/1 0/2',
      '7 Running 2/2',
      '17 Error 1/2',
      '18 Init:0/1 0/2 (1)',
      '20 Running 2/2 (2)',
      '30 Error 1/2 (2)',
      '31 Init:0/1 0/2 (2)',
      '33 Running 2/2 (4)',
    ],
  },
  {
    name: 'the first rule that matches counts',
    spec: { restartPolicy: 'Never', containers: [{}, restartAll()] },
    pods: behaviour({ container: 'proxy', exit: { after: '10s', code: 3, times: 1 } }),
    version: { minor: 36, patch: 3 },
    story: ['0 Pending 0/2', '0 ContainerCreating 0/2', '5 Running 2/2', '15 Error 1/2', '16 Running 2/2 (1)'],
  },
];

const images: readonly Case[] = [
  {
    name: 'a name with capitals is taken by the API server and by nobody else',
    spec: { containers: [{ image: 'registry.example.com/Shop/web:1' }] },
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '1 InvalidImageName 0/1',
      `1 InspectFailed: Failed to apply default image tag "registry.example.com/Shop/web:1": couldn't parse image name "registry.example.com/Shop/web:1": invalid reference format: repository name  must be lowercase`,
      '1 Failed: Error: InvalidImageName',
    ],
  },
  {
    name: 'what a tool puts in is taken as good',
    spec: { containers: [{ image: 'registry.example.com/{{ name }}:1' }] },
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 1/1'],
  },
  {
    name: 'imagePullPolicy Never does not try again',
    spec: { containers: [{ imagePullPolicy: 'Never' }] },
    pods: behaviour({ pull: 'never' }),
    steps: [{ wait: '20s' }, { behave: { pod: 'web', behaviour: { pull: '0s' } } }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '1 ErrImageNeverPull 0/1',
      '1 ErrImageNeverPull: Container image "registry.example.com/app:1" is not present with pull policy of Never',
      '1 Failed: Error: ErrImageNeverPull',
      '21 Running 1/1',
    ],
  },
];

const starts: readonly Case[] = [
  {
    name: 'one container, no probe: ready when it runs',
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 1/1'],
  },
  {
    name: 'two containers: Ready when the slower one is',
    spec: { containers: [{ readinessProbe: { ...TCP, initialDelaySeconds: 20 } }, {}] },
    story: ['0 Pending 0/2', '0 ContainerCreating 0/2', '5 Running 1/2', '25 Running 2/2'],
  },
  {
    name: 'readiness looks come every period from the start, whatever the initial delay',
    spec: { containers: [{ readinessProbe: { ...TCP, initialDelaySeconds: 7, periodSeconds: 10 } }] },
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 0/1', '15 Running 1/1'],
  },
  {
    name: 'init containers run one after the other',
    spec: { initContainers: [{}, {}] },
    story: ['0 Pending 0/1', '0 Init:0/2 0/1', '7 Init:1/2 0/1', '9 Running 1/1'],
  },
  {
    name: 'a sidecar has started when its startup probe succeeds; only then the others start',
    spec: { initContainers: [{}, { restartPolicy: 'Always', startupProbe: { ...TCP, periodSeconds: 4 } }] },
    story: ['0 Pending 0/2', '0 Init:0/2 0/2', '7 Init:1/2 0/2', '15 Running 1/2', '15 Running 2/2'],
  },
  {
    name: 'a sidecar without a probe holds nothing up',
    spec: { initContainers: [{ restartPolicy: 'Always' }, {}] },
    story: ['0 Pending 0/2', '0 Init:0/2 0/2', '5 Init:1/2 1/2', '7 Running 2/2'],
  },
  {
    name: 'before 1.29 a sidecar is an init container that never ends',
    spec: { initContainers: [{ restartPolicy: 'Always' }] },
    version: { minor: 28, patch: 0 },
    story: ['0 Pending 0/1', '0 Init:0/1 0/1'],
  },
  {
    name: 'a startup probe holds back readiness',
    spec: {
      containers: [{ startupProbe: { ...TCP, periodSeconds: 4 }, readinessProbe: { ...TCP, initialDelaySeconds: 2 } }],
    },
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 0/1', '13 Running 1/1'],
  },
];

const obstacles: readonly Case[] = [
  {
    name: 'an image that cannot be pulled: back-off of 10 s doubled',
    pods: behaviour({ pull: 'never' }),
    steps: [{ wait: '1m' }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '1 ErrImagePull 0/1',
      '1 Pulling: Pulling image "registry.example.com/app:1"',
      '1 Failed: Failed to pull image "registry.example.com/app:1"',
      '1 Failed: Error: ErrImagePull',
      '2 ImagePullBackOff 0/1',
      '2 BackOff: Back-off pulling image "registry.example.com/app:1"',
      '2 Failed: Error: ImagePullBackOff',
      '11 ErrImagePull 0/1',
      '11 Pulling: Pulling image "registry.example.com/app:1"',
      '11 Failed: Failed to pull image "registry.example.com/app:1"',
      '11 Failed: Error: ErrImagePull',
      '12 ImagePullBackOff 0/1',
      '12 BackOff: Back-off pulling image "registry.example.com/app:1"',
      '12 Failed: Error: ImagePullBackOff',
      '31 ErrImagePull 0/1',
      '31 Pulling: Pulling image "registry.example.com/app:1"',
      '31 Failed: Failed to pull image "registry.example.com/app:1"',
      '31 Failed: Error: ErrImagePull',
      '32 ImagePullBackOff 0/1',
      '32 BackOff: Back-off pulling image "registry.example.com/app:1"',
      '32 Failed: Error: ImagePullBackOff',
      '71 ErrImagePull 0/1',
      '71 Pulling: Pulling image "registry.example.com/app:1"',
      '71 Failed: Failed to pull image "registry.example.com/app:1"',
      '71 Failed: Error: ErrImagePull',
      '72 ImagePullBackOff 0/1',
      '72 BackOff: Back-off pulling image "registry.example.com/app:1"',
      '72 Failed: Error: ImagePullBackOff',
    ],
  },
  {
    name: 'only the container with that image',
    spec: { containers: [{}, {}] },
    pods: behaviour({ pull: 'never' }, { image: '*/proxy:*' }),
    story: [
      '0 Pending 0/2',
      '0 ContainerCreating 0/2',
      '5 ErrImagePull 1/2',
      '5 Pulling: Pulling image "registry.example.com/proxy:1"',
      '5 Failed: Failed to pull image "registry.example.com/proxy:1"',
      '5 Failed: Error: ErrImagePull',
      '6 ImagePullBackOff 1/2',
      '6 BackOff: Back-off pulling image "registry.example.com/proxy:1"',
      '6 Failed: Error: ImagePullBackOff',
      '15 ErrImagePull 1/2',
      '15 Pulling: Pulling image "registry.example.com/proxy:1"',
      '15 Failed: Failed to pull image "registry.example.com/proxy:1"',
      '15 Failed: Error: ErrImagePull',
      '16 ImagePullBackOff 1/2',
      '16 BackOff: Back-off pulling image "registry.example.com/proxy:1"',
      '16 Failed: Error: ImagePullBackOff',
      '35 ErrImagePull 1/2',
      '35 Pulling: Pulling image "registry.example.com/proxy:1"',
      '35 Failed: Failed to pull image "registry.example.com/proxy:1"',
      '35 Failed: Error: ErrImagePull',
      '36 ImagePullBackOff 1/2',
      '36 BackOff: Back-off pulling image "registry.example.com/proxy:1"',
      '36 Failed: Error: ImagePullBackOff',
      '75 ErrImagePull 1/2',
      '75 Pulling: Pulling image "registry.example.com/proxy:1"',
      '75 Failed: Failed to pull image "registry.example.com/proxy:1"',
      '75 Failed: Error: ErrImagePull',
      '76 ImagePullBackOff 1/2',
      '76 BackOff: Back-off pulling image "registry.example.com/proxy:1"',
      '76 Failed: Error: ImagePullBackOff',
    ],
  },
  {
    name: 'an image of an init container',
    spec: { initContainers: [{}] },
    pods: behaviour({ container: 'init-0', pull: 'never' }),
    story: [
      '0 Pending 0/1',
      '0 Init:0/1 0/1',
      '1 Init:ErrImagePull 0/1',
      '1 Pulling: Pulling image "registry.example.com/init-0:1"',
      '1 Failed: Failed to pull image "registry.example.com/init-0:1"',
      '1 Failed: Error: ErrImagePull',
      '2 Init:ImagePullBackOff 0/1',
      '2 BackOff: Back-off pulling image "registry.example.com/init-0:1"',
      '2 Failed: Error: ImagePullBackOff',
      '11 Init:ErrImagePull 0/1',
      '11 Pulling: Pulling image "registry.example.com/init-0:1"',
      '11 Failed: Failed to pull image "registry.example.com/init-0:1"',
      '11 Failed: Error: ErrImagePull',
      '12 Init:ImagePullBackOff 0/1',
      '12 BackOff: Back-off pulling image "registry.example.com/init-0:1"',
      '12 Failed: Error: ImagePullBackOff',
      '31 Init:ErrImagePull 0/1',
      '31 Pulling: Pulling image "registry.example.com/init-0:1"',
      '31 Failed: Failed to pull image "registry.example.com/init-0:1"',
      '31 Failed: Error: ErrImagePull',
      '32 Init:ImagePullBackOff 0/1',
      '32 BackOff: Back-off pulling image "registry.example.com/init-0:1"',
      '32 Failed: Error: ImagePullBackOff',
      '71 Init:ErrImagePull 0/1',
      '71 Pulling: Pulling image "registry.example.com/init-0:1"',
      '71 Failed: Failed to pull image "registry.example.com/init-0:1"',
      '71 Failed: Error: ErrImagePull',
      '72 Init:ImagePullBackOff 0/1',
      '72 BackOff: Back-off pulling image "registry.example.com/init-0:1"',
      '72 Failed: Error: ImagePullBackOff',
    ],
  },
  {
    name: 'an image that is pushed meanwhile is pulled at the next try',
    pods: behaviour({ pull: 'never' }),
    steps: [{ wait: '15s' }, { behave: { pod: 'web', behaviour: { pull: '1s' } } }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '1 ErrImagePull 0/1',
      '1 Pulling: Pulling image "registry.example.com/app:1"',
      '1 Failed: Failed to pull image "registry.example.com/app:1"',
      '1 Failed: Error: ErrImagePull',
      '2 ImagePullBackOff 0/1',
      '2 BackOff: Back-off pulling image "registry.example.com/app:1"',
      '2 Failed: Error: ImagePullBackOff',
      '11 ErrImagePull 0/1',
      '11 Pulling: Pulling image "registry.example.com/app:1"',
      '11 Failed: Failed to pull image "registry.example.com/app:1"',
      '11 Failed: Error: ErrImagePull',
      '12 ImagePullBackOff 0/1',
      '12 BackOff: Back-off pulling image "registry.example.com/app:1"',
      '12 Failed: Error: ImagePullBackOff',
      '31 Running 1/1',
    ],
  },
  {
    name: 'configuration that is missing until it comes',
    pods: behaviour({ config: 'missing' }),
    steps: [{ wait: '15s' }, { behave: { pod: 'web', behaviour: { config: 'present' } } }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 CreateContainerConfigError 0/1',
      '5 Failed: Error: container app needs a ConfigMap, Secret or key that is not there',
      '20 Running 1/1',
    ],
  },
  {
    name: 'a key that its ConfigMap does not have, until it does',
    objects: [CONFIG],
    spec: { containers: [{ env: env('LOGLEVEL') }] },
    after: [{ ...CONFIG, data: { LOGLEVEL: 'info' } }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 CreateContainerConfigError 0/1',
      "5 Failed: Error: couldn't find key LOGLEVEL in ConfigMap default/web",
      '5 Running 1/1',
    ],
  },
  {
    name: 'a key that a volume names',
    objects: [CONFIG],
    spec: { volumes: [{ name: 'config', configMap: { name: 'web', items: [{ key: 'app.conf', path: 'app.conf' }] } }] },
    after: [{ ...CONFIG, data: { 'app.conf': 'debug' } }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '0 FailedMount: MountVolume.SetUp failed for volume "config" : configmap references non-existent config key: app.conf',
      '5 Running 1/1',
    ],
  },
  {
    name: 'a key that may be missing',
    objects: [CONFIG],
    spec: { containers: [{ env: env('LOGLEVEL', true) }] },
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 1/1'],
  },
  {
    name: 'a ConfigMap that nobody knows is taken as there',
    spec: { containers: [{ env: env('LOG_LEVEL') }] },
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 1/1'],
  },
];

const ends: readonly Case[] = [
  {
    name: 'a container that crashes: at once, then after 10, 20, 40 s',
    pods: behaviour({ crash: '20s' }),
    steps: [{ wait: '1m' }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '25 Error 0/1',
      '26 Running 1/1 (1)',
      '46 CrashLoopBackOff 0/1 (1)',
      '46 BackOff: Back-off restarting failed container app in pod web_default',
      '56 Running 1/1 (2)',
      '76 CrashLoopBackOff 0/1 (2)',
      '76 BackOff: Back-off restarting failed container app in pod web_default',
      '96 Running 1/1 (3)',
      '116 CrashLoopBackOff 0/1 (3)',
      '116 BackOff: Back-off restarting failed container app in pod web_default',
    ],
  },
  {
    name: 'twice only',
    pods: behaviour({ exit: { after: '20s', times: 2 } }),
    steps: [{ wait: '1m' }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '25 Error 0/1',
      '26 Running 1/1 (1)',
      '46 CrashLoopBackOff 0/1 (1)',
      '46 BackOff: Back-off restarting failed container app in pod web_default',
      '56 Running 1/1 (2)',
    ],
  },
  {
    name: 'more than ten minutes of running forget the back-off',
    pods: behaviour({ exit: { after: '601s' } }),
    steps: [{ wait: '25m' }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '606 Error 0/1',
      '607 Running 1/1 (1)',
      '1208 Error 0/1 (1)',
      '1209 Running 1/1 (2)',
      '1810 Error 0/1 (2)',
      '1811 Running 1/1 (3)',
    ],
  },
  {
    name: 'out of memory',
    pods: behaviour({ oom: { after: '20s', times: 1 } }),
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 1/1', '25 OOMKilled 0/1', '26 Running 1/1 (1)'],
  },
  {
    name: 'one container of two',
    spec: { containers: [{}, {}] },
    pods: behaviour({ exit: { after: '20s', code: 3, container: 'proxy', times: 2 } }),
    story: [
      '0 Pending 0/2',
      '0 ContainerCreating 0/2',
      '5 Running 2/2',
      '25 Error 1/2',
      '26 Running 2/2 (1)',
      '46 CrashLoopBackOff 1/2 (1)',
      '46 BackOff: Back-off restarting failed container proxy in pod web_default',
      '56 Running 2/2 (2)',
    ],
  },
  {
    name: 'exit code 0 is restarted, too',
    pods: behaviour({ exit: { after: '20s', code: 0, times: 2 } }),
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '25 Completed 0/1',
      '26 Running 1/1 (1)',
      '46 CrashLoopBackOff 0/1 (1)',
      '46 BackOff: Back-off restarting failed container app in pod web_default',
      '56 Running 1/1 (2)',
    ],
  },
  {
    name: 'OnFailure: one that has completed stays so',
    spec: { restartPolicy: 'OnFailure', containers: [{}, {}] },
    pods: behaviour({ exit: { after: '20s', code: 0, container: 'proxy' } }),
    story: ['0 Pending 0/2', '0 ContainerCreating 0/2', '5 Running 2/2', '25 NotReady 1/2'],
  },
  {
    name: 'Never: the pod has failed when all have ended',
    spec: { restartPolicy: 'Never', containers: [{}, {}] },
    pods: [
      ...behaviour({ container: 'app', exit: { after: '30s', code: 0 } }),
      ...behaviour({ container: 'proxy', exit: { after: '20s', code: 3 } }),
    ],
    story: ['0 Pending 0/2', '0 ContainerCreating 0/2', '5 Running 2/2', '25 Error 1/2', '35 Error 0/2'],
  },
  {
    name: 'a container with a policy of its own, since 1.35',
    spec: { restartPolicy: 'Never', containers: [{ restartPolicy: 'OnFailure' }] },
    pods: behaviour({ exit: { after: '20s', times: 1 } }),
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 1/1', '25 Error 0/1', '26 Running 1/1 (1)'],
  },
  {
    name: 'exit codes that restart whatever the policy',
    spec: {
      containers: [
        {
          restartPolicy: 'Never',
          restartPolicyRules: [{ action: 'Restart', exitCodes: { operator: 'In', values: [42] } }],
        },
      ],
    },
    pods: behaviour({ exit: { after: '20s', code: 42, times: 1 } }),
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 1/1', '25 Error 0/1', '26 Running 1/1 (1)'],
  },
  {
    name: 'an init container that fails',
    spec: { initContainers: [{}, {}] },
    pods: behaviour({ container: 'init-0', exit: { after: '3s', code: 1, times: 2 } }),
    story: [
      '0 Pending 0/1',
      '0 Init:0/2 0/1',
      '8 Init:Error 0/1',
      '9 Init:0/2 0/1 (1)',
      '12 Init:CrashLoopBackOff 0/1 (1)',
      '12 BackOff: Back-off restarting failed container init-0 in pod web_default',
      '22 Init:0/2 0/1 (2)',
      '25 Init:1/2 0/1 (2)',
      '27 Running 1/1',
    ],
  },
  {
    name: 'an init container that fails, and Never',
    spec: { restartPolicy: 'Never', initContainers: [{}, {}] },
    pods: behaviour({ container: 'init-1', exit: { after: '3s', code: 1 } }),
    story: ['0 Pending 0/1', '0 Init:0/2 0/1', '7 Init:1/2 0/1', '10 Init:Error 0/1'],
  },
  {
    name: 'a sidecar does not keep the pod alive',
    spec: { restartPolicy: 'Never', initContainers: [{ restartPolicy: 'Always' }] },
    pods: behaviour({ container: 'app', runFor: '10s' }),
    story: ['0 Pending 0/2', '0 Init:0/1 0/2', '5 Running 2/2', '15 Completed 1/2', '16 Completed 0/2'],
  },
  {
    name: 'a sidecar that crashes is restarted whatever the policy',
    spec: { restartPolicy: 'Never', initContainers: [{ restartPolicy: 'Always' }] },
    pods: behaviour({ container: 'init-0', exit: { after: '10s', times: 1 } }),
    story: ['0 Pending 0/2', '0 Init:0/1 0/2', '5 Running 2/2', '15 Running 1/2', '16 Running 2/2 (1)'],
  },
  {
    name: 'activeDeadlineSeconds',
    spec: { activeDeadlineSeconds: 60 },
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '60 DeadlineExceeded: Pod was active on the node longer than the specified deadline',
      '61 DeadlineExceeded 0/1',
    ],
  },
];

const probes: readonly Case[] = [
  {
    name: 'an answer that comes after timeoutSeconds is none',
    spec: { containers: [{ readinessProbe: { ...HTTP, periodSeconds: 5, timeoutSeconds: 2 } }] },
    pods: behaviour({ latency: '3s' }),
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 0/1', '5 Unhealthy: Readiness probe failed'],
  },
  {
    name: 'the default of timeoutSeconds is 1',
    spec: {
      containers: [{ readinessProbe: { ...HTTP, timeoutSeconds: 5 }, livenessProbe: { exec: { command: ['true'] } } }],
    },
    pods: behaviour({ latency: '1500ms' }),
    steps: [{ delete: { pod: 'web' }, at: '40s' }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 0/1',
      '15 Unhealthy: Liveness probe failed',
      '15 Running 1/1',
      '35 Killing: Container app failed liveness probe, will be restarted',
      '36 Error 0/1',
      '36 Running 0/1 (1)',
      '40 Terminating 0/1 (1)',
      '41 gone 0/1 (1)',
    ],
  },
  {
    name: 'latency may come and go',
    spec: { containers: [{ readinessProbe: { ...HTTP, periodSeconds: 5 } }] },
    steps: [
      { wait: '10s' },
      { behave: { pod: 'web', behaviour: { latency: '3s' } } },
      { wait: '20s' },
      { behave: { pod: 'web', behaviour: { latency: '0s' } } },
    ],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 0/1',
      '10 Running 1/1',
      '25 Unhealthy: Readiness probe failed',
      '35 Running 0/1',
      '60 Running 1/1',
    ],
  },
  {
    name: 'liveness fails three times: killed and restarted',
    spec: { containers: [{ livenessProbe: { ...HTTP, periodSeconds: 5 } }] },
    pods: behaviour({ live: { failAfter: '60s' } }),
    steps: [{ wait: '1m' }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '70 Unhealthy: Liveness probe failed',
      '80 Killing: Container app failed liveness probe, will be restarted',
      '81 Error 0/1',
      '81 Running 1/1 (1)',
      '146 Unhealthy: Liveness probe failed',
      '156 Killing: Container app failed liveness probe, will be restarted',
      '157 Error 0/1 (1)',
      '157 Running 1/1 (2)',
    ],
  },
  {
    name: 'the grace period of the probe counts',
    spec: { containers: [{ livenessProbe: { ...HTTP, periodSeconds: 5, terminationGracePeriodSeconds: 3 } }] },
    pods: behaviour({ live: { failAfter: '60s' }, terminate: 'never' }),
    steps: [{ wait: '1m' }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '70 Unhealthy: Liveness probe failed',
      '80 Killing: Container app failed liveness probe, will be restarted',
      '83 Error 0/1',
      '83 Running 1/1 (1)',
      '148 Unhealthy: Liveness probe failed',
      '158 Killing: Container app failed liveness probe, will be restarted',
      '161 Error 0/1 (1)',
      '161 Running 1/1 (2)',
    ],
  },
  {
    name: 'liveness of a program that needs longer than its budget',
    spec: { containers: [{ livenessProbe: { ...HTTP, periodSeconds: 10 } }] },
    pods: behaviour({ startup: '90s' }),
    steps: [{ wait: '3m' }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '15 Unhealthy: Liveness probe failed',
      '35 Killing: Container app failed liveness probe, will be restarted',
      '36 Error 0/1',
      '36 Running 1/1 (1)',
      '46 Unhealthy: Liveness probe failed',
      '66 Killing: Container app failed liveness probe, will be restarted',
      '67 Error 0/1 (1)',
      '67 Running 1/1 (2)',
      '77 Unhealthy: Liveness probe failed',
      '97 Killing: Container app failed liveness probe, will be restarted',
      '98 Error 0/1 (2)',
      '98 Running 1/1 (3)',
      '108 Unhealthy: Liveness probe failed',
      '128 Killing: Container app failed liveness probe, will be restarted',
      '129 Error 0/1 (3)',
      '129 Running 1/1 (4)',
      '139 Unhealthy: Liveness probe failed',
      '159 Killing: Container app failed liveness probe, will be restarted',
      '160 CrashLoopBackOff 0/1 (4)',
      '160 BackOff: Back-off restarting failed container app in pod web_default',
      '200 Running 1/1 (5)',
      '210 Unhealthy: Liveness probe failed',
      '230 Killing: Container app failed liveness probe, will be restarted',
      '231 CrashLoopBackOff 0/1 (5)',
      '231 BackOff: Back-off restarting failed container app in pod web_default',
    ],
  },
  {
    name: 'a startup probe gives it the time',
    spec: { containers: [{ livenessProbe: HTTP, startupProbe: { ...HTTP, periodSeconds: 10, failureThreshold: 30 } }] },
    pods: behaviour({ startup: '90s' }),
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 0/1', '95 Running 1/1'],
  },
  {
    name: 'a program that never starts: 300 s of startup probe',
    spec: { containers: [{ startupProbe: { ...HTTP, periodSeconds: 10, failureThreshold: 30 } }] },
    pods: behaviour({ startup: 'never' }),
    steps: [{ wait: '5m' }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 0/1',
      '15 Unhealthy: Startup probe failed',
      '305 Killing: Container app failed startup probe, will be restarted',
      '306 Error 0/1',
      '306 Running 0/1 (1)',
      '316 Unhealthy: Startup probe failed',
      '606 Killing: Container app failed startup probe, will be restarted',
      '607 Error 0/1 (1)',
      '607 Running 0/1 (2)',
      '617 Unhealthy: Startup probe failed',
    ],
  },
  {
    name: 'a program that answers no more: unready after three looks',
    spec: { containers: [{ readinessProbe: { ...HTTP, periodSeconds: 5 } }] },
    pods: behaviour({ ready: { after: '5s', until: '60s' } }),
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 0/1',
      '10 Running 1/1',
      '70 Unhealthy: Readiness probe failed',
      '80 Running 0/1',
    ],
  },
  {
    name: 'from a step on, and back',
    spec: { containers: [{ readinessProbe: { ...HTTP, periodSeconds: 5 } }] },
    steps: [
      { behave: { pod: 'web', behaviour: { ready: 'never' } } },
      { wait: '1m' },
      { behave: { pod: 'web', behaviour: { ready: '5s' } } },
    ],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 0/1',
      '10 Running 1/1',
      '15 Unhealthy: Readiness probe failed',
      '25 Running 0/1',
      '90 Running 1/1',
    ],
  },
  {
    name: 'a program that hangs until somebody mends it',
    spec: { containers: [{ livenessProbe: HTTP }] },
    pods: behaviour({ live: '30s' }),
    steps: [{ wait: '100s' }, { behave: { pod: 'web', behaviour: { live: 'never' } } }, { wait: '5m' }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '45 Unhealthy: Liveness probe failed',
      '65 Killing: Container app failed liveness probe, will be restarted',
      '66 Error 0/1',
      '66 Running 1/1 (1)',
      '106 Unhealthy: Liveness probe failed',
      '126 Killing: Container app failed liveness probe, will be restarted',
      '127 Error 0/1 (1)',
      '127 Running 1/1 (2)',
    ],
  },
  {
    name: 'a crash that is mended during its back-off',
    pods: behaviour({ crash: '20s' }),
    steps: [{ at: '50s', behave: { pod: 'web', behaviour: { crash: false } } }, { wait: '5m' }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '25 Error 0/1',
      '26 Running 1/1 (1)',
      '46 CrashLoopBackOff 0/1 (1)',
      '46 BackOff: Back-off restarting failed container app in pod web_default',
      '56 Running 1/1 (2)',
    ],
  },
  {
    name: 'Never: a container that fails its probe is not restarted',
    spec: { restartPolicy: 'Never', containers: [{ livenessProbe: HTTP }] },
    pods: behaviour({ live: '10s' }),
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '25 Unhealthy: Liveness probe failed',
      '45 Killing: Container app failed liveness probe',
      '46 Error 0/1',
    ],
  },
];

const stops: readonly Case[] = [
  {
    name: 'a program that ignores SIGTERM: the whole grace period',
    pods: behaviour({ terminate: 'never' }),
    steps: [{ delete: { pod: 'web' } }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '5 Terminating 1/1',
      '35 Terminating 0/1',
      '35 gone 0/1',
    ],
  },
  {
    name: 'preStop counts against the grace period',
    spec: { terminationGracePeriodSeconds: 20, containers: [{ lifecycle: { preStop: { sleep: { seconds: 15 } } } }] },
    pods: behaviour({ terminate: '10s' }),
    steps: [{ delete: { pod: 'web' } }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '5 Terminating 1/1',
      '25 Terminating 0/1',
      '25 gone 0/1',
    ],
  },
  {
    name: 'what is not running needs no time',
    pods: behaviour({ pull: 'never' }),
    steps: [{ delete: { pod: 'web' } }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '1 ErrImagePull 0/1',
      '1 Pulling: Pulling image "registry.example.com/app:1"',
      '1 Failed: Failed to pull image "registry.example.com/app:1"',
      '1 Failed: Error: ErrImagePull',
      '2 ImagePullBackOff 0/1',
      '2 BackOff: Back-off pulling image "registry.example.com/app:1"',
      '2 Failed: Error: ImagePullBackOff',
      '2 Terminating 0/1',
      '2 gone 0/1',
    ],
  },
  {
    name: 'kubectl delete --force does not wait for the kubelet',
    pods: behaviour({ terminate: 'never' }),
    steps: [{ delete: { pod: 'web', force: true } }],
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 1/1', '5 Terminating 1/1', '5 gone 1/1'],
  },
  {
    name: 'a shorter grace period',
    pods: behaviour({ terminate: 'never' }),
    steps: [{ delete: { pod: 'web', gracePeriod: '5s' } }],
    story: [
      '0 Pending 0/1',
      '0 ContainerCreating 0/1',
      '5 Running 1/1',
      '5 Terminating 1/1',
      '10 Terminating 0/1',
      '10 gone 0/1',
    ],
  },
  {
    name: 'sidecars after the others, the last one first',
    spec: { initContainers: [{ restartPolicy: 'Always' }, { restartPolicy: 'Always' }] },
    pods: behaviour({ terminate: '4s' }),
    steps: [{ delete: { pod: 'web' } }],
    story: [
      '0 Pending 0/3',
      '0 Init:0/2 0/3',
      '5 Running 3/3',
      '5 Terminating 3/3',
      '17 Terminating 0/3',
      '17 gone 0/3',
    ],
  },
  {
    name: 'a node that is not heard of for a while',
    steps: [{ 'fail-node': { node: 'node-2', for: '2m' } }, { wait: '5m' }],
    story: ['0 Pending 0/1', '0 ContainerCreating 0/1', '5 Running 1/1', '50 Running 1/1', '125 Running 1/1'],
  },
];

describe.each([
  { title: 'postStart hooks', cases: hooks },
  { title: 'images', cases: images },
  { title: 'RestartAllContainers', cases: wholes },
  { title: 'a pod starts', cases: starts },
  { title: 'a container cannot be created', cases: obstacles },
  { title: 'containers end', cases: ends },
  { title: 'probes', cases: probes },
  { title: 'a pod stops', cases: stops },
])('$title', ({ cases }) => {
  test.each(cases)(
    '$name',
    ({
      spec = {},

      objects = [],
      after = [],
      pods = [],
      steps = [{ wait: '10s' }],
      version,
      story: told,
    }) => {
      const forecast = forecastOf({
        apply: [...objects, pod(spec), ...after],
        pods: rules(pods),
        steps,
        ...(version && { version }),
      });
      expect(story(forecast)).toEqual(told);
    },
  );
});
