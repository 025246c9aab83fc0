/** StatefulSets: what people say of order, partitions, claims and status, and what happens. */

import type { JsonObject } from '../../../src/kube/json.js';
import { numbers, refusals, rejections } from '../questions/ask.js';
import { type Behaviour, images, lives, rolloutStatus, said, testBehaviours, verdict } from './behaviour.js';
import { type Parts, workload } from './manifests.js';

const CLAIMS = [
  {
    metadata: { name: 'data' },
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '10Gi' } } },
  },
];

function db(version: number | string, spec: JsonObject = {}, parts: Parts = {}): JsonObject {
  const container = { image: `registry.example.com/db:${version}`, ...parts.container };
  return workload('StatefulSet', 'db', { ...parts, spec: { replicas: 3, serviceName: 'db', ...spec }, container });
}

const SET_IMAGE = '{ set-image: { target: sts/db, container: app, image: "registry.example.com/db:2" } }';
const STATUS = '{ rollout: { status: sts/db } }';
const claims = ({ forecast: { world } }: Parameters<Behaviour['facts']>[0]) =>
  [...world.objects.PersistentVolumeClaim.values()].map(
    ({ metadata, status }) =>
      `${metadata.name} ${metadata.deletionTimestamp === undefined ? status.phase : 'Terminating'}`,
  );

const behaviours: readonly Behaviour[] = [
  {
    id: 'sts-ages, sts-scale-up',
    says: 'one after the other, each when the one before is ready; each with its claim',
    question: {
      files: { 'v1.yaml': [db(1, { replicas: 3, volumeClaimTemplates: CLAIMS })] },
      scenario: 'steps: [{ apply: v1.yaml }, { scale: { target: sts/db, replicas: 5 } }]',
    },
    facts: (answer) => ({ lives: lives(answer, 'StatefulSet/db'), claims: claims(answer) }),
    are: {
      claims: ['data-db-0 Bound', 'data-db-1 Bound', 'data-db-2 Bound', 'data-db-3 Bound', 'data-db-4 Bound'],
      lives: [
        'db-0 created 0 ready 5',
        'db-1 created 5 ready 10',
        'db-2 created 10 ready 15',
        'db-3 created 15 ready 20',
        'db-4 created 20 ready 25',
      ],
    },
  },
  {
    id: 'sts-scale-down, sts-rescale-pvc',
    says: 'highest first, each when the one above is gone; claims stay and are used again',
    question: {
      files: { 'v1.yaml': [db(1, { replicas: 5, volumeClaimTemplates: CLAIMS })] },
      scenario: `
steps:
  - apply: v1.yaml
  - at: 100s
    scale: { target: sts/db, replicas: 2 }
  - at: 200s
    scale: { target: sts/db, replicas: 5 }
`,
    },
    facts: (answer) => ({
      lives: lives(answer, 'StatefulSet/db'),
      claims: [...answer.forecast.world.objects.PersistentVolumeClaim.values()].map(
        ({ metadata }) => `${metadata.name} ${metadata.creationTimestamp / 1000}`,
      ),
    }),
    are: {
      claims: ['data-db-0 0', 'data-db-1 5', 'data-db-2 10', 'data-db-3 15', 'data-db-4 20'],
      lives: [
        'db-0 created 0 ready 5',
        'db-1 created 5 ready 10',
        'db-2 created 10 ready 15 deleting 102 gone 103',
        'db-2 created 200 ready 205',
        'db-3 created 15 ready 20 deleting 101 gone 102',
        'db-3 created 205 ready 210',
        'db-4 created 20 ready 25 deleting 100 gone 101',
        'db-4 created 210 ready 215',
      ],
    },
  },
  {
    id: 'sts-delete-keeps-pvc',
    says: 'claims stay, and the pods go in no order',
    question: {
      files: { 'v1.yaml': [db(1, { volumeClaimTemplates: CLAIMS })] },
      scenario: 'steps: [{ apply: v1.yaml }, { delete: { target: sts/db } }]',
    },
    facts: (answer) => ({ lives: lives(answer, 'StatefulSet/db'), claims: claims(answer) }),
    are: {
      claims: ['data-db-0 Bound', 'data-db-1 Bound', 'data-db-2 Bound'],
      lives: [
        'db-0 created 0 ready 5 deleting 15 gone 16',
        'db-1 created 5 ready 10 deleting 15 gone 16',
        'db-2 created 10 ready 15 deleting 15 gone 16',
      ],
    },
  },
  {
    id: 'sts-update-order, sts-status-text',
    says: 'deleted, gone, made again, ready: 2, 1, 0; rollout status counts updated pods of a partition',
    question: {
      files: { 'v1.yaml': [db(1, { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 0 } } })] },
      scenario: `steps: [{ apply: v1.yaml }, ${SET_IMAGE}, ${STATUS}]`,
    },
    facts: (answer) => ({
      lives: lives(answer, 'StatefulSet/db'),
      printed: said(answer),
      status: rolloutStatus(answer, 'StatefulSet/db').at(-1),
    }),
    are: {
      lives: [
        'db-0 created 0 ready 5 deleting 27 gone 28',
        'db-0 created 28 ready 33',
        'db-1 created 22 ready 27',
        'db-1 created 5 ready 10 deleting 21 gone 22',
        'db-2 created 10 ready 15 deleting 15 gone 16',
        'db-2 created 16 ready 21',
      ],
      printed: [
        'Waiting for partitioned roll out to finish: 0 out of 3 new pods have been updated...',
        'Waiting for 1 pods to be ready...',
        'Waiting for partitioned roll out to finish: 1 out of 3 new pods have been updated...',
        'Waiting for 1 pods to be ready...',
        'Waiting for partitioned roll out to finish: 2 out of 3 new pods have been updated...',
        'Waiting for 1 pods to be ready...',
        'partitioned roll out complete: 3 new pods have been updated...',
      ],
      status: 0,
    },
  },
  {
    id: 'sts-ondelete',
    says: 'a pod gets the new template when somebody deletes it; rollout status does not work',
    question: {
      files: { 'v1.yaml': [db(1)] },
      scenario: `
steps:
  - apply: v1.yaml
  - patch: { target: sts/db, patch: { spec: { updateStrategy: { type: OnDelete } } } }
  - patch: { target: sts/db, patch: { spec: { updateStrategy: { type: OnDelete, rollingUpdate: null } } } }
  - ${SET_IMAGE}
  - delete: { pod: db-1 }
  - ${STATUS}
`,
    },
    facts: (answer) => ({ refused: refusals(answer), images: images(answer) }),
    are: {
      images: ['db-0 db:1', 'db-1 db:2', 'db-2 db:1'],
      refused: [
        "the API server rejects it: spec.updateStrategy.rollingUpdate: only allowed for updateStrategy 'RollingUpdate'",
        'error: rollout status is only available for RollingUpdate strategy type',
      ],
    },
  },
  {
    id: 'sts-broken-stuck',
    says: 'the broken pod is not replaced when the template is taken back: delete it by hand',
    question: {
      files: { 'v1.yaml': [db(1)] },
      scenario: `
pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]
steps: [{ apply: v1.yaml }, ${SET_IMAGE}, { rollout: { undo: sts/db } }]
`,
    },
    facts: (answer) => ({ images: images(answer), verdict: verdict(answer, 'StatefulSet/db') }),
    are: {
      images: ['db-0 db:1', 'db-1 db:1', 'db-2 db:2'],
      verdict:
        'stuck: 2 of 3 pods updated, 2 available: db-2 never gets ready (image registry.example.com/db:2); podManagementPolicy OrderedReady creates, updates and deletes no other pod before it',
    },
  },
  {
    id: 'sts-broken-stuck (deleted by hand)',
    says: 'deleting the broken pod ends it',
    question: {
      files: { 'v1.yaml': [db(1)] },
      scenario: `
pods: [{ match: { image: "*:2" }, behaviour: { ready: never } }]
steps: [{ apply: v1.yaml }, ${SET_IMAGE}, { rollout: { undo: sts/db } }, { delete: { pod: db-2 } }]
`,
    },
    facts: (answer) => ({ images: images(answer), verdict: verdict(answer, 'StatefulSet/db') }),
    are: {
      images: ['db-0 db:1', 'db-1 db:1', 'db-2 db:1'],
      verdict: 'complete',
    },
  },
  {
    id: 'sts-pvc-label-delete',
    says: 'claims have the labels of the selector; those in use stay Terminating until their pod goes',
    question: {
      files: { 'v1.yaml': [db(1, { replicas: 2, volumeClaimTemplates: CLAIMS })] },
      scenario: `
steps:
  - apply: v1.yaml
  - at: 100s
    scale: { target: sts/db, replicas: 1 }
  - at: 200s
    delete: { kind: pvc, selector: app=db }
`,
    },
    facts: claims,
    are: ['data-db-0 Terminating'],
  },
  {
    id: 'sts-pvc-label-delete (then the pod)',
    says: 'the claim goes with its pod, and the next pod gets a new, empty one',
    question: {
      files: { 'v1.yaml': [db(1, { replicas: 1, volumeClaimTemplates: CLAIMS })] },
      scenario: `
steps:
  - apply: v1.yaml
  - at: 100s
    delete: { kind: pvc, selector: app=db }
  - at: 200s
    delete: { pod: db-0 }
`,
    },
    facts: (answer) => ({
      claims: [...answer.forecast.world.objects.PersistentVolumeClaim.values()].map(
        ({ metadata }) => `${metadata.name} since ${metadata.creationTimestamp / 1000}`,
      ),
      lives: lives(answer, 'StatefulSet/db'),
    }),
    are: {
      claims: ['data-db-0 since 201'],
      lives: ['db-0 created 0 ready 5 deleting 200 gone 201', 'db-0 created 201 ready 206'],
    },
  },
  {
    id: 'sts-pvc-expand',
    says: 'a claim can grow; volumeClaimTemplates cannot be changed, and new pods get the old size',
    question: {
      files: {
        'v1.yaml': [db(1, { volumeClaimTemplates: CLAIMS })],
        'v2.yaml': [
          db(1, {
            volumeClaimTemplates: CLAIMS.map(({ metadata, spec }) => ({
              metadata,
              spec: { ...spec, resources: { requests: { storage: '20Gi' } } },
            })),
          }),
        ],
      },
      scenario: `
steps:
  - apply: v1.yaml
  - patch: { target: pvc/data-db-0, patch: { spec: { resources: { requests: { storage: 20Gi } } } } }
  - apply: v2.yaml
  - scale: { target: sts/db, replicas: 4 }
`,
    },
    facts: (answer) => ({
      refused: refusals(answer).map((text) => text.split(';')[0]),
      claims: [...answer.forecast.world.objects.PersistentVolumeClaim.values()].map(
        ({ metadata, spec }) => `${metadata.name} ${String(spec.resources?.requests?.storage)}`,
      ),
    }),
    are: {
      claims: ['data-db-0 20Gi', 'data-db-1 10Gi', 'data-db-2 10Gi', 'data-db-3 10Gi'],
      refused: [
        "the API server rejects it: spec: only 'replicas', 'ordinals', 'template', 'updateStrategy', 'persistentVolumeClaimRetentionPolicy', 'revisionHistoryLimit', 'minReadySeconds' may change in the spec of a StatefulSet",
      ],
    },
  },
  {
    id: 'mysql-wait',
    says: 'kubectl wait for a pod that does not exist yet fails at once',
    question: {
      files: { 'v1.yaml': [db(1)] },
      scenario: `
steps:
  - wait: { target: pod/db-0, for: condition=Ready, timeout: 120s }
  - apply: v1.yaml
  - wait: { target: pod/db-0, for: condition=Ready, timeout: 120s }
  - wait: { target: pod/db-2, for: condition=Ready, timeout: 120s }
`,
    },
    facts: (answer) => ({
      refused: refusals(answer),
      said: said(answer),
      at: answer.forecast.steps.map(({ at }) => at / 1000),
    }),
    are: {
      at: [0, 0, 0, 5],
      refused: [
        'Error from server (NotFound): pods "db-0" not found',
        'Error from server (NotFound): pods "db-2" not found',
      ],
      said: ['pod/db-0 condition met'],
    },
  },
  {
    id: 'mysql-cluster-never-ready',
    says: 'when the first pod is never ready the others are never made',
    question: {
      files: { 'v1.yaml': [db(1)] },
      scenario: 'pods: [{ match: { image: "*" }, behaviour: { ready: never } }]\nsteps: [{ apply: v1.yaml }]',
    },
    facts: (answer) => ({ lives: lives(answer, 'StatefulSet/db'), verdict: verdict(answer, 'StatefulSet/db') }),
    are: {
      lives: ['db-0 created 0'],
      verdict:
        'stuck: 1 of 3 pods updated, 0 available: db-0 never gets ready (image registry.example.com/db:1); podManagementPolicy OrderedReady creates, updates and deletes no other pod before it',
    },
  },
  ...['1.34.0', '1.35.4'].map(
    (version): Behaviour => ({
      id: `sts-maxunavailable ${version}`,
      says: 'the gate is off: dropped, one by one',
      question: {
        version,
        files: {
          'v1.yaml': [db(1, { updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } })],
          'v2.yaml': [db(2, { updateStrategy: { rollingUpdate: { maxUnavailable: 2 } } })],
        },
      },
      facts: (answer) => numbers(answer, 'StatefulSet/db'),
      are: { outcome: 'complete', min: 2, peak: 3, peakWithTerminating: 3, seconds: 18 },
    }),
  ),
  {
    id: 'sts-retention',
    says: 'Delete takes the claims away with the scale down and with the set',
    question: {
      files: {
        'v1.yaml': [
          db(1, {
            volumeClaimTemplates: CLAIMS,
            persistentVolumeClaimRetentionPolicy: { whenScaled: 'Delete', whenDeleted: 'Delete' },
          }),
        ],
      },
      scenario: `
steps:
  - apply: v1.yaml
  - at: 100s
    scale: { target: sts/db, replicas: 1 }
  - at: 200s
    wait: { target: pvc/data-db-1, for: delete }
  - at: 300s
    wait: { target: pvc/data-db-0, for: delete, timeout: 10s }
  - delete: { target: sts/db }
`,
    },
    facts: (answer) => ({ refused: refusals(answer), claims: claims(answer) }),
    are: {
      claims: [],
      refused: ['error: timed out waiting for the condition on persistentvolumeclaims/data-db-0'],
    },
  },
  {
    id: 'sts-canary-apply',
    says: 'a file with the update strategy only is refused; a partition alone updates nothing',
    question: {
      files: {
        'v1.yaml': [db(1)],
        'partial.yaml': [
          {
            apiVersion: 'apps/v1',
            kind: 'StatefulSet',
            metadata: { name: 'db' },
            spec: { updateStrategy: { type: 'RollingUpdate', rollingUpdate: { partition: 2 } } },
          },
        ],
      },
      scenario: `
steps:
  - apply: v1.yaml
  - apply: partial.yaml
  - patch: { target: sts/db, patch: { spec: { updateStrategy: { rollingUpdate: { partition: 2 } } } } }
`,
    },
    facts: (answer) => ({ rejected: rejections(answer), lives: lives(answer, 'StatefulSet/db').length }),
    are: {
      lives: 3,
      rejected: ['the API server rejects it: spec.selector: Required value (and 2 more)'],
    },
  },
  {
    id: 'sts-partition-1',
    says: 'pods below the partition keep the old template',
    question: {
      files: { 'v1.yaml': [db(1, { updateStrategy: { rollingUpdate: { partition: 1 } } })] },
      scenario: `steps: [{ apply: v1.yaml }, ${SET_IMAGE}, ${STATUS}]`,
    },
    facts: (answer) => ({ images: images(answer), said: said(answer), verdict: verdict(answer, 'StatefulSet/db') }),
    are: {
      images: ['db-0 db:1', 'db-1 db:2', 'db-2 db:2'],
      said: [
        'Waiting for partitioned roll out to finish: 0 out of 2 new pods have been updated...',
        'Waiting for 1 pods to be ready...',
        'Waiting for partitioned roll out to finish: 1 out of 2 new pods have been updated...',
        'Waiting for 1 pods to be ready...',
        'partitioned roll out complete: 2 new pods have been updated...',
      ],
      verdict: 'complete',
    },
  },
  {
    id: 'sts-one-unavailable',
    says: 'one pod at a time is missing',
    question: { files: { 'v1.yaml': [db(1, { replicas: 5 })], 'v2.yaml': [db(2, { replicas: 5 })] } },
    facts: (answer) => numbers(answer, 'StatefulSet/db'),
    are: {
      min: 4,
      outcome: 'complete',
      peak: 5,
      peakWithTerminating: 5,
      seconds: 30,
    },
  },
  {
    id: 'sts-status-text (type only)',
    says: 'without a rollingUpdate in the strategy the words are others, and name the revision',
    question: {
      files: { 'v1.yaml': [db(1, { updateStrategy: { type: 'RollingUpdate' } })] },
      scenario: `steps: [{ apply: v1.yaml }, ${SET_IMAGE}, ${STATUS}]`,
    },
    facts: said,
    are: [
      'waiting for statefulset rolling update to complete 0 pods at revision db-HASH...',
      'Waiting for 1 pods to be ready...',
      'waiting for statefulset rolling update to complete 1 pods at revision db-HASH...',
      'Waiting for 1 pods to be ready...',
      'waiting for statefulset rolling update to complete 2 pods at revision db-HASH...',
      'Waiting for 1 pods to be ready...',
      'statefulset rolling update complete 3 pods at revision db-HASH...',
    ],
  },
];

testBehaviours('StatefulSets', behaviours);
