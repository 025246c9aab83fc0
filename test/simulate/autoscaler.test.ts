import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/kube/json.js';
import { unknownMetrics } from '../../src/simulate/controllers/hpa/verdict.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import { forecastOf, web } from './forecast-of.js';

const requests: JsonObject = { resources: { requests: { cpu: '100m' } } };
const nodes = [{ count: 3, name: undefined, cpu: '16', memory: '64Gi', pods: 110, labels: {}, taints: [] }];

function autoscaler(spec: JsonObject = {}): JsonObject {
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        { type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 60 } } },
      ],
      ...spec,
    },
  };
}

/** Every size that the autoscaler chose. */
function rescales({ timeline }: Forecast): string[] {
  const own = timeline.events.filter(({ reason }) => reason === 'SuccessfulRescale');
  return own.map(({ message }) => message);
}

const above = 'reason: cpu resource utilization (percentage of request) above target';
const below = 'reason: All metrics below target';

const cases: readonly {
  readonly name: string;
  readonly replicas?: number;
  readonly spec?: JsonObject;
  readonly pod?: JsonObject;
  readonly steps?: readonly Json[];
  readonly says: readonly string[];
}[] = [
  { name: 'without a load nothing is known', says: [] },
  {
    name: 'fewer than the minimum are corrected without metrics',
    replicas: 1,
    says: ['New size: 2; reason: Current number of replicas below Spec.MinReplicas'],
  },
  {
    name: 'more than the maximum are corrected without metrics',
    replicas: 12,
    says: ['New size: 10; reason: Current number of replicas above Spec.MaxReplicas'],
  },
  {
    name: 'no replicas switch it off',
    replicas: 0,
    steps: [{ load: { target: 'deployment/web', cpu: '1' } }],
    says: [],
  },
  {
    name: 'three times the target: three times the pods, at most doubled at once',
    steps: [{ load: { target: 'deployment/web', cpu: '135%' } }],
    says: [`New size: 8; ${above}`, `New size: 9; ${above}`],
  },
  {
    name: 'a tenth above the target is tolerated',
    steps: [{ load: { target: 'deployment/web', cpu: '66%' } }],
    says: [],
  },
  {
    name: 'a tolerance of its own',
    spec: { behavior: { scaleUp: { tolerance: '0.05' } } },
    steps: [{ load: { target: 'deployment/web', cpu: '66%' } }],
    says: [`New size: 5; ${above}`],
  },
  {
    name: 'as much for every pod however many there are: up to the maximum',
    steps: [{ load: { target: 'deployment/web', cpu: '80m', each: true } }],
    says: [`New size: 6; ${above}`, `New size: 8; ${above}`, `New size: 10; ${above}`],
  },
  {
    name: 'less load: down after five minutes',
    steps: [{ load: { target: 'deployment/web', cpu: '240m' } }, { load: { target: 'deployment/web', cpu: '60m' } }],
    says: [`New size: 2; ${below}`],
  },
  {
    name: 'selectPolicy Disabled: never down',
    spec: { behavior: { scaleDown: { selectPolicy: 'Disabled' } } },
    steps: [{ load: { target: 'deployment/web', cpu: '60m' } }],
    says: [],
  },
  {
    name: 'one pod a minute',
    spec: { behavior: { scaleUp: { policies: [{ type: 'Pods', value: 1, periodSeconds: 60 }] } } },
    steps: [{ load: { target: 'deployment/web', cpu: '420m' } }],
    says: [`New size: 5; ${above}`, `New size: 6; ${above}`, `New size: 7; ${above}`],
  },
  {
    name: 'memory, as an average value',
    spec: {
      metrics: [
        { type: 'Resource', resource: { name: 'memory', target: { type: 'AverageValue', averageValue: '100Mi' } } },
      ],
    },
    steps: [{ load: { target: 'deployment/web', memory: '500Mi' } }],
    says: ['New size: 5; reason: memory resource above target'],
  },
  {
    name: 'one container of the pod',
    spec: {
      metrics: [
        {
          type: 'ContainerResource',
          containerResource: { name: 'cpu', container: 'app', target: { type: 'Utilization', averageUtilization: 50 } },
        },
      ],
    },
    steps: [{ load: { target: 'deployment/web', cpu: '100%' } }],
    says: ['New size: 8; reason: cpu container resource utilization (percentage of request) above target'],
  },
];

describe('an autoscaler of 4 pods that request 100m, target 60 %', () => {
  test.each(cases)('$name', ({ replicas = 4, spec, steps = [], says }) => {
    const run = forecastOf({ apply: [web({ replicas }, requests), autoscaler(spec)], steps, nodes });
    expect({ says: rescales(run), end: run.end }).toEqual({ says, end: 'settled' });
  });
});

describe('what an autoscaler cannot do', () => {
  const failing: readonly {
    readonly name: string;
    readonly apply: readonly JsonObject[];
    readonly steps: readonly Json[];
    readonly says: readonly string[];
  }[] = [
    {
      name: 'no target',
      apply: [autoscaler()],
      steps: [],
      says: ['FailedGetScale: deployments.apps "web" not found'],
    },
    {
      name: 'no requests, whatever the load',
      apply: [web({ replicas: 2 }), autoscaler()],
      steps: [],
      says: [
        'FailedGetResourceMetric: failed to get cpu utilization: missing request for cpu in container app of Pod',
        'FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: missing request for cpu in container app of Pod',
      ],
    },
    {
      name: 'a metrics server that knows no pod',
      apply: [web({ replicas: 2 }, requests), autoscaler()],
      steps: [{ load: { target: 'deployment/web', cpu: 'none' } }],
      says: [
        'FailedGetResourceMetric: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API',
        'FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: failed to get cpu resource metric value: failed to get cpu utilization: unable to get metrics for resource cpu: no metrics returned from resource metrics API',
      ],
    },
  ];

  test.each(failing)('$name', ({ apply, steps, says }) => {
    const { timeline } = forecastOf({ apply, steps: [...steps, { wait: '20s' }], nodes });
    const own = timeline.events.filter(
      ({ severity, controller }) => severity === 'Warning' && controller === 'horizontal-pod-autoscaler',
    );
    const words = own.map(({ reason, message }) => `${reason}: ${message.replace(/ web-\w+-\w+$/, '')}`);
    expect([...new Set(words)]).toEqual(says);
  });
});

test('metrics of which nobody said anything are named', () => {
  const external = { type: 'External', external: { metric: { name: 'queue' }, target: { type: 'Value', value: '5' } } };
  const run = forecastOf({ apply: [web({}, requests), autoscaler({ metrics: [external] })], nodes });
  expect(unknownMetrics(run.world, [])).toEqual([
    {
      file: '',
      resource: 'HorizontalPodAutoscaler/web',
      namespace: 'default',
      field: 'spec.metrics[0]',
      effect:
        'no load step gives the External metric a value; deployment/web stays between 2 and 10 replicas, and it is not scaled by this metric',
    },
  ]);
});

test('an apply with spec.replicas resets the size, and the autoscaler takes it back', () => {
  const manifest = web({ replicas: 2 }, requests);
  const run = forecastOf({
    apply: [manifest, autoscaler()],
    steps: [{ load: { target: 'deployment/web', cpu: '240m' } }, { scale: { target: 'deployment/web', replicas: 2 } }],
    nodes,
  });
  expect(rescales(run)).toEqual([`New size: 4; ${above}`, `New size: 4; ${above}`]);
});
