import { expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import { web } from './forecast-of.js';
import { type Asked, answer, played } from './questions/asked/asked.js';
import { image, withPodSpec } from './questions/web.js';

const GATE = 'target-health.elbv2.k8s.aws/web';
const gated = (spec: JsonObject, pod: JsonObject = {}) =>
  withPodSpec(web(spec, pod), { readinessGates: [{ conditionType: GATE }] });

const ask = (files: Asked['files'], scenario: string) => {
  const report = played({ question: '', source: '', files, scenario });
  const [verdict] = report.verdicts;
  return {
    outcome: verdict?.outcome,
    reason: verdict?.reason,
    next: verdict?.next,
    seconds: (verdict?.upMs ?? 0) / 1000,
  };
};

const V1 = { 'v1.yaml': [gated({ replicas: 2 })] };
const V2 = { ...V1, 'v2.yaml': [gated({ replicas: 2 }, image(2))] };

const WAITS = `for readiness gate "${GATE}", which nobody sets (ReadinessGatesNotReady)`;
const LATE = 'progressDeadlineSeconds 600 passed: Progressing=False, rollout status fails, nothing is rolled back';
const WAY =
  'the controller behind the gate has to be there and set its condition; if it is, --assume readinessGateSeconds=10 or behaviour readinessGates: 10s says when it does';

test.each([
  {
    name: 'nobody sets the condition',
    files: V1,
    scenario: 'steps: [{ apply: v1.yaml }]',
    outcome: 'stuck',
    reason: `2 of 2 pods updated, 0 available: 2 pods wait ${WAITS}`,
    next: `${LATE}; ${WAY}`,
    seconds: 0,
  },
  {
    name: 'a scenario says when it is set',
    files: V1,
    scenario: 'pods: [{ match: {}, behaviour: { readinessGates: 20s } }]\nsteps: [{ apply: v1.yaml }]',
    outcome: 'complete',
    reason: '',
    next: '',
    seconds: 30,
  },
  {
    name: 'an assumption says so, in an update one pod after the other',
    files: V2,
    scenario: 'assumptions: { readinessGateSeconds: 20 }\nsteps: [{ apply: v1.yaml }, { apply: v2.yaml }]',
    outcome: 'complete',
    reason: '',
    next: '',
    seconds: 60,
  },
  {
    name: 'not of the new version',
    files: V2,
    scenario:
      'assumptions: { readinessGateSeconds: 0 }\npods: [{ match: { image: "*:2" }, behaviour: { readinessGates: never } }]\nsteps: [{ apply: v1.yaml }, { apply: v2.yaml }]',
    outcome: 'stuck',
    reason: `1 of 2 pods updated, 2 available: 1 pod waits ${WAITS}; maxSurge 1 and maxUnavailable 0 allow no further step`,
    next: `${LATE}; ${WAY}; kubectl rollout undo deployment/web goes back`,
    seconds: 0,
  },
  {
    name: 'its controller takes it back',
    files: V1,
    scenario: `
assumptions: { readinessGateSeconds: 0 }
steps:
  - apply: v1.yaml
  - behave: { pod: { selector: app=web, index: 0 }, behaviour: { readinessGates: never } }`,
    outcome: 'stuck',
    reason: `2 of 2 pods updated, 1 available: 1 pod waits ${WAITS}`,
    next: `nothing is rolled back by itself; ${WAY}`,
    seconds: 0,
  },
  {
    name: 'its controller comes later',
    files: V1,
    scenario: `
steps:
  - apply: v1.yaml
  - { at: 60s, behave: { pod: { selector: app=web }, behaviour: { readinessGates: 0s } } }`,
    outcome: 'complete',
    reason: '',
    next: '',
    seconds: 0,
  },
])('$name', ({ name: _name, files, scenario, ...expected }) => {
  expect(ask(files, scenario)).toEqual(expected);
});

test('kubectl shows which condition is missing', () => {
  const scenario = `
steps:
  - apply: v1.yaml
  - wait: 15s
  - get: { kind: pods, output: wide }
  - get:
      kind: pods
      output: 'jsonpath={range .items[0].status.conditions[*]}{.type} {.status} {.reason}: {.message}{"\\n"}{end}'
  - { at: 60s, behave: { pod: { selector: app=web }, behaviour: { readinessGates: 0s } } }
  - get: { kind: pods, output: 'custom-columns=TYPES:.status.conditions[*].type,ARE:.status.conditions[*].status' }`;
  const report = played({ question: '', source: '', files: { 'v1.yaml': [gated({ replicas: 1 })] }, scenario });
  expect(
    answer(report)
      .split('\n')
      .filter((line) => line.startsWith('|')),
  ).toEqual([
    '| NAME                   READY   STATUS    RESTARTS   AGE   IP          NODE     NOMINATED NODE   READINESS GATES',
    '| web-6c8489765f-b2d6n   1/1     Running   0          25s   <unknown>   node-1   <none>           0/1',
    '| PodReadyToStartContainers True : ',
    '| Initialized True : ',
    `| Ready False ReadinessGatesNotReady: corresponding condition of pod readiness gate "${GATE}" does not exist.`,
    '| ContainersReady True : ',
    '| PodScheduled True : ',
    '| ',
    '| TYPES                                                                                                      ARE',
    `| ${GATE},PodReadyToStartContainers,Initialized,Ready,ContainersReady,PodScheduled   True,True,True,True,True,True`,
  ]);
});
