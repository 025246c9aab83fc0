import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Json } from '../../src/kube/json.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import type { PodRecord } from '../../src/simulate/timeline.js';
import { verdicts } from '../../src/simulate/verdict.js';
import { db, forecastOf } from './forecast-of.js';

const rollout = fc.record({
  replicas: fc.integer({ min: 1, max: 7 }),
  start: fc.constantFrom(0, 0, 3),
  partition: fc.option(fc.integer({ min: 0, max: 8 }), { nil: undefined }),
  podManagementPolicy: fc.constantFrom('OrderedReady', 'Parallel'),
  minReadySeconds: fc.constantFrom(0, 0, 3),
  readyMs: fc.integer({ min: 0, max: 20_000 }),
  terminateMs: fc.integer({ min: 0, max: 29_000 }),
  seed: fc.integer({ min: 0, max: 1000 }),
});
type Rollout = typeof rollout extends fc.Arbitrary<infer T> ? T : never;

const image = (tag: string) => ({ image: `registry.example.com/db:${tag}` });

function played(given: Rollout, tags: readonly string[], steps: readonly Json[] = []): Forecast {
  const { replicas, start, partition, podManagementPolicy, minReadySeconds, readyMs, terminateMs, seed } = given;
  const spec = {
    replicas,
    podManagementPolicy,
    minReadySeconds,
    ordinals: { start },
    ...(partition !== undefined && { updateStrategy: { rollingUpdate: { partition } } }),
  };
  return forecastOf({
    apply: tags.map((tag) => db(spec, image(tag))),
    steps,
    pods: [
      { match: {}, behaviour: { readyMs, terminateMs } },
      { match: { image: '*:broken' }, behaviour: { readyMs: 'never' } },
    ],
    seed,
  });
}

const scale = (replicas: number): Json => ({ scale: { target: 'statefulset/db', replicas } });
const ordinal = ({ name }: PodRecord) => Number(name.slice(name.lastIndexOf('-') + 1));

describe('an update of a StatefulSet', () => {
  test('takes away one pod at a time and brings every pod above the partition to the new revision', () => {
    fc.assert(
      fc.property(rollout, (given) => {
        const run = played(given, ['1', '2']);
        const [verdict] = verdicts(run);
        const updated = [...run.world.objects.Pod.values()].map((pod) => pod.spec.containers?.[0]?.image?.at(-1));
        const kept = Math.min(given.replicas, given.partition ?? 0);
        expect({
          outcome: verdict?.outcome,
          minAvailable: verdict?.minAvailable,
          updated: updated.filter((tag) => tag === '2').length,
          pods: updated.length,
        }).toEqual({
          outcome: 'complete',
          minAvailable: kept === given.replicas ? given.replicas : given.replicas - 1,
          updated: given.replicas - kept,
          pods: given.replicas,
        });
      }),
      { numRuns: 60 },
    );
  });

  test('that is broken costs one pod, and OrderedReady keeps it until somebody deletes it', () => {
    fc.assert(
      fc.property(rollout, (given) => {
        const isUpdated = given.replicas > (given.partition ?? 0);
        const undone = played(given, ['1', 'broken', '1']);
        const [verdict] = verdicts(undone);
        const isStuck = isUpdated && given.podManagementPolicy === 'OrderedReady';
        const last = `db-${given.start + given.replicas - 1}`;
        const helped = played(given, ['1', 'broken', '1'], isStuck ? [{ delete: { pod: last } }] : []);
        expect({
          outcome: verdict?.outcome,
          command: verdict?.next.includes(`kubectl delete pod ${last}`),
          minAvailable: verdict?.minAvailable,
          afterwards: verdicts(helped)[0]?.outcome,
        }).toEqual({
          outcome: isStuck ? 'stuck' : 'complete',
          command: isStuck,
          minAvailable: isUpdated ? given.replicas - 1 : given.replicas,
          afterwards: 'complete',
        });
      }),
      { numRuns: 40 },
    );
  });
});

describe('scaling a StatefulSet', () => {
  test('leaves the first ordinals, never two pods of one name, and in order where it is ordered', () => {
    fc.assert(
      fc.property(rollout, fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 1, maxLength: 4 }), (given, sizes) => {
        const { timeline, world } = played(given, ['1'], sizes.map(scale));
        const last = sizes.at(-1) ?? 0;
        const names = [...world.objects.Pod.values()].map((pod) => pod.metadata.name).sort();
        const wanted = Array.from({ length: last }, (_, place) => `db-${given.start + place}`);
        expect(names).toEqual(wanted.sort());
        for (const one of timeline.pods) {
          for (const other of timeline.pods) {
            const isTogether = one.created < (other.gone ?? Infinity) && other.created < (one.gone ?? Infinity);
            expect(one !== other && one.name === other.name && isTogether).toBe(false);
            if (given.podManagementPolicy === 'Parallel' || ordinal(one) >= ordinal(other)) continue;
            // The lower one is Ready before the higher one is made, and stays until it is gone.
            if (isTogether) expect(one.ready ?? Infinity).toBeLessThanOrEqual(other.created);
            if (isTogether) expect(one.deleting ?? Infinity).toBeGreaterThanOrEqual(other.gone ?? 0);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  test('is the same in every run with the same seed', () => {
    fc.assert(
      fc.property(rollout, (given) => {
        const steps = [scale(2), scale(5)];
        const one = played(given, ['1', '2'], steps);
        expect(JSON.stringify(played(given, ['1', '2'], steps).timeline)).toBe(JSON.stringify(one.timeline));
      }),
      { numRuns: 10 },
    );
  });
});
