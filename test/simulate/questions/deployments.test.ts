/** What users ask of Deployments before they roll one out. `oracle:` what a recording of the real controllers shows. */

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kube/json.js';
import { web } from '../forecast-of.js';
import { ask, type Numbers, numbers, type Question, refusals, rejections, sizes, type Words, words } from './ask.js';
import { eachWith, image, rolling, update, withPodSpec } from './web.js';

const BROKEN = `
pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]
`;
const APPLY = 'steps: [{ apply: v1.yaml }, { apply: v2.yaml }]';

interface Row {
  readonly name: string;
  readonly question: Question;
  /** How the ReplicaSets' sizes move, in order. */
  readonly sizes: string;
  readonly numbers: Numbers;
}

const full: JsonObject = {
  apiVersion: 'v1',
  kind: 'ResourceQuota',
  metadata: { name: 'pods' },
  spec: { hard: { pods: '3' } },
};
const withQuota = (files: Question['files']) => ({ 'quota.yaml': [full], ...files });
const APPLY_ALL = 'steps: [{ apply: quota.yaml }, { apply: v1.yaml }, { apply: v2.yaml }]';

const apart: JsonObject = {
  affinity: {
    podAntiAffinity: {
      requiredDuringSchedulingIgnoredDuringExecution: [
        { topologyKey: 'kubernetes.io/hostname', labelSelector: { matchLabels: { app: 'web' } } },
      ],
    },
  },
};

const rows: readonly Row[] = [
  {
    // oracle: deploy-3-default
    name: '1. three replicas, defaults: one more first, never fewer than three',
    question: { files: update({ replicas: 3 }) },
    sizes: 'r1 0→3, r2 0→1, r1 3→2, r2 1→2, r1 2→1, r2 2→3, r1 1→0',
    numbers: { outcome: 'complete', min: 3, peak: 4, peakWithTerminating: 5, seconds: 31 },
  },
  {
    // oracle: deploy-10-broken-undo
    name: '2. ten replicas, surge 3, unavailable 2, a broken image: stops at 8 old and 5 new',
    question: { files: update({ replicas: 10, ...rolling(3, 2) }), scenario: BROKEN + APPLY },
    sizes: 'r1 0→10, r2 0→3, r1 10→8, r2 3→5',
    numbers: { outcome: 'stuck', min: 8, peak: 13, peakWithTerminating: 15, seconds: 1 },
  },
  {
    // oracle: deploy-4-surge0-unavail1
    name: '3. maxSurge 0 and maxUnavailable 10% of five both round to 0: one at a time may be missing',
    question: { files: update({ replicas: 5, ...rolling(0, '10%') }) },
    sizes: 'r1 0→5, r1 5→4, r2 0→1, r1 4→3, r2 1→2, r1 3→2, r2 2→3, r1 2→1, r2 3→4, r1 1→0, r2 4→5',
    numbers: { outcome: 'complete', min: 4, peak: 5, peakWithTerminating: 6, seconds: 50 },
  },
  {
    // oracle: deploy-1-default
    name: '4. one replica, defaults: the new pod first',
    question: { files: update({ replicas: 1 }) },
    sizes: 'r1 0→1, r2 0→1, r1 1→0',
    numbers: { outcome: 'complete', min: 1, peak: 2, peakWithTerminating: 2, seconds: 11 },
  },
  {
    // start 5 s, ready 5 s, available 30 s after: 12 times 40 s
    name: '6. minReadySeconds 30, twelve replicas, one at a time: eight minutes',
    question: { files: update({ replicas: 12, minReadySeconds: 30, ...rolling(1, 0) }) },
    sizes: `r1 0→12, ${Array.from({ length: 12 }, (_, n) => `r2 ${n}→${n + 1}, r1 ${12 - n}→${11 - n}`).join(', ')}`,
    numbers: { outcome: 'complete', min: 12, peak: 13, peakWithTerminating: 14, seconds: 481 },
  },
  {
    name: '7. fifteen replicas that take 60 s to shut down: up to twice as many at once',
    question: {
      files: eachWith(update({ replicas: 15 }), { terminationGracePeriodSeconds: 60 }),
      scenario: `pods: [{ match: {}, behaviour: { terminate: 60s } }]\n${APPLY}`,
    },
    sizes: 'r1 0→15, r2 0→4, r1 15→12, r2 4→7, r1 12→5, r2 7→14, r1 5→0, r2 14→15',
    numbers: { outcome: 'complete', min: 12, peak: 19, peakWithTerminating: 30, seconds: 80 },
  },
  {
    name: '7. maxSurge 0 does not help: terminating pods are not counted',
    question: {
      files: eachWith(update({ replicas: 15, ...rolling(0, 3) }), { terminationGracePeriodSeconds: 60 }),
      scenario: `pods: [{ match: {}, behaviour: { terminate: 60s } }]\n${APPLY}`,
    },
    sizes: 'r1 0→15, r1 15→12, r2 0→3, r1 12→9, r2 3→6, r1 9→6, r2 6→9, r1 6→3, r2 9→12, r1 3→0, r2 12→15',
    numbers: { outcome: 'complete', min: 12, peak: 15, peakWithTerminating: 30, seconds: 100 },
  },
  {
    // oracle: deploy-3-recreate
    name: '8. Recreate: all old pods gone, then all new ones; no pod for grace period and start',
    question: {
      files: eachWith(update({ replicas: 3, strategy: { type: 'Recreate' } }), { terminationGracePeriodSeconds: 60 }),
      scenario: `pods: [{ match: {}, behaviour: { terminate: 60s } }]\n${APPLY}`,
    },
    sizes: 'r1 0→3, r1 3→0, r2 0→3',
    numbers: { outcome: 'complete', min: 0, peak: 3, peakWithTerminating: 3, seconds: 70 },
  },
  {
    // oracle: deploy-quota
    name: '9. a full quota and maxUnavailable 0: no new pod, the old ones stay',
    question: { files: withQuota(update({ replicas: 3, ...rolling(1, 0) })), scenario: APPLY_ALL },
    sizes: 'r1 0→3, r2 0→1',
    numbers: { outcome: 'stuck', min: 3, peak: 3, peakWithTerminating: 3, seconds: 0 },
  },
  {
    // oracle: deploy-scale-mid-rollout
    name: '10. image and replicas in one apply: more of the old version first',
    question: { files: { 'v1.yaml': [web({ replicas: 4 }, image(1))], 'v2.yaml': [web({ replicas: 8 }, image(2))] } },
    sizes: 'r1 0→4, r1 4→8, r2 0→2, r1 8→6, r2 2→4, r1 6→2, r2 4→8, r1 2→0',
    numbers: { outcome: 'complete', min: 4, peak: 10, peakWithTerminating: 14, seconds: 21 },
  },
  {
    // oracle: deploy-proportional
    name: '11. from ten to fifteen while stuck at 8 and 5: in proportion, 12 and 7',
    question: {
      files: update({ replicas: 10 }),
      scenario: `${BROKEN}steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { scale: { target: deployment/web, replicas: 15 } }]`,
    },
    sizes: 'r1 0→10, r2 0→3, r1 10→8, r2 3→5, r1 8→12, r2 5→7',
    numbers: { outcome: 'stuck', min: 8, peak: 19, peakWithTerminating: 19, seconds: 10 },
  },
  {
    // oracle: deploy-proportional
    name: '11. the same with surge 3: 11 and 7',
    question: {
      files: update({ replicas: 10, ...rolling(3, 2) }),
      scenario: `${BROKEN}steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { scale: { target: deployment/web, replicas: 15 } }]`,
    },
    sizes: 'r1 0→10, r2 0→3, r1 10→8, r2 3→5, r1 8→11, r2 5→7',
    numbers: { outcome: 'stuck', min: 8, peak: 18, peakWithTerminating: 18, seconds: 10 },
  },
  {
    // oracle: deploy-rollover
    name: '12. another edit while stuck: the half-rolled set loses its unready pods at once',
    question: {
      files: { ...update({ replicas: 10 }), 'v3.yaml': [web({ replicas: 10 }, image(3))] },
      scenario: `${BROKEN}steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { apply: v3.yaml }]`,
    },
    sizes: 'r1 0→10, r2 0→3, r1 10→8, r2 3→5, r2 5→0, r3 0→5, r1 8→3, r3 5→10, r1 3→0',
    numbers: { outcome: 'complete', min: 8, peak: 13, peakWithTerminating: 18, seconds: 21 },
  },
  {
    // oracle: deploy-pause-resume
    name: '13. paused: an edit waits, a scale does not',
    question: {
      files: update({ replicas: 4 }),
      scenario: `steps:
- apply: v1.yaml
- rollout: { pause: deployment/web }
- apply: v2.yaml
- scale: { target: deployment/web, replicas: 6 }
- wait: 20m
- rollout: { resume: deployment/web }`,
    },
    sizes: 'r1 0→4, r1 4→6, r2 0→2, r1 6→5, r2 2→3, r1 5→2, r2 3→6, r1 2→0',
    numbers: { outcome: 'complete', min: 4, peak: 8, peakWithTerminating: 11, seconds: 21 },
  },
  {
    name: '20. required anti-affinity, as many nodes as replicas, maxUnavailable 0: the surge pod finds no node',
    question: { files: eachWith(update({ replicas: 3, ...rolling(1, 0) }), apart) },
    sizes: 'r1 0→3, r2 0→1',
    numbers: { outcome: 'stuck', min: 3, peak: 4, peakWithTerminating: 4, seconds: 0 },
  },
  {
    // oracle: sched-antiaffinity
    name: '20. maxUnavailable 1 lets it through',
    question: { files: eachWith(update({ replicas: 3, ...rolling(1, 1) }), apart) },
    sizes: 'r1 0→3, r2 0→1, r1 3→2, r2 1→2, r1 2→1, r2 2→3, r1 1→0',
    numbers: { outcome: 'complete', min: 2, peak: 4, peakWithTerminating: 5, seconds: 33 },
  },
];

describe('how a rollout goes', () => {
  test.each(rows)('$name', ({ question, sizes: moves, numbers: expected }) => {
    const answer = ask(question);
    expect([sizes(answer).join(', '), numbers(answer, 'Deployment/web')]).toEqual([moves, expected]);
  });
});

describe('what the API server refuses', () => {
  test.each([
    {
      name: '3. 0 and 0',
      spec: rolling(0, 0),
      refused: 'spec.strategy.rollingUpdate.maxUnavailable: may not be 0 when `maxSurge` is 0',
    },
    {
      name: '6. a deadline within minReadySeconds',
      spec: { minReadySeconds: 30, progressDeadlineSeconds: 30 },
      refused: 'spec.progressDeadlineSeconds: must be greater than minReadySeconds (30)',
    },
  ])('$name', ({ spec, refused }) => {
    const answer = ask({ files: { 'v1.yaml': [web(spec)] } });
    expect(rejections(answer)).toEqual([`the API server rejects it: ${refused}`]);
  });
});

describe('7. the first moment of a rollout with a slow shutdown', () => {
  test('12 old, 7 new, 3 terminating: 22 pods of 15', () => {
    const { forecast } = ask({
      files: eachWith(update({ replicas: 15 }), { terminationGracePeriodSeconds: 60 }),
      scenario: `pods: [{ match: {}, behaviour: { terminate: 60s } }]\n${APPLY}`,
    });
    const begin = forecast.steps[1]?.at;
    const counts = forecast.timeline.samples.filter(({ at }) => at === begin).at(-1);
    expect([counts?.total, counts?.updated, counts?.terminating]).toEqual([19, 7, 3]);
  });
});

describe('9. a full quota and maxSurge 0', () => {
  // The old pod holds its share until it is gone, and the ReplicaSet tries again after 5 ms × 2ⁿ, at most 1000 s.
  test.each([
    { terminate: 30, news: [40.955, 91.91, 142.865] },
    // Gone after 600 s, the next made after 655: up to 16 minutes can pass between two tries.
    { terminate: 600, news: [655.355, 1320.71, 1986.065] },
  ])('each pod that takes $terminate s to go costs up to as much again', ({ terminate, news: expected }) => {
    const grace = { terminationGracePeriodSeconds: terminate };
    const answer = ask({
      files: withQuota(eachWith(update({ replicas: 3, ...rolling(0, 1) }), grace)),
      scenario: `pods: [{ match: {}, behaviour: { terminate: ${terminate}s } }]\n${APPLY_ALL}`,
    });
    const begin = answer.forecast.steps[2]?.at ?? 0;
    const news = answer.forecast.timeline.pods.map(({ created }) => (created - begin) / 1000).filter((at) => at > 0);
    expect([news, numbers(answer, 'Deployment/web').outcome]).toEqual([expected, 'complete']);
  });
});

describe('13. a paused Deployment', () => {
  test('has no deadline to miss', () => {
    const { forecast } = ask({
      files: update({ replicas: 4, progressDeadlineSeconds: 60 }),
      scenario: `steps:
- apply: v1.yaml
- rollout: { pause: deployment/web }
- apply: v2.yaml
- wait: 20m`,
    });
    expect(forecast.timeline.conditions.map(({ type, status, reason }) => `${type}=${status} ${reason}`)).toEqual([
      'Progressing=True NewReplicaSetCreated',
      'Available=False MinimumReplicasUnavailable',
      'Available=True MinimumReplicasAvailable',
      'Progressing=Unknown DeploymentPaused',
    ]);
  });
});

const CRASHES = `pods: [{ match: { image: "*:2" }, behaviour: { exit: { after: 20s, code: 1 } } }]
${APPLY}`;
const unproven =
  'availability is unproven: without readinessProbe (container app) and with minReadySeconds 0 a pod counts as available as soon as it runs';

/** A claim and a Deployment whose pod uses it, one to a node. */
function withClaim(version: number, accessMode: string, spec: JsonObject): readonly JsonObject[] {
  const claim: JsonObject = {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: { name: 'data' },
    spec: { accessModes: [accessMode], resources: { requests: { storage: '1Gi' } } },
  };
  const requests = { resources: { requests: { cpu: '3' } } };
  const volumes = [{ name: 'data', persistentVolumeClaim: { claimName: 'data' } }];
  return [claim, withPodSpec(web({ replicas: 1, ...spec }, { ...requests, ...image(version) }), { volumes })];
}

const SMALL = `cluster: { nodes: [{ count: 3, cpu: "4" }] }\n${APPLY}`;
const claimed = (accessMode: string, spec: JsonObject = {}): Question => ({
  files: { 'v1.yaml': withClaim(1, accessMode, spec), 'v2.yaml': withClaim(2, accessMode, spec) },
  scenario: SMALL,
});
const BACK = 'nothing is rolled back';
const DEADLINE = `progressDeadlineSeconds 600 passed: Progressing=False, rollout status fails, ${BACK}`;
const UNDO = 'kubectl rollout undo deployment/web goes back';

const said: readonly { readonly name: string; readonly question: Question; readonly says: Words }[] = [
  {
    name: '2. a broken image: no rollback, and what to type',
    question: { files: update({ replicas: 10, ...rolling(3, 2) }), scenario: BROKEN + APPLY },
    says: {
      outcome: 'stuck',
      reason:
        '5 of 10 pods updated, 8 available: 5 pods never get ready (image registry.example.com/web:2); maxSurge 3 and maxUnavailable 2 allow no further step',
      next: `${DEADLINE}; correct the template, or go back to the version before; ${UNDO}`,
    },
  },
  {
    name: '4. no readiness probe: the rollout passes, and proves nothing',
    question: { files: update({ replicas: 1 }, { readinessProbe: null }) },
    says: { outcome: 'complete', reason: '', next: '', note: unproven },
  },
  {
    name: '5. no readiness probe, and the new version crashes after 20 s: everything is down',
    question: { files: update({ replicas: 3 }, { readinessProbe: null }), scenario: CRASHES },
    says: {
      outcome: 'stuck',
      reason:
        '3 of 3 pods updated, 0 available: 3 pods end with code 1 again and again (CrashLoopBackOff, image registry.example.com/web:2)',
      next: `${BACK} by itself; correct the template, or go back to the version before; ${UNDO}`,
      note: `no pod at all is available, first at 91 s and still at the end; ${unproven}, and crashes come after the rollout has gone on`,
    },
  },
  {
    // Each restart is progress to the deadline: it is never passed.
    name: '6. a crash within minReadySeconds: the rollout goes no further, for ever',
    question: {
      files: update({ replicas: 12, minReadySeconds: 30, ...rolling(1, 0) }),
      scenario: CRASHES,
      horizonMs: 7_200_000,
    },
    says: {
      outcome: 'running',
      reason:
        'still running when the forecast ended after 7200 s: 1 of 12 pods updated, 12 available: 1 pod ends with code 1 again and again (CrashLoopBackOff, image registry.example.com/web:2); maxSurge 1 and maxUnavailable 0 allow no further step',
      next: `${BACK} by itself; correct the template, or go back to the version before; ${UNDO}`,
    },
  },
  {
    name: '8. Recreate: how long nothing runs',
    question: {
      files: eachWith(update({ replicas: 3, strategy: { type: 'Recreate' } }), { terminationGracePeriodSeconds: 60 }),
      scenario: `pods: [{ match: {}, behaviour: { terminate: 60s } }]\n${APPLY}`,
    },
    says: { outcome: 'complete', reason: '', next: '', note: 'no pod at all is available for 70 s, first at 10 s' },
  },
  {
    name: '18. another selector: refused, and what to do',
    question: {
      files: {
        'v1.yaml': [web()],
        'v2.yaml': [
          web({
            selector: { matchLabels: { app: 'web', tier: 'front' } },
            template: {
              metadata: { labels: { app: 'web', tier: 'front' } },
              spec: { containers: [{ name: 'app', image: 'registry.example.com/web:1' }] },
            },
          }),
        ],
      },
    },
    says: {
      outcome: 'rejected',
      reason: 'the API server rejects it: spec.selector: field is immutable',
      next: 'everything stays as it was; correct the manifest, or kubectl delete deployment/web and apply again deletes its pods; with --cascade=orphan they keep running, and nobody manages them',
    },
  },
  {
    name: '19. a ReadWriteOnce claim and a surge pod on another node: Multi-Attach',
    question: claimed('ReadWriteOnce'),
    says: {
      outcome: 'stuck',
      reason:
        '1 of 1 pods updated, 1 available: 1 pod waits for the volume of PersistentVolumeClaim data, which node node-1 has (Multi-Attach error); maxSurge 1 and maxUnavailable 0 allow no further step',
      next: `${DEADLINE}; only one node has such a volume at a time: one replica with strategy Recreate, a StatefulSet with a claim for each pod, or ReadWriteMany; ${UNDO}`,
    },
  },
  {
    name: '19. Recreate lets the old pod leave the volume first',
    question: claimed('ReadWriteOnce', { strategy: { type: 'Recreate' } }),
    says: { outcome: 'complete', reason: '', next: '', note: 'no pod at all is available for 11 s, first at 10 s' },
  },
  {
    name: '19. ReadWriteOncePod: not even on the same node',
    question: claimed('ReadWriteOncePod'),
    says: {
      outcome: 'stuck',
      reason:
        '1 of 1 pods updated, 1 available: 1 pod cannot be scheduled (0/3 nodes are available: 1 Insufficient cpu, 2 node(s) unavailable due to PersistentVolumeClaim with ReadWriteOncePod access mode already in-use by another pod); maxSurge 1 and maxUnavailable 0 allow no further step',
      next: `${DEADLINE}; the volume takes one pod: with strategy Recreate the old pod makes room first; ${UNDO}`,
    },
  },
  {
    name: '20. required anti-affinity: why no node fits, and which knob turns',
    question: { files: eachWith(update({ replicas: 3, ...rolling(1, 0) }), apart) },
    says: {
      outcome: 'stuck',
      reason:
        "1 of 3 pods updated, 3 available: 1 pod cannot be scheduled (0/3 nodes are available: 3 node(s) didn't match pod anti-affinity rules); maxSurge 1 and maxUnavailable 0 allow no further step",
      next: `${DEADLINE}; a node takes one of these pods: add a node; in an update maxSurge 0 with maxUnavailable 1 lets an old pod make room first; ${UNDO}`,
    },
  },
];

describe('what the verdict says', () => {
  test.each(said)('$name', ({ question, says }) => {
    expect(words(ask(question), 'Deployment/web')).toEqual(says);
  });

  test('9. a full quota: the server refuses the pod, and what to type', () => {
    const { outcome, reason, next } = words(
      ask({ files: withQuota(update({ replicas: 3, ...rolling(1, 0) })), scenario: APPLY_ALL }),
      'Deployment/web',
    );
    expect([outcome, reason.replace(/web-\w+-\w+/, 'POD'), next]).toEqual([
      'stuck',
      '0 of 3 pods updated, 3 available: pods "POD" is forbidden: exceeded quota: pods, requested: pods=1, used: pods=3, limited: pods=3; maxSurge 1 and maxUnavailable 0 allow no further step',
      `${DEADLINE}; raise the quota or lower maxSurge; the controller keeps retrying with growing delays; ${UNDO}`,
    ]);
  });
});

describe('17. only the content of a ConfigMap or Secret changes', () => {
  const settings = (kind: string, level: string): JsonObject => ({
    apiVersion: 'v1',
    kind,
    metadata: { name: 'settings' },
    ...(kind === 'Secret' ? { stringData: { level } } : { data: { level } }),
  });
  const files = (kind: string, deployment: JsonObject): Question['files'] => ({
    'v1.yaml': [settings(kind, 'info'), deployment],
    'v2.yaml': [settings(kind, 'debug'), deployment],
  });
  const restart = "kubectl rollout restart deployment/web, or a checksum of it among the template's annotations";
  const mounts = [
    { name: 'settings', mountPath: '/etc/web' },
    { name: 'settings', mountPath: '/etc/level', subPath: 'level' },
  ];

  test.each([
    {
      name: 'env',
      kind: 'ConfigMap',
      deployment: web({}, { envFrom: [{ configMapRef: { name: 'settings' } }] }),
      keeps: 'environment variables keep the old values until a container restarts',
    },
    {
      name: 'one variable from a Secret',
      kind: 'Secret',
      deployment: web(
        {},
        { env: [{ name: 'LEVEL', valueFrom: { secretKeyRef: { name: 'settings', key: 'level' } } }] },
      ),
      keeps: 'environment variables keep the old values until a container restarts',
    },
    {
      name: 'files, one of them by subPath',
      kind: 'ConfigMap',
      deployment: withPodSpec(web({}, { volumeMounts: mounts }), {
        volumes: [{ name: 'settings', configMap: { name: 'settings' } }],
      }),
      keeps: 'mounted files follow within about a minute, files mounted with subPath never follow',
    },
  ])('$name: nothing is rolled out, and it is said', ({ kind, deployment, keeps }) => {
    const answer = ask({ files: files(kind, deployment) });
    expect([sizes(answer), words(answer, 'Deployment/web').note]).toEqual([
      ['r1 0→4'],
      `${kind} settings changed and spec.template did not, so nothing is rolled out: ${keeps}; ${restart}`,
    ]);
  });

  test('a restart afterwards gives every pod the new values: nothing to say', () => {
    const answer = ask({
      files: files('ConfigMap', web({}, { envFrom: [{ configMapRef: { name: 'settings' } }] })),
      scenario: 'steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { rollout: { restart: deployment/web } }]',
    });
    expect([refusals(answer), words(answer, 'Deployment/web').note]).toEqual([[], undefined]);
  });
});
