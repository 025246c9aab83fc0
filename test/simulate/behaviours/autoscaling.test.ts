/** Autoscalers: what people say of targets, speeds and hand-scaling, and what happens. */

import type { JsonObject } from '../../../src/kube/json.js';
import { rejections } from '../questions/ask.js';
import { type Behaviour, testBehaviours } from './behaviour.js';
import { workload } from './manifests.js';

const RESOURCES = { resources: { requests: { cpu: '100m', memory: '100Mi' } } };
const web = (replicas: number) => workload('Deployment', 'web', { spec: { replicas }, container: RESOURCES });
const cpu = (averageUtilization: number, name = 'cpu') => ({
  type: 'Resource',
  resource: { name, target: { type: 'Utilization', averageUtilization } },
});

function hpa(spec: JsonObject): JsonObject {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { scaleTargetRef, maxReplicas: 10, metrics: [cpu(50)], ...spec },
  };
}

/** Sizes at each change, with seconds. */
function sizes({ forecast: { timeline } }: Parameters<Behaviour['facts']>[0]): string[] {
  const found: string[] = [];
  let last = -1;
  for (const { at, desired, workload: name } of timeline.samples) {
    if (name !== 'Deployment/web' || desired === last) continue;
    last = desired;
    found.push(`${Math.round(at / 1000)}: ${desired}`);
  }
  return found;
}

const PROMO = {
  minReplicas: 10,
  maxReplicas: 100,
  behavior: {
    scaleUp: { stabilizationWindowSeconds: 0, policies: [{ type: 'Percent', value: 200, periodSeconds: 30 }] },
    scaleDown: { stabilizationWindowSeconds: 300, policies: [{ type: 'Percent', value: 10, periodSeconds: 60 }] },
  },
};

const behaviours: readonly Behaviour[] = [
  {
    id: 'autoscale-flag',
    says: 'the ratio is against requests, and within 10 % of the target nothing happens: 54 % of 50 % is not enough',
    question: {
      files: { 'v1.yaml': [web(4), hpa({ minReplicas: 2 })] },
      scenario: `
steps:
  - apply: v1.yaml
  - load: { target: deployment/web, cpu: "54%" }
  - wait: 5m
  - load: { target: deployment/web, cpu: "56%" }
  - wait: 5m
`,
    },
    facts: sizes,
    are: ['0: 4', '330: 5'],
  },
  {
    id: 'hpa-frontend',
    says: 'the larger of both metrics counts; up at most double or four pods in 15 s, down after 300 s',
    question: {
      files: { 'v1.yaml': [web(3), hpa({ minReplicas: 3, metrics: [cpu(70), cpu(80, 'memory')] })] },
      scenario: `
steps:
  - apply: v1.yaml
  - at: 60s
    load: { target: deployment/web, cpu: "20%", memory: "400%" }
  - at: 180s
    load: { target: deployment/web, cpu: "20%", memory: "20%" }
  - wait: 10m
`,
    },
    facts: sizes,
    are: ['0: 3', '75: 6', '90: 10', '495: 3'],
  },
  {
    id: 'hpa-promo',
    says: '200 % in 30 s: 10, 30, 90, 100',
    question: {
      files: { 'v1.yaml': [web(10), hpa(PROMO)] },
      scenario: `
cluster: { nodes: [{ count: 10, cpu: "16", memory: 64Gi }] }
steps: [{ apply: v1.yaml }, { at: 60s, load: { target: deployment/web, cpu: "520%" } }, { wait: 5m }]
`,
    },
    facts: sizes,
    are: ['0: 10', '75: 30', '105: 90', '135: 100'],
  },
  {
    id: 'hpa-prescale',
    // oracle: hpa-prescaled
    says: 'a size set by hand is taken back at once, 10 % in 60 s: the window holds up only what was wanted within it',
    question: {
      files: { 'v1.yaml': [web(10), hpa(PROMO)] },
      scenario: `
cluster: { nodes: [{ count: 10, cpu: "16", memory: 64Gi }] }
steps:
  - apply: v1.yaml
  - load: { target: deployment/web, cpu: "50%" }
  - at: 60s
    scale: { target: deployment/web, replicas: 50 }
  - at: 500s
    wait: 1s
`,
      horizonMs: 505_000,
    },
    facts: sizes,
    are: ['0: 10', '60: 50', '75: 45', '135: 40', '195: 36', '255: 32', '315: 28', '375: 25', '435: 22', '495: 19'],
  },
  {
    id: 'hpa-no-zero',
    says: 'minReplicas 0 needs a feature gate: refused',
    question: { files: { 'v1.yaml': [web(1)], 'hpa.yaml': [hpa({ minReplicas: 0 })] } },
    facts: rejections,
    are: ['the API server rejects it: spec.minReplicas: must be greater than or equal to 1 (and 1 more)'],
  },
  {
    id: 'hpa-mem-field',
    says: 'targetMemoryUtilizationPercentage does not exist; targetCPUUtilizationPercentage is of autoscaling/v1',
    question: {
      files: {
        'v2.yaml': [hpa({ targetMemoryUtilizationPercentage: 80 })],
        'v1.yaml': [
          {
            apiVersion: 'autoscaling/v1',
            kind: 'HorizontalPodAutoscaler',
            metadata: { name: 'web' },
            spec: {
              scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
              maxReplicas: 3,
              targetCPUUtilizationPercentage: 80,
              targetMemoryUtilizationPercentage: 80,
            },
          },
        ],
      },
    },
    facts: rejections,
    are: [
      'the API server rejects it: spec.targetMemoryUtilizationPercentage: HorizontalPodAutoscalerSpec has no field targetMemoryUtilizationPercentage',
      'the API server rejects it: spec.targetMemoryUtilizationPercentage: HorizontalPodAutoscalerSpec has no field targetMemoryUtilizationPercentage',
    ],
  },
  {
    id: 'hpa-15s',
    says: 'it looks every 15 s',
    question: {
      files: { 'v1.yaml': [web(2), hpa({ minReplicas: 1 })] },
      scenario: 'steps: [{ apply: v1.yaml }, { at: 61s, load: { target: deployment/web, cpu: "100%" } }, { wait: 2m }]',
    },
    facts: sizes,
    are: ['0: 2', '75: 4'],
  },
];

testBehaviours('Autoscalers', behaviours);
