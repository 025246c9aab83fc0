/** The same manifests on different releases: what a release does not know yet, or no more. */

import { expect, test } from 'vitest';
import { type Gate, isGateOn } from '../../../src/kube/gates.js';
import type { JsonObject } from '../../../src/kube/json.js';
import { parseVersion } from '../../../src/kube/version.js';
import { db, web } from '../forecast-of.js';
import { ask, type Question } from './ask.js';

interface Row {
  readonly gate: Gate;
  /** The last release without the feature (on by default), and the first with it. */
  readonly off: string;
  readonly on: string;
}

test.each<Row>([
  { gate: 'StatefulSetStartOrdinal', off: '1.26', on: '1.27' },
  { gate: 'StatefulSetAutoDeletePVC', off: '1.26', on: '1.27' },
  { gate: 'PDBUnhealthyPodEvictionPolicy', off: '1.26', on: '1.27' },
  { gate: 'ElasticIndexedJob', off: '1.26', on: '1.27' },
  { gate: 'HPAContainerMetrics', off: '1.26', on: '1.27' },
  { gate: 'PodSchedulingReadiness', off: '1.26', on: '1.27' },
  { gate: 'MatchLabelKeysInPodTopologySpread', off: '1.26', on: '1.27' },
  { gate: 'PodIndexLabel', off: '1.27', on: '1.28' },
  { gate: 'CronJobsScheduledAnnotation', off: '1.27', on: '1.28' },
  { gate: 'JobBackoffLimitPerIndex', off: '1.28', on: '1.29' },
  { gate: 'JobPodReplacementPolicy', off: '1.28', on: '1.29' },
  { gate: 'SidecarContainers', off: '1.28', on: '1.29' },
  { gate: 'PodLifecycleSleepAction', off: '1.29', on: '1.30' },
  { gate: 'JobSuccessPolicy', off: '1.30', on: '1.31' },
  { gate: 'JobManagedBy', off: '1.31', on: '1.32' },
  { gate: 'InPlacePodVerticalScaling', off: '1.32', on: '1.33' },
  { gate: 'DynamicResourceAllocation', off: '1.33', on: '1.34' },
  { gate: 'DeploymentReplicaSetTerminatingReplicas', off: '1.34', on: '1.35.0' },
  { gate: 'HPAConfigurableTolerance', off: '1.34', on: '1.35.0' },
  { gate: 'MaxUnavailableStatefulSet', off: '1.34', on: '1.35.0' },
  { gate: 'MaxUnavailableStatefulSet', off: '1.35.4', on: '1.35.3' },
  { gate: 'MaxUnavailableStatefulSet', off: '1.36', on: '1.35.2' },
  { gate: 'MutablePodResourcesForSuspendedJobs', off: '1.35', on: '1.36' },
])('$gate is off in $off and on in $on', ({ gate, off, on }) => {
  const is = (text: string) => {
    const version = parseVersion(text);
    return version === undefined ? text : isGateOn(gate, version);
  };
  expect([is(off), is(on)]).toEqual([false, true]);
});

test.each(['1.26', '1.30', '1.35', '1.36'])(
  'always on in %s: CronJob time zones, podFailurePolicy, logarithmic scale-down',
  (text) => {
    const version = parseVersion(text) ?? { minor: 0, patch: 0 };
    const gates: readonly Gate[] = [
      'CronJobTimeZone',
      'JobPodFailurePolicy',
      'PodDisruptionConditions',
      'LogarithmicScaleDown',
    ];
    expect(gates.filter((gate) => !isGateOn(gate, version))).toEqual([]);
  },
);

function job(spec: JsonObject): Question['files'] {
  const containers: JsonObject[] = [{ name: 'app', image: 'registry.example.com/migrate:1' }];
  const template = { spec: { restartPolicy: 'Never', containers } };
  return {
    'a.yaml': [{ apiVersion: 'batch/v1', kind: 'Job', metadata: { name: 'migrate' }, spec: { template, ...spec } }],
  };
}

const indexed: JsonObject = { completionMode: 'Indexed', completions: 2, parallelism: 2 };
const FAILS = 'pods: [{ match: {}, behaviour: { runFor: 2s, exitCode: 3 } }]\nsteps: [{ apply: a.yaml }]';
const RUNS = 'pods: [{ match: {}, behaviour: { runFor: 2s } }]\nsteps: [{ apply: a.yaml }]';

interface Case {
  readonly name: string;
  readonly question: Question;
  readonly sees: (answer: ReturnType<typeof ask>) => unknown;
  /** What is seen, by release. */
  readonly by: Readonly<Record<string, unknown>>;
}

const podCount = ({ forecast }: ReturnType<typeof ask>) => forecast.timeline.pods.length;

const cases: readonly Case[] = [
  {
    name: 'backoffLimitPerIndex 0: each index once; before, the field is dropped and backoffLimit 6 counts',
    question: { files: job({ ...indexed, backoffLimitPerIndex: 0 }), scenario: FAILS },
    sees: podCount,
    by: { '1.29': 2, '1.35': 2 },
  },
  {
    name: 'successPolicy: one index is enough; before, all have to succeed',
    question: {
      files: job({ ...indexed, parallelism: 1, successPolicy: { rules: [{ succeededIndexes: '0' }] } }),
      scenario: RUNS,
    },
    sees: podCount,
    by: { '1.30': 2, '1.31': 1 },
  },
  {
    name: 'managedBy: another controller; before, the field is dropped',
    question: { files: job({ managedBy: 'kueue.x-k8s.io/multikueue' }), scenario: RUNS },
    sees: podCount,
    by: { '1.31': 1, '1.32': 0 },
  },
  {
    name: 'the label of a StatefulSet pod with its ordinal',
    question: { files: { 'a.yaml': [db({ replicas: 1 })] } },
    sees: ({ forecast }) =>
      forecast.world.objects.Pod.get('default/db-0')?.metadata.labels['apps.kubernetes.io/pod-index'],
    by: { '1.27': undefined, '1.28': '0' },
  },
  {
    name: 'status.terminatingReplicas of a Deployment',
    question: { files: { 'a.yaml': [web({ replicas: 1 })] } },
    sees: ({ forecast }) => forecast.world.objects.Deployment.get('default/web')?.status.terminatingReplicas,
    by: { '1.34': undefined, '1.35': 0 },
  },
];

test.each(
  cases.flatMap(({ by, ...rest }) => Object.entries(by).map(([version, seen]) => ({ ...rest, version, seen }))),
)('$version: $name', ({ question, version, sees, seen }) => {
  expect(sees(ask({ ...question, version }))).toEqual(seen);
});
