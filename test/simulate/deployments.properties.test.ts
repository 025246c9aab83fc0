import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { scaledValue } from '../../src/kube/int-or-percent.js';
import type { Json, JsonObject } from '../../src/kube/json.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import { verdicts } from '../../src/simulate/verdict.js';
import { forecastOf, web } from './forecast-of.js';

const amount = fc.oneof(
  fc.integer({ min: 0, max: 6 }),
  fc.constantFrom('0%', '10%', '25%', '34%', '50%', '75%', '100%'),
);
const isZero = (value: number | string) => value === 0 || value === '0%';

const rollout = fc
  .record({
    replicas: fc.integer({ min: 1, max: 13 }),
    maxSurge: amount,
    maxUnavailable: amount,
    minReadySeconds: fc.constantFrom(0, 0, 3),
    isRecreate: fc.boolean(),
    readyMs: fc.integer({ min: 0, max: 20_000 }),
    terminateMs: fc.integer({ min: 0, max: 30_000 }),
    seed: fc.integer({ min: 0, max: 1000 }),
  })
  .filter(({ maxSurge, maxUnavailable }) => !(isZero(maxSurge) && isZero(maxUnavailable)));
type Rollout = typeof rollout extends fc.Arbitrary<infer T> ? T : never;

function deployment(
  { replicas, maxSurge, maxUnavailable, minReadySeconds, isRecreate }: Rollout,
  tag: string,
): JsonObject {
  const strategy: JsonObject = isRecreate ? { type: 'Recreate' } : { rollingUpdate: { maxSurge, maxUnavailable } };
  return web({ replicas, minReadySeconds, strategy }, { image: `registry.example.com/web:${tag}` });
}

function played(given: Rollout, tags: readonly string[], steps: readonly Json[] = []): Forecast {
  const { readyMs, terminateMs, seed } = given;
  return forecastOf({
    apply: tags.map((tag) => deployment(given, tag)),
    steps,
    pods: [
      { match: {}, behaviour: { readyMs, terminateMs } },
      { match: { image: '*:broken' }, behaviour: { readyMs: 'never' } },
    ],
    seed,
  });
}

function promises({ replicas, maxSurge, maxUnavailable, isRecreate }: Rollout) {
  const surge = scaledValue(maxSurge, replicas, 'up') ?? 0;
  const unavailable = scaledValue(maxUnavailable, replicas, 'down') ?? 0;
  if (isRecreate) return { most: replicas, least: 0 };
  return {
    most: replicas + surge,
    least: replicas - Math.min(replicas, surge === 0 && unavailable === 0 ? 1 : unavailable),
  };
}

/** Samples from the moment the first version was up. */
function afterFirstUp({ timeline }: Forecast, replicas: number) {
  const start = timeline.samples.findIndex((sample) => sample.available === replicas);
  return start === -1 ? [] : timeline.samples.slice(start);
}

describe('a rollout of a Deployment', () => {
  test('keeps the promised availability and never has more pods than surge allows', () => {
    fc.assert(
      fc.property(rollout, (given) => {
        const run = played(given, ['1', '2']);
        const { most, least } = promises(given);
        const samples = afterFirstUp(run, given.replicas);
        expect(Math.min(...samples.map((sample) => sample.available))).toBeGreaterThanOrEqual(least);
        expect(Math.max(...run.timeline.samples.map((sample) => sample.total))).toBeLessThanOrEqual(most);
        expect(verdicts(run).map(({ outcome }) => outcome)).toEqual(['complete']);
      }),
      { numRuns: 60 },
    );
  });

  test('to a version that never gets ready keeps the promise, gets stuck, and comes back by undo', () => {
    fc.assert(
      fc.property(rollout, (given) => {
        const stuck = played(given, ['1', 'broken']);
        const { most, least } = promises(given);
        expect(
          Math.min(...afterFirstUp(stuck, given.replicas).map((sample) => sample.available)),
        ).toBeGreaterThanOrEqual(least);
        expect(Math.max(...stuck.timeline.samples.map((sample) => sample.total))).toBeLessThanOrEqual(most);
        expect(verdicts(stuck).map(({ outcome }) => outcome)).toEqual(['stuck']);
        const undone = played(given, ['1', 'broken'], [{ rollout: { undo: 'deployment/web' } }]);
        expect(verdicts(undone).map(({ outcome }) => outcome)).toEqual(['complete']);
      }),
      { numRuns: 40 },
    );
  });

  test('ends whatever happens on the way, with every pod accounted for', () => {
    const step = fc.oneof(
      fc.integer({ min: 0, max: 15 }).map((replicas) => ({ scale: { target: 'deployment/web', replicas } })),
      fc.constantFrom('2', '3', 'broken').map((tag) => ({
        'set-image': { target: 'deployment/web', container: 'app', image: `registry.example.com/web:${tag}` },
      })),
      fc.constantFrom({ rollout: { restart: 'deployment/web' } }, { rollout: { undo: 'deployment/web' } }),
      fc.constant({ delete: { pod: { selector: 'app=web', take: 2 } } }),
    );
    const timed = fc.array(fc.tuple(step, fc.integer({ min: 0, max: 60 })), { maxLength: 6 });
    fc.assert(
      fc.property(rollout, timed, (given, steps) => {
        let at = 0;
        const run = played(
          given,
          ['1'],
          steps.map(([what, later]) => {
            at += later;
            return { ...what, at };
          }),
        );
        expect(['settled', 'time']).toContain(run.end);
        const living = [...run.world.objects.Pod.values()].map((pod) => pod.metadata.name).sort();
        const recorded = run.timeline.pods
          .filter((pod) => pod.gone === undefined)
          .map((pod) => pod.name)
          .sort();
        expect(recorded).toEqual(living);
        expect(new Set(run.timeline.pods.map((pod) => pod.name)).size).toBe(run.timeline.pods.length);
        const deployment = run.world.objects.Deployment.get('default/web');
        const sets = [...run.world.objects.ReplicaSet.values()];
        expect(sets.reduce((sum, set) => sum + set.spec.replicas, 0)).toBe(living.length);
        const isComplete = verdicts(run).every(({ outcome }) => outcome === 'complete');
        if (isComplete) expect(living.length).toBe(deployment?.spec.replicas);
      }),
      { numRuns: 60 },
    );
  });

  test('is the same in every run with the same seed', () => {
    fc.assert(
      fc.property(rollout, (given) => {
        const one = played(given, ['1', '2']);
        const other = played(given, ['1', '2']);
        expect(JSON.stringify(other.timeline)).toBe(JSON.stringify(one.timeline));
      }),
      { numRuns: 15 },
    );
  });
});
