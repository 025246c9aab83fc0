import { describe, expect, test } from 'vitest';
import { asked } from '../what-if/asked.js';

const WEB = `apiVersion: apps/v1
kind: Deployment
metadata: { name: web }
spec:
  replicas: 1
  selector: { matchLabels: { app: web } }
  template:
    metadata: { labels: { app: web } }
    spec:
      containers:
        - { name: app, image: "registry.example.com/shop/web:1", resources: { requests: { cpu: 100m } } }
---
`;

function scaledObject(spec: string, annotations = '{}'): string {
  return `${WEB}apiVersion: keda.sh/v1alpha1
kind: ScaledObject
metadata: { name: web, annotations: ${annotations} }
spec:
  scaleTargetRef: { name: web }
  ${spec}
`;
}

function verticalPodAutoscaler(policy: string): string {
  return `${WEB}apiVersion: autoscaling.k8s.io/v1
kind: VerticalPodAutoscaler
metadata: { name: web }
spec:
  targetRef: { apiVersion: apps/v1, kind: Deployment, name: web }
  ${policy}
`;
}

const CASES: readonly {
  readonly name: string;
  readonly given: string;
  /** Replicas of the Deployment at the end. */
  readonly replicas: number;
  readonly notes: readonly string[];
}[] = [
  {
    name: 'KEDA between limits',
    given: scaledObject(
      'minReplicaCount: 3\n  maxReplicaCount: 8\n  triggers: [{ type: kafka, metadata: { topic: orders } }]',
    ),
    replicas: 3,
    notes: [
      'HorizontalPodAutoscaler/keda-hpa-web spec.metrics[0]: no load step gives the External metric a value; deployment/web stays between 3 and 8 replicas, and it is not scaled by this metric',
    ],
  },
  {
    name: 'KEDA down to nothing',
    given: scaledObject('cooldownPeriod: 60\n  triggers: [{ type: rabbitmq }]'),
    replicas: 1,
    notes: [
      'ScaledObject/web spec.minReplicaCount: Deployment/web has 0 pods once no trigger was active for 60 s, and gets more up to 30 s after one is: taken as active here',
      'HorizontalPodAutoscaler/keda-hpa-web spec.metrics[0]: no load step gives the External metric a value; deployment/web stays between 1 and 100 replicas, and it is not scaled by this metric',
    ],
  },
  {
    name: 'KEDA by the clock',
    given: scaledObject(
      'minReplicaCount: 2\n  triggers: [{ type: cron, metadata: { timezone: Europe/Berlin, start: 0 8 * * *, end: 0 18 * * *, desiredReplicas: "10" } }]',
    ),
    // Forecasts start at 10 o'clock in Berlin.
    replicas: 10,
    notes: [],
  },
  {
    name: 'KEDA, idle',
    given: scaledObject(
      'minReplicaCount: 2\n  idleReplicaCount: 0\n  triggers: [{ type: cpu, metricType: Utilization, metadata: { value: "60" } }, { type: redis }]',
    ),
    replicas: 2,
    notes: [
      'ScaledObject/web spec.idleReplicaCount: Deployment/web has 0 pods once no trigger was active for 300 s, and gets more up to 30 s after one is: taken as active here',
      'HorizontalPodAutoscaler/keda-hpa-web spec.metrics[0]: no load step says what pods use; deployment/web stays between 2 and 100 replicas, and it is not scaled by this metric',
      'HorizontalPodAutoscaler/keda-hpa-web spec.metrics[1]: no load step gives the External metric a value; deployment/web stays between 2 and 100 replicas, and it is not scaled by this metric',
    ],
  },
  {
    name: 'KEDA, paused',
    given: scaledObject(
      'minReplicaCount: 3\n  triggers: [{ type: redis }]',
      '{ autoscaling.keda.sh/paused-replicas: "4" }',
    ),
    replicas: 1,
    notes: ['ScaledObject/web metadata.annotations: paused: Deployment/web is scaled to 4 replicas'],
  },
  {
    name: 'VPA that evicts',
    given: verticalPodAutoscaler(
      'resourcePolicy: { containerPolicies: [{ containerName: app, minAllowed: { cpu: 50m }, maxAllowed: { cpu: 2, memory: 1Gi } }] }',
    ),
    replicas: 1,
    notes: [
      'VerticalPodAutoscaler/web spec: Deployment/web: pods are evicted at any time to change their requests, not below 2 replicas and as PodDisruptionBudgets allow',
      'VerticalPodAutoscaler/web spec.resourcePolicy.containerPolicies[0]: container app requests cpu 50m to 2, memory 0 to 1Gi',
    ],
  },
  {
    name: 'VPA for new pods',
    given: verticalPodAutoscaler('updatePolicy: { updateMode: Initial }'),
    replicas: 1,
    notes: [
      'VerticalPodAutoscaler/web spec.updatePolicy.updateMode: Deployment/web: new pods get other requests than the manifest says, so they may fit elsewhere or nowhere',
    ],
  },
  {
    name: 'VPA that only recommends',
    given: verticalPodAutoscaler('updatePolicy: { updateMode: "Off" }'),
    replicas: 1,
    notes: [],
  },
];

describe('autoscalers that are no part of Kubernetes', () => {
  test.each(CASES)('$name', ({ given, replicas, notes }) => {
    const { verdicts, notModelled } = asked(given, []);
    expect({
      replicas: verdicts.find(({ kind }) => kind === 'Deployment')?.desired,
      notes: notModelled.map(({ resource, field, effect }) => `${resource} ${field}: ${effect}`),
    }).toEqual({ replicas, notes });
  });

  test('a ScaledJob is a workload whose outcome is unknown', () => {
    const { verdicts } = asked(
      'apiVersion: keda.sh/v1alpha1\nkind: ScaledJob\nmetadata: { name: import }\nspec: { maxReplicaCount: 5 }\n',
      [],
    );
    expect(verdicts.map(({ kind, outcome, reason }) => ({ kind, outcome, reason }))).toEqual([
      {
        kind: 'ScaledJob',
        outcome: 'unknown',
        reason:
          'Jobs come when its triggers say so, at most 5 at once, looked at every 30 s: none of them is in this forecast',
      },
    ]);
  });
});
