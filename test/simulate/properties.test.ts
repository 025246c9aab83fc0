import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json, JsonObject } from '../../src/kube/json.js';
import { simulationDocument, simulationJson } from '../../src/report/simulation/json.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import type { SimulationReport } from '../../src/simulate/report.js';
import type { Sample } from '../../src/simulate/timeline.js';
import { reportOf } from '../report/simulation/report-of.js';
import { type AnyWorkload, anySteps, anyWorkloads } from './any-workload.js';

const BROKEN = { match: { image: '*:broken' }, behaviour: { ready: 'never' } };

/** The report as `rollcast simulate` makes it; files are applied in their order. */
function reported(workloads: readonly AnyWorkload[], steps: readonly Json[], seed = 1): SimulationReport {
  const file = (name: string) => `${name}.yaml`;
  const files = Object.fromEntries(workloads.map(({ name, object }) => [file(name), JSON.stringify(object)]));
  const apply = workloads.map(({ name }) => ({ apply: file(name), at: 0 }));
  return reportOf({ files, scenario: JSON.stringify({ seed, pods: [BROKEN], steps: [...apply, ...steps] }) });
}

const anyGame = anyWorkloads.chain((workloads) =>
  fc.record({ workloads: fc.constant(workloads), steps: anySteps(workloads) }),
);

/** Pods of a workload that neither have ended nor are being deleted, when everything at that moment has happened. */
function alive({ timeline }: Forecast, { at, workload, namespace }: Sample): number {
  return timeline.pods.filter((pod) => {
    const hasEnded = pod.phases.some(
      (phase) => phase.at <= at && /^(Completed|Error|Failed|Evicted)/.test(phase.status),
    );
    const isOf = pod.namespace === namespace && pod.workload === workload;
    return isOf && pod.created <= at && (pod.deleting ?? pod.gone ?? Infinity) > at && !hasEnded;
  }).length;
}

describe('any forecast', () => {
  test('ends or says why not, with a verdict on each workload and every pod counted once', () => {
    fc.assert(
      fc.property(anyGame, ({ workloads, steps }) => {
        const { forecast, verdicts } = reported(workloads, steps);
        const { pods, samples } = forecast.timeline;
        // A node that is drained has a verdict, too.
        const judged = verdicts.filter(({ kind }) => kind !== 'Node');
        expect(judged.map(({ kind }) => kind).sort()).toEqual(workloads.map(({ kind }) => kind).sort());
        const isCut = forecast.end !== 'settled';
        for (const { outcome, reason, next } of verdicts) {
          expect(outcome === 'complete' || (reason !== '' && next !== '')).toBe(true);
          expect(!isCut || outcome !== 'stuck').toBe(true);
        }
        const present = pods.filter((pod) => pod.gone === undefined).map((pod) => pod.name);
        expect(present.sort()).toEqual([...forecast.world.objects.Pod.values()].map((pod) => pod.metadata.name).sort());
        const last = new Map(samples.map((sample) => [`${sample.at} ${sample.workload}`, sample]));
        for (const sample of last.values()) {
          if (sample.workload.startsWith('Job/')) continue;
          expect({ ...sample, total: alive(forecast, sample) }).toEqual(sample);
        }
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  test('is the same to the byte with the same seed', () => {
    fc.assert(
      fc.property(anyGame, fc.nat(100), ({ workloads, steps }, seed) => {
        const text = simulationJson(reported(workloads, steps, seed));
        expect(simulationJson(reported(workloads, steps, seed))).toBe(text);
      }),
      { seed: 2, numRuns: 15 },
    );
  });

  test('comes to the same verdicts in whatever order the manifests are', () => {
    fc.assert(
      fc.property(anyWorkloads, (workloads) => {
        const verdicts = (all: readonly AnyWorkload[]) => simulationDocument(reported(all, [])).workloads;
        expect(verdicts([...workloads].reverse())).toEqual(verdicts(workloads));
      }),
      { seed: 3, numRuns: 15 },
    );
  });
});

describe('a manifest with a hostile value', () => {
  const values = fc.constantFrom<Json>(
    ...[
      null,
      -1,
      0,
      1,
      1.5,
      2_147_483_647,
      9_007_199_254_740_992,
      true,
      '',
      '0',
      '-1',
      '150%',
      '1e9%',
      'x'.repeat(300),
      '__proto__',
    ],
    ...[[], [null], {}, { constructor: 1 }, [{}]],
  );

  test('is refused or forecast, never more', () => {
    fc.assert(
      fc.property(
        anyWorkloads,
        fc.array(fc.tuple(fc.nat(), values), { minLength: 1, maxLength: 2 }),
        (workloads, edits) => {
          const hostile = workloads.map((one) => ({ ...one, object: edits.reduce(edited, one.object) }));
          const { verdicts, rejected } = reported(hostile, []);
          expect(verdicts.length + rejected.length).toBeLessThanOrEqual(2 * workloads.length);
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });

  /** The object with one of its fields replaced; sizes stay what a test has time for. */
  function edited(object: JsonObject, [which, value]: readonly [number, Json]): JsonObject {
    const paths = pathsOf(object.spec ?? {}, ['spec']);
    const path = paths[which % paths.length] ?? ['spec'];
    const isSize = ['replicas', 'parallelism', 'completions'].includes(String(path.at(-1)));
    return withValue(object, path, isSize && typeof value === 'number' ? Math.min(value, 300) : value) as JsonObject;
  }

  function pathsOf(value: Json, path: readonly (string | number)[]): (readonly (string | number)[])[] {
    if (value === null || typeof value !== 'object') return [path];
    const below = Object.entries(value).flatMap(([key, inner]) =>
      pathsOf(inner ?? null, [...path, Array.isArray(value) ? Number(key) : key]),
    );
    return [path, ...below];
  }

  function withValue(object: Json, [first, ...rest]: readonly (string | number)[], value: Json): Json {
    if (first === undefined) return value;
    if (Array.isArray(object))
      return object.map((inner, place) => (place === first ? withValue(inner, rest, value) : inner));
    if (object === null || typeof object !== 'object') return object;
    return Object.fromEntries(
      Object.entries(object).map(([key, inner]) => [
        key,
        key === first ? withValue(inner ?? null, rest, value) : (inner ?? null),
      ]),
    );
  }
});
