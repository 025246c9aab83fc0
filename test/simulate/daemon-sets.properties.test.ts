import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scaledValue } from '../../src/kube/int-or-percent.js';
import type { JsonObject } from '../../src/kube/json.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import { forecastOf } from './forecast-of.js';

function agent(spec: JsonObject, tag: string): JsonObject {
  const container = {
    name: 'app',
    image: `registry.example.com/agent:${tag}`,
    readinessProbe: { tcpSocket: { port: 80 } },
  };
  return {
    apiVersion: 'apps/v1',
    kind: 'DaemonSet',
    metadata: { name: 'agent' },
    spec: {
      ...spec,
      selector: { matchLabels: { app: 'agent' } },
      template: { metadata: { labels: { app: 'agent' } }, spec: { containers: [container] } },
    },
  };
}

/** Samples from the moment every node was served. */
function afterFirstUp({ timeline }: Forecast, nodes: number) {
  const start = timeline.samples.findIndex((sample) => sample.available === nodes);
  return start === -1 ? [] : timeline.samples.slice(start);
}

describe('a rollout of a DaemonSet', () => {
  test('keeps as many nodes served as it promises, and surges no further than it may', () => {
    const surge = fc.record({
      amount: fc.constantFrom<number | string>(1, 2, '30%', '50%', '100%'),
      isSurge: fc.boolean(),
      minReadySeconds: fc.constantFrom(0, 3),
      readyMs: fc.integer({ min: 0, max: 20_000 }),
      terminateMs: fc.integer({ min: 0, max: 29_000 }),
      tags: fc.constantFrom(['1', '2'], ['1', 'broken'], ['1', 'broken', '2'], ['1', '2', '1']),
    });
    fc.assert(
      fc.property(surge, ({ amount, isSurge, minReadySeconds, readyMs, terminateMs, tags }) => {
        const rollingUpdate = isSurge ? { maxSurge: amount, maxUnavailable: 0 } : { maxUnavailable: amount };
        const run = forecastOf({
          apply: tags.map((tag) => agent({ minReadySeconds, updateStrategy: { rollingUpdate } }, tag)),
          pods: [
            { match: {}, behaviour: { readyMs, terminateMs } },
            { match: { image: '*:broken' }, behaviour: { readyMs: 'never' } },
          ],
        });
        const nodes = run.timeline.samples[0]?.desired ?? 0;
        const allowed = scaledValue(amount, nodes, 'up') ?? 0;
        const samples = afterFirstUp(run, nodes);
        expect(samples.length).toBeGreaterThan(0);
        expect(Math.min(...samples.map((sample) => sample.available))).toBeGreaterThanOrEqual(
          nodes - (isSurge ? 0 : allowed),
        );
        expect(Math.max(...samples.map((sample) => sample.total))).toBeLessThanOrEqual(nodes + (isSurge ? allowed : 0));
      }),
      { seed: 4, numRuns: 40 },
    );
  });
});
