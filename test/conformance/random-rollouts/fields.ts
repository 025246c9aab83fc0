/** Fields of a workload that may be others, by its kind. */

import { isJsonObject, type Json, type JsonObject } from '../../../src/kube/json.js';
import type { Dice } from './dice.js';

/** A change of an object. */
export type Change = (object: JsonObject) => JsonObject;

type Field = (dice: Dice) => Change;

/** One change that suits the kind. */
export function randomField(kind: string, dice: Dice): Change {
  const ofPods = WITHOUT_PODS.has(kind) ? [] : kind === 'Job' ? JOB_PODS : PODS;
  return dice.of([...(FIELDS.get(kind) ?? []), ...ofPods])(dice);
}

/** Is there anything to change in such an object? */
export function hasFields(kind: string): boolean {
  return FIELDS.has(kind);
}

/** Sets what is at the path; `null` takes it away. */
function set(path: readonly string[], value: Json): Change {
  return (object) => setIn(object, path, value);
}

function setIn(object: JsonObject, [name = '', ...rest]: readonly string[], value: Json): JsonObject {
  const inner = object[name];
  const next = rest.length === 0 ? value : setIn(isJsonObject(inner) ? inner : {}, rest, value);
  if (next !== null) return { ...object, [name]: next };
  return Object.fromEntries(Object.entries(object).filter(([own]) => own !== name));
}

/** Each container changes. */
function eachContainer(change: (container: JsonObject) => JsonObject): Change {
  return (object) => {
    const template = isJsonObject(object.spec) && isJsonObject(object.spec.template) ? object.spec.template : {};
    const containers = isJsonObject(template.spec) ? template.spec.containers : undefined;
    // A list of containers, as in every manifest.
    const all = (Array.isArray(containers) ? containers : []) as readonly JsonObject[];
    return setIn(object, ['spec', 'template', 'spec', 'containers'], all.map(change));
  };
}

const both =
  (...changes: readonly Change[]): Change =>
  (object) =>
    changes.reduce((changed, change) => change(changed), object);

const spec =
  (name: string, values: readonly Json[]): Field =>
  (dice) =>
    set(['spec', name], dice.of(values));
const mark =
  (name: string, values: readonly string[]): Field =>
  (dice) =>
    set(['spec', 'template', 'metadata', 'annotations', name], dice.of(values));
const pod =
  (name: string, values: readonly Json[]): Field =>
  (dice) =>
    set(['spec', 'template', 'spec', name], dice.of(values));

const AMOUNTS = [0, 1, 2, 3, '10%', '25%', '34%', '50%', '100%'];
const SIZES = [0, 1, 2, 3, 4, 5, 6, 7, 9];

const rolling: Field = (dice) =>
  set(['spec', 'strategy'], {
    rollingUpdate: { maxSurge: dice.of(AMOUNTS), maxUnavailable: dice.of(AMOUNTS.slice(1)) },
  });

const rollingDaemon: Field = (dice) =>
  set(['spec', 'updateStrategy'], {
    rollingUpdate: dice.chance(0.5)
      ? { maxUnavailable: dice.of(AMOUNTS.slice(1)) }
      : { maxSurge: dice.of(AMOUNTS.slice(1)), maxUnavailable: 0 },
  });

const image: Field = (dice) => {
  const tag = dice.of(['v1', 'v2', 'v9', 'broken', 'crash', 'nopull']);
  return eachContainer((container) => ({ ...container, image: `app:${tag}` }));
};

const noProbe: Field = () =>
  eachContainer((container) =>
    Object.fromEntries(Object.entries(container).filter(([name]) => name !== 'readinessProbe')),
  );

/** Little or more than there is on any node: scenarios that are recorded side by side share the nodes. */
const resources: Field = (dice) => {
  const requests = dice.of([{ cpu: '100m' }, { memory: '64Mi' }, { cpu: '20' }, { memory: '200Gi' }]);
  return eachContainer((container) => ({ ...container, resources: { requests } }));
};

const sidecar: Field = (dice) =>
  set(
    ['spec', 'template', 'spec', 'initContainers'],
    [{ name: 'first', image: 'app:v1', ...(dice.chance(0.5) && { restartPolicy: 'Always' }) }],
  );

const PODS: readonly Field[] = [
  mark('oracle/ready-after', ['100ms', '700ms', '3s']),
  mark('oracle/start-after', ['100ms', '1200ms']),
  mark('oracle/terminate-after', ['100ms', '2500ms']),
  image,
  image,
  noProbe,
  resources,
  sidecar,
  pod('nodeSelector', [
    { 'topology.kubernetes.io/zone': 'zone-a' },
    { 'kubernetes.io/hostname': 'node-3' },
    { disk: 'ssd' },
  ]),
  pod('tolerations', [[{ operator: 'Exists' }]]),
  pod('terminationGracePeriodSeconds', [0, 1, 5]),
];

const antiAffinity: Field = () => (object) => {
  const selector = isJsonObject(object.spec) ? object.spec.selector : undefined;
  const term = { topologyKey: 'kubernetes.io/hostname', labelSelector: isJsonObject(selector) ? selector : {} };
  const affinity = { podAntiAffinity: { requiredDuringSchedulingIgnoredDuringExecution: [term] } };
  return setIn(object, ['spec', 'template', 'spec', 'affinity'], affinity);
};

const spread: Field = (dice) => (object) => {
  const selector = isJsonObject(object.spec) ? object.spec.selector : undefined;
  const constraint = {
    maxSkew: dice.whole(1, 2),
    topologyKey: dice.of(['kubernetes.io/hostname', 'topology.kubernetes.io/zone']),
    whenUnsatisfiable: 'DoNotSchedule',
    labelSelector: isJsonObject(selector) ? selector : {},
  };
  return setIn(object, ['spec', 'template', 'spec', 'topologySpreadConstraints'], [constraint]);
};

const claims: Field = (dice) => {
  const policy = () => dice.of(['Retain', 'Delete']);
  return both(
    set(
      ['spec', 'volumeClaimTemplates'],
      [
        {
          metadata: { name: 'data' },
          spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '1Gi' } } },
        },
      ],
    ),
    set(['spec', 'persistentVolumeClaimRetentionPolicy'], { whenScaled: policy(), whenDeleted: policy() }),
  );
};

const perIndex: Field = (dice) =>
  both(
    set(['spec', 'completionMode'], 'Indexed'),
    set(['spec', 'completions'], dice.whole(1, 5)),
    set(['spec', 'parallelism'], dice.whole(1, 5)),
    set(['spec', 'backoffLimitPerIndex'], dice.whole(0, 1)),
    set(['spec', 'template', 'spec', 'restartPolicy'], 'Never'),
    dice.chance(0.5) ? set(['spec', 'maxFailedIndexes'], dice.whole(0, 2)) : (object) => object,
  );

const success: Field = (dice) =>
  both(
    set(['spec', 'completionMode'], 'Indexed'),
    set(['spec', 'completions'], 5),
    set(['spec', 'parallelism'], dice.whole(1, 5)),
    set(['spec', 'successPolicy'], {
      rules: [
        dice.of<JsonObject>([
          { succeededCount: dice.whole(1, 4) },
          { succeededIndexes: '0-1' },
          { succeededIndexes: '0,2-4', succeededCount: dice.whole(1, 3) },
        ]),
      ],
    }),
  );

const failurePolicy: Field = (dice) => {
  const action = dice.of(['FailJob', 'Ignore', 'Count']);
  const rule = dice.of<JsonObject>([
    { action, onExitCodes: { operator: 'In', values: [dice.whole(1, 3)] } },
    { action, onExitCodes: { operator: 'NotIn', values: [3] } },
    { action, onPodConditions: [{ type: 'DisruptionTarget', status: 'True' }] },
  ]);
  return both(
    set(['spec', 'podFailurePolicy'], { rules: [rule] }),
    set(['spec', 'template', 'spec', 'restartPolicy'], 'Never'),
  );
};

const JOB_PODS: readonly Field[] = [
  mark('oracle/run-for', ['500ms', '2s', '6s']),
  mark('oracle/exit-code', ['0', '1', '3']),
  mark('oracle/terminate-after', ['100ms', '2500ms']),
  pod('restartPolicy', ['Never', 'OnFailure']),
];

const metric: Field = (dice) =>
  set(
    ['spec', 'metrics'],
    [
      {
        type: 'Resource',
        resource: {
          name: 'cpu',
          target: dice.of<JsonObject>([
            { type: 'Utilization', averageUtilization: dice.of([30, 60, 90]) },
            { type: 'AverageValue', averageValue: dice.of(['80m', '150m']) },
          ]),
        },
      },
    ],
  );

const behaviour: Field = (dice) => {
  const policy = () => ({
    type: dice.of(['Pods', 'Percent']),
    value: dice.of([1, 2, 50]),
    periodSeconds: dice.of([15, 30, 60]),
  });
  const rules = () => ({
    stabilizationWindowSeconds: dice.of([0, 15, 30, 60]),
    ...(dice.chance(0.6) && { policies: dice.chance(0.5) ? [policy()] : [policy(), policy()] }),
    ...(dice.chance(0.4) && { selectPolicy: dice.of(['Min', 'Max', 'Disabled']) }),
  });
  return set(['spec', 'behavior'], {
    ...(dice.chance(0.8) && { scaleDown: rules() }),
    ...(dice.chance(0.6) && { scaleUp: rules() }),
  });
};

const budget: Field = (dice) => (object) => {
  const amount = dice.of(AMOUNTS);
  const { minAvailable: _least, maxUnavailable: _most, ...rest } = isJsonObject(object.spec) ? object.spec : {};
  return {
    ...object,
    spec: { ...rest, ...(dice.chance(0.5) ? { minAvailable: amount } : { maxUnavailable: amount }) },
  };
};

const jobSpec =
  (name: string, values: readonly Json[]): Field =>
  (dice) =>
    set(['spec', 'jobTemplate', 'spec', name], dice.of(values));

const cronMark =
  (name: string, values: readonly string[]): Field =>
  (dice) =>
    set(['spec', 'jobTemplate', 'spec', 'template', 'metadata', 'annotations', name], dice.of(values));

const WITHOUT_PODS = new Set(['HorizontalPodAutoscaler', 'PodDisruptionBudget', 'ResourceQuota', 'CronJob']);

const FIELDS: ReadonlyMap<string, readonly Field[]> = new Map([
  [
    'Deployment',
    [
      ...[spec('replicas', SIZES), spec('replicas', SIZES), rolling, rolling, rolling, antiAffinity, spread],
      ...[spec('strategy', [{ type: 'Recreate' }]), spec('minReadySeconds', [1, 2, 4])],
      ...[spec('revisionHistoryLimit', [0, 1]), spec('progressDeadlineSeconds', [5, 8]), spec('paused', [true])],
    ],
  ],
  [
    'StatefulSet',
    [
      ...[spec('replicas', SIZES), spec('podManagementPolicy', ['Parallel', 'OrderedReady']), claims, claims],
      ...[spec('minReadySeconds', [1, 2, 4]), spec('ordinals', [{ start: 2 }]), antiAffinity, spread],
      spec('updateStrategy', [
        { type: 'OnDelete' },
        { rollingUpdate: { partition: 1 } },
        { rollingUpdate: { partition: 3 } },
      ]),
      spec('revisionHistoryLimit', [0, 1]),
    ],
  ],
  [
    'DaemonSet',
    [
      ...[rollingDaemon, rollingDaemon, spec('updateStrategy', [{ type: 'OnDelete' }])],
      ...[spec('minReadySeconds', [1, 2, 4]), spec('revisionHistoryLimit', [0, 1])],
    ],
  ],
  [
    'HorizontalPodAutoscaler',
    [metric, metric, behaviour, behaviour, behaviour, spec('minReplicas', [1, 3]), spec('maxReplicas', [3, 5, 12])],
  ],
  ['PodDisruptionBudget', [budget, budget, spec('unhealthyPodEvictionPolicy', ['AlwaysAllow', 'IfHealthyBudget'])]],
  ['ResourceQuota', [(dice) => set(['spec', 'hard'], { pods: String(dice.whole(0, 6)) })]],
  [
    'CronJob',
    [
      spec('concurrencyPolicy', ['Allow', 'Forbid', 'Replace']),
      spec('successfulJobsHistoryLimit', [0, 1]),
      ...[spec('failedJobsHistoryLimit', [0, 1]), spec('startingDeadlineSeconds', [5, 30]), spec('suspend', [true])],
      ...[jobSpec('backoffLimit', [0]), jobSpec('activeDeadlineSeconds', [20]), jobSpec('parallelism', [2])],
      ...[jobSpec('ttlSecondsAfterFinished', [5]), cronMark('oracle/run-for', ['5s', '70s', '100s'])],
      cronMark('oracle/exit-code', ['1']),
    ],
  ],
  ['ReplicaSet', [spec('replicas', SIZES), spec('minReadySeconds', [1, 3]), antiAffinity, spread]],
  ['ReplicationController', [spec('replicas', SIZES), spec('minReadySeconds', [1, 3])]],
  [
    'Job',
    [
      ...[spec('parallelism', [0, 1, 2, 3, 5]), spec('completions', [1, 2, 4, 6]), spec('completionMode', ['Indexed'])],
      ...[spec('backoffLimit', [0, 1, 2]), spec('suspend', [true]), spec('activeDeadlineSeconds', [3, 6, 9])],
      ...[spec('ttlSecondsAfterFinished', [0, 2]), spec('podReplacementPolicy', ['Failed', 'TerminatingOrFailed'])],
      ...[perIndex, perIndex, success, success, failurePolicy, failurePolicy],
    ],
  ],
]);
