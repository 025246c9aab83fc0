/** Pods: what people say of probes and shutting down, and what happens. */

import type { JsonObject } from '../../../src/kube/json.js';
import { type Behaviour, lives, testBehaviours } from './behaviour.js';
import { workload } from './manifests.js';

const http = (more: JsonObject) => ({ httpGet: { path: '/healthz', port: 8080 }, ...more });
const web = (container: JsonObject, pod: JsonObject = {}) =>
  workload('ReplicaSet', 'web', { spec: { replicas: 1 }, container, pod });

const behaviours: readonly Behaviour[] = [
  {
    id: 'graceful-api',
    says: 'preStop sleeps, then TERM, then the program ends: 25 s of the 60 that it has',
    question: {
      files: {
        'v1.yaml': [web({ lifecycle: { preStop: { sleep: { seconds: 15 } } } }, { terminationGracePeriodSeconds: 60 })],
      },
      scenario: `
pods: [{ match: { image: "*" }, behaviour: { terminate: 10s } }]
steps: [{ apply: v1.yaml }, { at: 60s, delete: { pod: { selector: app=web } } }]
`,
    },
    facts: (answer) => lives(answer, 'ReplicaSet/web'),
    are: ['web-xxxxx created 0 ready 5 deleting 60 gone 85', 'web-xxxxx created 60 ready 65'],
  },
  {
    id: 'probe-startup',
    says: 'a slow start is killed after initialDelaySeconds + periodSeconds × failureThreshold',
    question: {
      files: {
        'v1.yaml': [
          web({
            startupProbe: http({ initialDelaySeconds: 0, periodSeconds: 10, failureThreshold: 30 }),
            livenessProbe: http({ periodSeconds: 10 }),
          }),
        ],
      },
      scenario: `
pods: [{ match: { image: "*" }, behaviour: { startup: never } }]
steps: [{ apply: v1.yaml }, { wait: 10m }]
`,
      horizonMs: 400_000,
    },
    facts: (answer) => ({
      lives: lives(answer, 'ReplicaSet/web'),
      events: answer.forecast.timeline.events
        .filter(({ reason }) => reason === 'Killing')
        .map(({ at, message }) => `${at / 1000} ${message}`),
    }),
    are: {
      events: ['305 Container app failed startup probe, will be restarted'],
      lives: ['web-xxxxx created 0 restarts 1'],
    },
  },
  {
    id: 'probe-readiness-3',
    says: 'out of the Service after failureThreshold failures, periodSeconds apart',
    question: {
      files: {
        'v1.yaml': [
          {
            apiVersion: 'v1',
            kind: 'Service',
            metadata: { name: 'web' },
            spec: { selector: { app: 'web' }, ports: [{ port: 80 }] },
          },
          web({ readinessProbe: http({ periodSeconds: 5, failureThreshold: 3 }) }),
        ],
      },
      scenario: `
pods: [{ match: { image: "*" }, behaviour: { ready: { until: 52s } } }]
steps: [{ apply: v1.yaml }, { wait: 100s }]
`,
    },
    facts: (answer) => answer.forecast.services.map(({ at, endpoints }) => `${at / 1000} ${endpoints}`),
    are: ['0 0', '10 1', '72 0'],
  },
];

testBehaviours('Pods', behaviours);
