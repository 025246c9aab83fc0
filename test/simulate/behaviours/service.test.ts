/** Services: what people say of canaries, blue-green switches and names, and what happens. */

import type { JsonObject } from '../../../src/kube/json.js';
import type { Answer } from '../questions/ask.js';
import { type Behaviour, testBehaviours } from './behaviour.js';
import { template } from './manifests.js';

function deployment(name: string, track: string, replicas: number): JsonObject {
  const labels = { app: 'order', track };
  return {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: { name },
    spec: { replicas, selector: { matchLabels: labels }, template: template(labels, {}) },
  };
}

function service(name: string, selector: JsonObject, more: JsonObject = {}): JsonObject {
  return { apiVersion: 'v1', kind: 'Service', metadata: { name }, spec: { selector, ports: [{ port: 80 }], ...more } };
}

/** `15 Deployment/canary revision 1: 1 (16.7 %), Deployment/stable revision 1: 5 (83.3 %)`, from a step on. */
function traffic({ forecast: { services, steps } }: Answer, step = 0): string[] {
  const from = steps[step]?.at ?? 0;
  return services
    .filter(({ at }) => at >= from)
    .map(({ at, shares }) => {
      const parts = shares.map(
        ({ workload, revision, endpoints, percent }) => `${workload} revision ${revision}: ${endpoints} (${percent} %)`,
      );
      return `${at / 1000} ${parts.join(', ') || 'nobody'}`;
    });
}

const behaviours: readonly Behaviour[] = [
  {
    id: 'canary-order-16pct',
    says: 'each ready endpoint gets the same: 1 of 6, 2 of 7, 3 of 8; unready ones get nothing',
    question: {
      files: {
        'v1.yaml': [service('order', { app: 'order' }), deployment('stable', 'stable', 5)],
        'canary.yaml': [deployment('canary', 'canary', 1)],
      },
      scenario: `
steps:
  - apply: v1.yaml
  - at: 10s
    apply: canary.yaml
  - at: 20s
    scale: { target: deployment/canary, replicas: 2 }
  - at: 30s
    scale: { target: deployment/canary, replicas: 3 }
`,
    },
    facts: (answer) => traffic(answer),
    are: [
      '0 nobody',
      '5 Deployment/stable revision 1: 5 (100 %)',
      '15 Deployment/canary revision 1: 1 (16.7 %), Deployment/stable revision 1: 5 (83.3 %)',
      '25 Deployment/canary revision 1: 2 (28.6 %), Deployment/stable revision 1: 5 (71.4 %)',
      '35 Deployment/canary revision 1: 3 (37.5 %), Deployment/stable revision 1: 5 (62.5 %)',
    ],
  },
  {
    id: 'bluegreen-switch',
    says: 'another selector is another set of endpoints at once; only ready pods count',
    question: {
      files: {
        'v1.yaml': [
          service('order', { app: 'order', track: 'blue' }),
          deployment('blue', 'blue', 3),
          deployment('green', 'green', 3),
        ],
      },
      scenario: `
pods: [{ match: { selector: track=green }, behaviour: { ready: 20s } }]
steps:
  - apply: v1.yaml
  - at: 10s
    patch: { target: service/order, patch: { spec: { selector: { track: green } } } }
  - at: 60s
    patch: { target: service/order, patch: { spec: { selector: { track: blue } } } }
`,
    },
    facts: (answer) => traffic(answer),
    are: [
      '0 nobody',
      '5 Deployment/blue revision 1: 3 (100 %)',
      '10 nobody',
      '25 Deployment/green revision 1: 3 (100 %)',
      '60 Deployment/blue revision 1: 3 (100 %)',
    ],
  },
  {
    id: 'probe-readiness (endpoints)',
    says: 'a pod that is not ready any more leaves the Service, as does one that is deleted',
    question: {
      files: { 'v1.yaml': [service('order', { app: 'order' }), deployment('web', 'stable', 2)] },
      scenario: `
steps:
  - apply: v1.yaml
  - at: 10s
    behave: { pod: { selector: app=order, index: 0 }, behaviour: { unready: true } }
  - at: 60s
    delete: { pod: { selector: app=order, index: 1 } }
`,
    },
    facts: (answer) => traffic(answer),
    are: [
      '0 nobody',
      '5 Deployment/web revision 1: 2 (100 %)',
      '10 Deployment/web revision 1: 1 (100 %)',
      '60 nobody',
      '65 Deployment/web revision 1: 1 (100 %)',
    ],
  },
  {
    id: 'canary by pause',
    says: 'a paused rollout is a canary: its share is new pods of all',
    question: {
      files: { 'v1.yaml': [service('order', { app: 'order' }), deployment('web', 'stable', 4)] },
      scenario: `
steps:
  - apply: v1.yaml
  - at: 10s
    set-image: { target: deployment/web, container: app, image: "registry.example.com/order:2" }
  - after: { event: ScalingReplicaSet, contains: "0 to 1" }
    rollout: { pause: deployment/web }
`,
    },
    facts: (answer) => traffic(answer, 1),
    are: [
      '10 Deployment/web revision 1: 3 (100 %)',
      '15 Deployment/web revision 1: 3 (60 %), Deployment/web revision 2: 2 (40 %)',
    ],
  },
  {
    id: 'a Service for one pod of a StatefulSet',
    says: 'the label statefulset.kubernetes.io/pod-name selects one pod; a headless Service has all',
    question: {
      files: {
        'v1.yaml': [
          service('db', { app: 'order' }, { clusterIP: 'None' }),
          service('primary', { 'statefulset.kubernetes.io/pod-name': 'db-0' }),
          {
            apiVersion: 'apps/v1',
            kind: 'StatefulSet',
            metadata: { name: 'db' },
            spec: {
              replicas: 2,
              serviceName: 'db',
              selector: { matchLabels: { app: 'order' } },
              template: template({ app: 'order' }, {}),
            },
          },
        ],
      },
    },
    facts: ({ forecast: { services } }) =>
      services.map(({ at, service: name, endpoints }) => `${at / 1000} ${name} ${endpoints}`),
    are: ['0 db 0', '0 primary 0', '5 db 1', '5 primary 1', '10 db 2'],
  },
];

testBehaviours('Services', behaviours);
