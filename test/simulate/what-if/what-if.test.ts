import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import type { Forecast } from '../../../src/simulate/forecast.js';
import { play } from '../../../src/simulate/play.js';
import type { WhatIf } from '../../../src/simulate/report.js';
import { answersOf, asked, gameOf, OPTIONS } from './asked.js';

interface Sketch {
  readonly kind: string;
  readonly name: string;
  readonly spec?: string;
  readonly pod?: string;
}

/** A workload with a readiness probe; `spec` and `pod` add fields. */
function workload({ kind, name, spec = '', pod = '' }: Sketch): string {
  return `apiVersion: apps/v1
kind: ${kind}
metadata: { name: ${name} }
spec:
  ${spec}
  selector: { matchLabels: { app: ${name} } }
  template:
    metadata: { labels: { app: ${name} } }
    spec:
      ${pod}
      containers:
        - name: app
          image: registry.example.com/shop/${name}:1
          readinessProbe: { httpGet: { path: /healthz, port: 8080 }, periodSeconds: 5 }
`;
}

const WEB = workload({ kind: 'Deployment', name: 'web', spec: 'replicas: 4' });
const BUDGET = `---
apiVersion: policy/v1
kind: PodDisruptionBudget
metadata: { name: web }
spec: { minAvailable: 4, selector: { matchLabels: { app: web } } }
`;
const QUOTA = `---
apiVersion: v1
kind: ResourceQuota
metadata: { name: pods }
spec: { hard: { pods: 4 } }
`;
const DB = 'replicas: 3\n  serviceName: db';
const ANTI_AFFINITY = `affinity:
        podAntiAffinity:
          requiredDuringSchedulingIgnoredDuringExecution:
            - { topologyKey: kubernetes.io/hostname, labelSelector: { matchLabels: { app: web } } }`;
const CHANGES: readonly WhatIf['name'][] = ['template-change', 'broken-template-change'];
const BARE_POD = `apiVersion: v1
kind: Pod
metadata: { name: shell }
spec: { containers: [{ name: app, image: "registry.example.com/shop/shell:1" }] }
`;

const CASES: readonly {
  readonly name: string;
  readonly given: string;
  readonly names: readonly WhatIf['name'][];
}[] = [
  { name: 'a Deployment with room to surge', given: WEB, names: CHANGES },
  {
    name: 'strategy Recreate',
    given: workload({ kind: 'Deployment', name: 'web', spec: 'strategy: { type: Recreate }' }),
    names: CHANGES,
  },
  { name: 'a full quota: retries take their time', given: WEB + QUOTA, names: CHANGES },
  {
    name: 'as many nodes as pods that do not share one',
    given: workload({ kind: 'Deployment', name: 'web', spec: 'replicas: 3', pod: ANTI_AFFINITY }),
    names: ['template-change', 'drain'],
  },
  {
    name: 'an ordered StatefulSet: rollout undo alone is a trap',
    given: workload({ kind: 'StatefulSet', name: 'db', spec: DB }),
    names: CHANGES,
  },
  {
    name: 'pods of a StatefulSet that do not share a node: drains that differ in the pod are one',
    given: workload({ kind: 'StatefulSet', name: 'db', spec: DB, pod: ANTI_AFFINITY.replaceAll('web', 'db') }),
    names: ['drain'],
  },
  {
    name: 'a parallel StatefulSet',
    given: workload({ kind: 'StatefulSet', name: 'db', spec: `${DB}\n  podManagementPolicy: Parallel` }),
    names: CHANGES,
  },
  {
    name: 'updateStrategy OnDelete',
    given: workload({ kind: 'StatefulSet', name: 'db', spec: `${DB}\n  updateStrategy: { type: OnDelete }` }),
    names: ['template-change'],
  },
  { name: 'a DaemonSet', given: workload({ kind: 'DaemonSet', name: 'agent' }), names: [...CHANGES, 'drain'] },
  { name: 'two pods on one of the nodes', given: WEB, names: ['drain'] },
  { name: 'a budget that allows nothing', given: WEB + BUDGET, names: ['drain'] },
  { name: 'one replica', given: workload({ kind: 'Deployment', name: 'web', spec: 'replicas: 1' }), names: ['drain'] },
  { name: 'a pod without a controller', given: BARE_POD, names: ['drain'] },
];

const GOLDEN = 'test/simulate/what-if/answers.txt';

describe('what-ifs of a first apply', () => {
  test('have these answers', () => {
    const text = CASES.map(
      ({ name, given, names }) => `# ${name}\n${answersOf(asked(given, names)).join('\n')}\n`,
    ).join('\n');
    if (process.env.UPDATE === '1') writeFileSync(GOLDEN, text);
    expect(text).toBe(readFileSync(GOLDEN, 'utf8'));
  });

  test('leave the forecast of the first apply as it is', () => {
    const [alone, together] = [asked(WEB + BUDGET, []), asked(WEB + BUDGET)];
    expect(together.whatIfs).not.toEqual([]);
    expect(together.forecast.timeline).toEqual(alone.forecast.timeline);
    expect(together.verdicts).toEqual(alone.verdicts);
  });

  test('go on as if the first apply had been played again', () => {
    const [whatIf] = asked(WEB, ['template-change']).whatIfs;
    const [, again] = asked(WEB, ['template-change', 'broken-template-change']).whatIfs;
    const annotations = { 'rollcast.dev/what-if': 'changed' };
    const replay = play(
      gameOf(WEB, [
        { patch: { target: 'deployment/web', patch: { spec: { template: { metadata: { annotations } } } } } },
      ]),
      OPTIONS,
    );
    const since = replay.forecast.steps[1]?.at ?? 0;
    const told = ({ timeline }: Forecast) =>
      timeline.events.filter(({ at }) => at >= since).map(({ at, message, object }) => ({ at, message, object }));
    expect(whatIf && told(whatIf.forecast)).toEqual(told(replay.forecast));
    expect(again?.forecast.steps.map(({ at }) => at)).toEqual([since, since + 5_000]);
  });

  test('say what is not asked', () => {
    const gated = workload({ kind: 'Deployment', name: 'web', pod: 'schedulingGates: [{ name: example.com/quota }]' });
    expect(asked(gated).whatIfsLeftOut).toEqual([
      'template changes of Deployment default/web: the first apply does not complete',
    ]);
  });
});
