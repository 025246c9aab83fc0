/** What users ask of StatefulSets. `oracle:` what a recording of the real controllers shows. */

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kube/json.js';
import { db } from '../forecast-of.js';
import { ask, lives, type Question, refusals, words } from './ask.js';

const SET = 'StatefulSet/db';
const NEVER = 'pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]\n';
const image = (version: number): JsonObject => ({ image: `registry.example.com/db:${version}` });
const update = (spec: JsonObject = {}) => ({ 'v1.yaml': [db(spec, image(1))], 'v2.yaml': [db(spec, image(2))] });
const parallel: JsonObject = { podManagementPolicy: 'Parallel' };
const rolling = (rollingUpdate: JsonObject): JsonObject => ({
  replicas: 5,
  updateStrategy: { type: 'RollingUpdate', rollingUpdate },
});
const REVERT = `${NEVER}steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { apply: v1.yaml }]`;

/** Only the pods that came after the first apply had settled. */
const after = (seconds: number) => (life: string) => Number(/ ([\d.]+)…/.exec(life)?.[1]) >= seconds;

interface Row {
  readonly name: string;
  readonly question: Question;
  /** Which pods came when, after the first apply. */
  readonly pods: readonly string[];
  readonly outcome: string;
  readonly from: number;
}

const rows: readonly Row[] = [
  {
    // oracle: sts-ordered
    name: '22. three pods, OrderedReady: 2, 1, 0, one at a time',
    question: { files: update() },
    from: 45,
    pods: ['db-2 46…', 'db-1 62…', 'db-0 78…'],
    outcome: 'complete',
  },
  {
    // oracle: sts-min-ready
    name: '22. minReadySeconds 30: each has to be available for as long',
    question: { files: update({ minReadySeconds: 30 }) },
    from: 135,
    pods: ['db-2 136…', 'db-1 182…', 'db-0 228…'],
    outcome: 'complete',
  },
  {
    // oracle: sts-broken
    name: '23. a bad template: stuck at the last pod, and going back changes nothing',
    question: { files: update(), scenario: REVERT },
    from: 45,
    pods: ['db-2 46…'],
    outcome: 'stuck',
  },
  {
    // oracle: sts-broken
    name: '23. until somebody deletes the pod',
    question: { files: update(), scenario: REVERT.replace(/]$/, ', { delete: { pod: db-2 } }]') },
    from: 45,
    pods: ['db-2 46…51', 'db-2 52…'],
    outcome: 'complete',
  },
  ...['1.34', '1.35.4', '1.36'].map((version) => ({
    // oracle: sts-broken-parallel
    name: `24. Parallel, ${version}: going back replaces the pod`,
    question: { version, files: update(parallel), scenario: REVERT },
    from: 15,
    pods: ['db-2 16…21', 'db-2 22…'],
    outcome: 'complete',
  })),
  ...['1.35.0', '1.35.2', '1.35.3'].map((version) => ({
    name: `24. Parallel, ${version}: stuck as well`,
    question: { version, files: update(parallel), scenario: REVERT },
    from: 15,
    pods: ['db-2 16…'],
    outcome: 'stuck',
  })),
  {
    // oracle: sts-partition
    name: '25. partition 2 of five: 4, 3, 2; a lower pod comes back old, a higher one new',
    question: {
      files: update(rolling({ partition: 2 })),
      scenario: 'steps: [{ apply: v1.yaml }, { apply: v2.yaml }, { delete: { pod: db-0 } }, { delete: { pod: db-4 } }]',
    },
    from: 75,
    pods: ['db-4 76…139', 'db-3 92…', 'db-2 108…', 'db-0 124…', 'db-4 140…'],
    outcome: 'complete',
  },
  {
    name: '25. a partition of all replicas: nothing happens',
    question: { files: update(rolling({ partition: 5 })) },
    from: 75,
    pods: [],
    outcome: 'complete',
  },
  {
    // oracle: sts-ondelete
    name: '26. OnDelete: nothing happens',
    question: { files: update({ updateStrategy: { type: 'OnDelete' } }) },
    from: 45,
    pods: [],
    outcome: 'stuck',
  },
  ...['1.34', '1.35.4', '1.36'].map((version) => ({
    // oracle: sts-ordered-maxunavail
    name: `27. maxUnavailable 2, ${version}: ignored, one at a time`,
    question: { version, files: update(rolling({ maxUnavailable: 2 })) },
    from: 75,
    pods: ['db-4 76…', 'db-3 92…', 'db-2 108…', 'db-1 124…', 'db-0 140…'],
    outcome: 'complete',
  })),
  ...['1.35.0', '1.35.3'].map((version) => ({
    name: `27. maxUnavailable 2, ${version}: two go at once, and come back in order`,
    question: { version, files: update(rolling({ maxUnavailable: 2 })) },
    from: 75,
    pods: ['db-3 76…', 'db-4 91…', 'db-1 107…', 'db-2 122…', 'db-0 138…'],
    outcome: 'complete',
  })),
  {
    name: '27. maxUnavailable 2, 1.35.0, Parallel: two at once',
    question: { version: '1.35.0', files: update({ ...rolling({ maxUnavailable: 2 }), ...parallel }) },
    from: 15,
    pods: ['db-3 16…', 'db-4 16…', 'db-1 32…', 'db-2 32…', 'db-0 48…'],
    outcome: 'complete',
  },
  {
    // oracle: sts-start-moved
    name: '30. ordinals.start from 0 to 5: the new ones come first, then the old ones go',
    question: { files: { 'v1.yaml': [db()], 'v2.yaml': [db({ ordinals: { start: 5 } })] } },
    from: 45,
    pods: ['db-5 45…', 'db-6 60…', 'db-7 75…'],
    outcome: 'complete',
  },
  {
    name: '30. ordinals.start, 1.26: the field is not there yet',
    question: { version: '1.26', files: { 'v1.yaml': [db()], 'v2.yaml': [db({ ordinals: { start: 5 } })] } },
    from: 45,
    pods: [],
    outcome: 'complete',
  },
];

describe('how an update goes', () => {
  test.each(rows)('$name', ({ question, from, pods, outcome }) => {
    const answer = ask(question);
    expect([lives(answer, SET).filter(after(from)), words(answer, SET).outcome]).toEqual([pods, outcome]);
  });
});

describe('what to type', () => {
  test('23. the pod that keeps the old template has to be deleted', () => {
    expect(words(ask({ files: update(), scenario: REVERT }), SET)).toEqual({
      outcome: 'stuck',
      reason:
        '2 of 3 pods updated, 2 available: db-2 never gets ready (image registry.example.com/db:2); podManagementPolicy OrderedReady creates, updates and deletes no other pod before it',
      next: 'kubectl delete pod db-2: the template is another one by now, but the controller does not replace this pod by itself',
    });
  });

  test('26. OnDelete: the pods, and rollout status refuses to look', () => {
    const answer = ask({ files: update({ updateStrategy: { type: 'OnDelete' } }) });
    const verdict = answer.verdicts.find(({ kind }) => kind === 'StatefulSet');
    expect([verdict?.reason, verdict?.next, verdict?.rolloutStatus?.lines.at(-1)?.line]).toEqual([
      '0 of 3 pods updated: updateStrategy OnDelete replaces a pod only when somebody deletes it',
      'kubectl delete pod db-2 db-1 db-0',
      'error: rollout status is only available for RollingUpdate strategy type',
    ]);
  });
});

const claims = (size: string): JsonObject => ({
  volumeClaimTemplates: [
    {
      metadata: { name: 'data' },
      spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: size } } },
    },
  ],
});

describe('what is worth knowing', () => {
  test.each([
    {
      name: '25. partition: who keeps the old template',
      question: { files: update(rolling({ partition: 2 })) },
      note: 'partition 2: db-0, db-1 keep the template before, also when deleted',
    },
    {
      name: '27. maxUnavailable where its feature is off',
      question: { version: '1.35.4', files: update(rolling({ maxUnavailable: 2 })) },
      note: 'spec.updateStrategy.rollingUpdate.maxUnavailable has no effect: feature MaxUnavailableStatefulSet is off in Kubernetes 1.35.4',
    },
    {
      name: '27. maxUnavailable where it is on',
      question: { version: '1.35.3', files: update(rolling({ maxUnavailable: 2 })) },
      note: undefined,
    },
    {
      name: '30. ordinals before there were any',
      question: { version: '1.26', files: { 'v1.yaml': [db({ ordinals: { start: 5 } })] } },
      note: 'spec.ordinals has no effect: feature StatefulSetStartOrdinal is off in Kubernetes 1.26.15',
    },
  ])('$name', ({ question, note }) => {
    expect(words(ask(question), SET).note).toBe(note);
  });
});

describe('28. from five to three', () => {
  const scaled = (policy: JsonObject) => ({
    'v1.yaml': [db({ replicas: 5, ...claims('1Gi'), ...policy })],
    'v2.yaml': [db({ replicas: 3, ...claims('1Gi'), ...policy })],
  });
  const left = ({ forecast }: ReturnType<typeof ask>) =>
    [...forecast.world.objects.PersistentVolumeClaim.values()].map(({ metadata }) => metadata.name);

  test('4, then 3, and the claims stay', () => {
    // oracle: sts-pvc
    const answer = ask({ files: scaled({}) });
    const gone = lives(answer, SET).filter((life) => /…\d/.test(life));
    expect([gone, left(answer), words(answer, SET).note]).toEqual([
      ['db-3 45…76', 'db-4 60…75'],
      ['data-db-0', 'data-db-1', 'data-db-2', 'data-db-3', 'data-db-4'],
      'claims data-db-3, data-db-4 stay without a pod: scaled up again, their pods get the same data back',
    ]);
  });

  test('whenScaled Delete: the claims go, and the data', () => {
    // oracle: sts-pvc-delete
    const answer = ask({ files: scaled({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }) });
    const lost = answer.forecast.timeline.claims.flatMap(({ name, because }) =>
      because === '' ? [] : [`${name}: ${because}`],
    );
    expect([left(answer), lost]).toEqual([
      ['data-db-0', 'data-db-1', 'data-db-2'],
      [
        'data-db-3: persistentVolumeClaimRetentionPolicy.whenScaled: Delete',
        'data-db-4: persistentVolumeClaimRetentionPolicy.whenScaled: Delete',
      ],
    ]);
  });

  test('whenScaled Delete, 1.26: not yet, the claims stay', () => {
    const answer = ask({
      version: '1.26',
      files: scaled({ persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete' } }),
    });
    expect(left(answer)).toEqual(['data-db-0', 'data-db-1', 'data-db-2', 'data-db-3', 'data-db-4']);
  });
});

describe('29. volumeClaimTemplates and serviceName', () => {
  const files = {
    'v1.yaml': [db(claims('1Gi'))],
    'v2.yaml': [db(claims('2Gi'))],
    'v3.yaml': [db({ ...claims('1Gi'), serviceName: 'orders-db' })],
  };
  const refused =
    "the API server rejects it: spec: only 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy', 'revisionHistoryLimit', 'minReadySeconds' may change in the spec of a StatefulSet; kubectl delete statefulset/db --cascade=orphan and apply again: pods and claims stay, the new StatefulSet adopts the pods; existing claims keep their size";

  test('cannot be changed', () => {
    const answer = ask({ files });
    expect([refusals(answer), words(answer, SET).outcome]).toEqual([[refused, refused], 'rejected']);
  });

  test('an orphaning delete and a new apply: no pod restarts', () => {
    // oracle: sts-orphan-recreate
    const answer = ask({
      files,
      scenario:
        'steps: [{ apply: v1.yaml }, { delete: { target: statefulset/db, cascade: orphan } }, { apply: v2.yaml }]',
    });
    expect([lives(answer, SET), words(answer, SET).outcome]).toEqual([['db-0 0…', 'db-1 15…', 'db-2 30…'], 'complete']);
  });
});
