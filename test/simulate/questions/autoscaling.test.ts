/** What users ask of autoscalers beside rollouts. `oracle:` what a recording of the real controllers shows. */

import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../../src/kube/json.js';
import { web } from '../forecast-of.js';
import { ask, type Question, rejections, sizes, words } from './ask.js';
import { image, rolling } from './web.js';

const requests: JsonObject = { resources: { requests: { cpu: '100m' } } };
const cpu: JsonObject = {
  type: 'Resource',
  resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 50 } },
};

function autoscaler(spec: JsonObject = {}): JsonObject {
  const scaleTargetRef = { apiVersion: 'apps/v1', kind: 'Deployment', name: 'web' };
  return {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: { name: 'web' },
    spec: { scaleTargetRef, minReplicas: 2, maxReplicas: 20, metrics: [cpu], ...spec },
  };
}

/** Without `spec.replicas`. */
function unsized(deployment: JsonObject): JsonObject {
  const { replicas: _replicas, ...spec } = deployment.spec as JsonObject;
  return { ...deployment, spec };
}

function files(replicas: number, spec: JsonObject = {}): Question['files'] {
  return {
    'v1.yaml': [web({ replicas }, { ...requests, ...image(1) })],
    'v2.yaml': [web({ replicas }, { ...requests, ...image(2) })],
    'unsized.yaml': [unsized(web({}, { ...requests, ...image(1) }))],
    'hpa.yaml': [autoscaler(spec)],
  };
}

/** `30 4`: when the autoscaler set which size. */
function scalings({ forecast: { timeline } }: ReturnType<typeof ask>): string[] {
  return timeline.events
    .filter(({ reason }) => reason === 'SuccessfulRescale')
    .map(({ at, message }) => `${at / 1000} ${/New size: (\d+)/.exec(message)?.[1]}`);
}

describe('14. replicas in the manifest beside an autoscaler', () => {
  test('each apply sets them back, pods die, and the autoscaler climbs again', () => {
    // oracle: hpa-rollout-reset
    const answer = ask({
      files: files(2),
      scenario: `steps:
- apply: v1.yaml
- apply: hpa.yaml
- load: { target: deployment/web, cpu: 400m }
- apply: v2.yaml`,
    });
    expect([sizes(answer).slice(0, 5), scalings(answer), words(answer, 'Deployment/web').note]).toEqual([
      ['r1 0→2', 'r1 2→4', 'r1 4→8', 'r1 8→2', 'r2 0→1'],
      ['40 4', '55 8', '85 4', '100 8'],
      'spec.replicas: 2 in the manifest: each kubectl apply sets 2 again (8 before) until HorizontalPodAutoscaler/web scales it back; leave spec.replicas out',
    ]);
  });
});

describe('15. replicas taken out of the manifest', () => {
  test('the first apply without them leaves one pod', () => {
    // oracle: deploy-replicas-dropped
    const answer = ask({ files: files(6), scenario: 'steps: [{ apply: v1.yaml }, { apply: unsized.yaml }]' });
    expect([sizes(answer), words(answer, 'Deployment/web').note?.split('; scaled down')[0]]).toEqual([
      ['r1 0→6', 'r1 6→1'],
      'spec.replicas is gone from the manifest: kubectl apply takes it away and its default 1 replaces 6; kubectl apply edit-last-applied first, to take it out of the last applied manifest without effect',
    ]);
  });

  test('later ones change nothing', () => {
    // oracle: deploy-replicas-dropped
    const answer = ask({
      files: files(6),
      scenario: `steps:
- apply: unsized.yaml
- scale: { target: deployment/web, replicas: 4 }
- apply: unsized.yaml`,
    });
    expect([sizes(answer), words(answer, 'Deployment/web').note]).toEqual([['r1 0→1', 'r1 1→4'], undefined]);
  });
});

describe('16. an autoscaler during a rollout', () => {
  test('the use of CPU within the tolerance: surge pods change nothing', () => {
    const answer = ask({
      files: files(8, { minReplicas: 8 }),
      scenario: `steps:
- apply: v1.yaml
- apply: hpa.yaml
- load: { target: deployment/web, cpu: 54m, each: true }
- apply: v2.yaml`,
    });
    expect(scalings(answer)).toEqual([]);
  });

  test('an average of an external metric: the surge becomes the size, and the next surge is on top', () => {
    // 40 in the queue, 1 per pod. status.replicas has the surge: 41 is within 10 %, and taken; so are 42, 43 and 44.
    const metrics = [
      {
        type: 'External',
        external: { metric: { name: 'queue_length' }, target: { type: 'AverageValue', averageValue: '1' } },
      },
    ];
    const sized = (version: number) => [unsized(web(rolling(1, 0), image(version)))];
    const answer = ask({
      files: { 'v1.yaml': sized(1), 'v2.yaml': sized(2), 'hpa.yaml': [autoscaler({ metrics, maxReplicas: 100 })] },
      scenario: `steps:
- apply: v1.yaml
- apply: hpa.yaml
- load: { target: deployment/web, metrics: { queue_length: 40 } }
- wait: 10m
- apply: v2.yaml
- wait: 5m`,
      horizonMs: 1_200_000,
    });
    const begin = (answer.forecast.steps[4]?.at ?? 0) / 1000;
    const during = scalings(answer).map((scaling) => scaling.split(' ').map(Number));
    const early = during.map(([at = 0, size]) => [at - begin, size]).filter(([at = 0]) => at > 0 && at < 300);
    expect(early).toEqual([
      [15, 41],
      [30, 42],
      [45, 43],
      [60, 44],
    ]);
  });
});

describe('42. load that comes and goes', () => {
  test('up by 4 or 100 % every 15 s, down by the highest of 300 s, nothing within 10 %', () => {
    // oracle: hpa-cpu-up-down
    const answer = ask({
      files: files(2),
      scenario: `steps:
- apply: v1.yaml
- apply: hpa.yaml
- load: { target: deployment/web, cpu: 600m }
- load: { target: deployment/web, cpu: 550m }
- wait: 2m
- load: { target: deployment/web, cpu: 100m }
- wait: 2m
- load: { target: deployment/web, cpu: 600m }
- wait: 2m
- load: { target: deployment/web, cpu: 100m }`,
    });
    expect(scalings(answer)).toEqual(['40 4', '55 8', '70 12', '520 2', '670 4', '685 8', '700 12', '1150 2']);
  });

  test('a metric that is missing holds it back: the pods without one count as using nothing', () => {
    const answer = ask({
      files: files(4),
      scenario: `steps:
- apply: v1.yaml
- apply: hpa.yaml
- load: { target: deployment/web, cpu: none }
- wait: 1m`,
    });
    const warnings = answer.forecast.timeline.events.filter(({ severity }) => severity === 'Warning');
    expect([scalings(answer), [...new Set(warnings.map(({ reason }) => reason))]]).toEqual([
      [],
      ['FailedGetResourceMetric', 'FailedComputeMetricsReplicas'],
    ]);
  });
});

describe('42. other metrics, with the values of a scenario', () => {
  const described = { apiVersion: 'networking.k8s.io/v1', kind: 'Ingress', name: 'shop' };
  test.each([
    {
      name: 'Pods: the pods share it',
      metric: {
        type: 'Pods',
        pods: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '100' } },
      },
      said: 'pods metric rps above target',
    },
    {
      name: 'Object, a value: by ratio and ready pods',
      metric: {
        type: 'Object',
        object: { metric: { name: 'rps' }, describedObject: described, target: { type: 'Value', value: '200' } },
      },
      said: 'Ingress metric rps above target',
    },
    {
      name: 'Object, an average: so much per pod',
      metric: {
        type: 'Object',
        object: {
          metric: { name: 'rps' },
          describedObject: described,
          target: { type: 'AverageValue', averageValue: '100' },
        },
      },
      said: 'external metric rps(nil) above target',
    },
    {
      name: 'External, a value',
      metric: {
        type: 'External',
        external: {
          metric: { name: 'rps', selector: { matchLabels: { queue: 'orders' } } },
          target: { type: 'Value', value: '200' },
        },
      },
      said: 'external metric rps(&LabelSelector{MatchLabels:map[string]string{queue: orders,},MatchExpressions:[]LabelSelectorRequirement{},}) above target',
    },
    {
      name: 'External, an average',
      metric: {
        type: 'External',
        external: { metric: { name: 'rps' }, target: { type: 'AverageValue', averageValue: '100' } },
      },
      said: 'external metric rps(nil) above target',
    },
  ])('$name', ({ metric, said }) => {
    const answer = ask({
      files: files(2, { metrics: [metric] }),
      scenario: `steps: [{ apply: v1.yaml }, { apply: hpa.yaml }, { load: { target: deployment/web, metrics: { rps: 400 } } }]`,
    });
    const [first] = answer.forecast.timeline.events.filter(({ reason }) => reason === 'SuccessfulRescale');
    expect([first?.message]).toEqual([`New size: 4; reason: ${said}`]);
  });

  test('a metric that the API does not know', () => {
    const metric = { type: 'External', external: { metric: { name: 'rps' }, target: { type: 'Value', value: '200' } } };
    const answer = ask({
      files: files(2, { metrics: [metric] }),
      scenario: `steps: [{ apply: v1.yaml }, { apply: hpa.yaml }, { load: { target: deployment/web, metrics: { rps: none } } }, { wait: 20s }]`,
    });
    const warnings = answer.forecast.timeline.events.filter(({ severity }) => severity === 'Warning');
    expect(warnings.slice(0, 2).map(({ reason, message }) => `${reason}: ${message}`)).toEqual([
      'FailedGetExternalMetric: unable to get external metric default/rps/nil: no metrics returned from external metrics API',
      'FailedComputeMetricsReplicas: invalid metrics (1 invalid out of 1), first error is: failed to get rps external metric value: failed to get external metric rps: unable to get external metric default/rps/nil: no metrics returned from external metrics API',
    ]);
  });
});

describe('42. tolerance, from 1.35 on', () => {
  // Two pods share 120m of 100m each that are to be half used: a ratio of 1.2.
  test.each([
    { version: '1.35', expected: [] },
    { version: '1.34', expected: ['40 3'] },
  ])('$version', ({ version, expected }) => {
    const answer = ask({
      version,
      files: files(2, { behavior: { scaleUp: { tolerance: '0.3' } } }),
      scenario: `steps: [{ apply: v1.yaml }, { apply: hpa.yaml }, { load: { target: deployment/web, cpu: 120m } }, { wait: 30s }]`,
    });
    expect([scalings(answer), rejections(answer)]).toEqual([expected, []]);
  });
});
