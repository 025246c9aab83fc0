import { describe, expect, test } from 'vitest';
import type { JsonObject } from '../../src/kube/json.js';
import { containerRecords } from '../../src/simulate/kubelet/container-records.js';
import { forecastOf, web } from './forecast-of.js';

/** A Deployment of three pods whose container has no readiness probe. */
function unproven(image: string, spec: JsonObject = {}): JsonObject {
  const template = { metadata: { labels: { app: 'web' } }, spec: { containers: [{ name: 'app', image }] } };
  return web({ replicas: 3, template, ...spec });
}

const crash = (image: string, afterMs: number, times = Number.POSITIVE_INFINITY) => ({
  match: { image },
  behaviour: { exit: { afterMs, code: 1, times } },
});

/** `t ready/available`, of the Deployment, from the second apply on. */
function availability(spec: JsonObject, times?: number): string[] {
  const { timeline, steps } = forecastOf({
    apply: [unproven('registry.example.com/web:1', spec), unproven('registry.example.com/web:2', spec)],
    steps: [{ wait: '2m' }],
    pods: [crash('*:2', 20_000, times)],
    horizonMs: 130_000,
  });
  const from = steps[1]?.at ?? 0;
  return timeline.samples
    .filter(({ at, workload }) => at > from && workload === 'Deployment/web')
    .map(
      ({ at, updated, ready, available }) => `${at / 1000} updated ${updated} ready ${ready} available ${available}`,
    );
}

describe('a version that crashes after 20 s, without a readiness probe', () => {
  test('5. the rollout is through before the first one crashes; then all do', () => {
    expect(availability({})).toEqual([
      '10 updated 2 ready 3 available 3',
      '11 updated 2 ready 3 available 3',
      '15 updated 3 ready 3 available 3',
      '16 updated 3 ready 3 available 3',
      '20 updated 3 ready 3 available 3',
      '21 updated 3 ready 3 available 3',
      '30 updated 3 ready 2 available 2',
      '31 updated 3 ready 3 available 3',
      '35 updated 3 ready 2 available 2',
      '36 updated 3 ready 3 available 3',
      '40 updated 3 ready 2 available 2',
      '41 updated 3 ready 3 available 3',
      '51 updated 3 ready 2 available 2',
      '56 updated 3 ready 1 available 1',
      '66 updated 3 ready 2 available 2',
      '71 updated 3 ready 3 available 3',
      '81 updated 3 ready 2 available 2',
      '86 updated 3 ready 1 available 1',
      '91 updated 3 ready 0 available 0',
      '101 updated 3 ready 1 available 1',
      '106 updated 3 ready 2 available 2',
      '111 updated 3 ready 3 available 3',
      '121 updated 3 ready 2 available 2',
      '126 updated 3 ready 1 available 1',
    ]);
  });

  test('6. minReadySeconds 30 holds it back: each restart begins anew', () => {
    expect(availability({ minReadySeconds: 30 })).toEqual([
      '40 updated 1 ready 4 available 3',
      '60 updated 1 ready 3 available 3',
      '61 updated 1 ready 4 available 3',
      '81 updated 1 ready 3 available 3',
      '91 updated 1 ready 4 available 3',
      '111 updated 1 ready 3 available 3',
    ]);
  });

  test('6. one that crashes once is available 30 s after its restart', () => {
    expect(availability({ minReadySeconds: 30, replicas: 1 }, 1)).toEqual([
      '40 updated 1 ready 2 available 1',
      '60 updated 1 ready 1 available 1',
      '61 updated 1 ready 2 available 1',
      '91 updated 1 ready 1 available 1',
      '92 updated 1 ready 1 available 1',
    ]);
  });
});

test('a record of a pod knows its containers and its QoS class', () => {
  const { timeline } = forecastOf({
    apply: [
      {
        apiVersion: 'v1',
        kind: 'Pod',
        metadata: { name: 'web' },
        spec: {
          initContainers: [
            { name: 'migrate', image: 'registry.example.com/migrate:1' },
            { name: 'proxy', image: 'registry.example.com/proxy:1', restartPolicy: 'Always' },
          ],
          containers: [{ name: 'app', image: 'registry.example.com/web:1' }],
        },
      },
    ],
    steps: [{ wait: '30s' }],
    pods: [
      {
        match: { image: '*/web:*' },
        behaviour: { exit: { afterMs: 20_000, code: 137, reason: 'OOMKilled', times: 1 } },
      },
    ],
  });
  expect(timeline.pods.map(({ qosClass, last }) => ({ qosClass, containers: containerRecords(last) }))).toEqual([
    {
      qosClass: 'BestEffort',
      containers: [
        {
          name: 'migrate',
          role: 'init',
          state: 'terminated',
          reason: 'Completed',
          started: false,
          ready: false,
          restarts: 0,
          exitCode: 0,
        },
        {
          name: 'proxy',
          role: 'sidecar',
          state: 'running',
          reason: '',
          started: true,
          ready: true,
          restarts: 0,
          exitCode: undefined,
        },
        {
          name: 'app',
          role: 'app',
          state: 'running',
          reason: '',
          started: true,
          ready: true,
          restarts: 1,
          exitCode: 137,
        },
      ],
    },
  ]);
});
