import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Controller } from '../../src/simulate/controller.js';
import { CONTROLLERS } from '../../src/simulate/controllers.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import { anySteps, anyWorkloads } from './any-workload.js';
import { forecastOf } from './forecast-of.js';

/** Every object is looked at by itself. */
const ONE_BY_ONE: readonly Controller[] = CONTROLLERS.map(({ syncAll: _together, ...controller }) => controller);

/** All that a forecast tells, but for the order of what happens to different pods at one instant. */
function told({ timeline, standings, services, end, endedAt }: Forecast) {
  const pods = timeline.pods.map(({ phases, last, ...pod }) => ({
    ...pod,
    status: last.status,
    phases: phases.map(({ order: _unused, ...phase }) => phase),
  }));
  const samples = timeline.samples.map(({ order: _unused, ...sample }) => sample);
  const events = timeline.events.map(({ order: _unused, ...event }) => event);
  return { pods, samples, events, standings, services, end, endedAt };
}

describe('pods that are alike', () => {
  test('move together as they would one by one', () => {
    const anyGame = anyWorkloads.chain((workloads) =>
      fc.record({ workloads: fc.constant(workloads), steps: anySteps(workloads), seed: fc.nat(20) }),
    );
    fc.assert(
      fc.property(anyGame, ({ workloads, steps, seed }) => {
        const game = {
          apply: workloads.map(({ object }) => object),
          steps,
          seed,
          pods: [{ match: { image: '*:broken' }, behaviour: { readyMs: 'never' } }] as const,
        };
        expect(told(forecastOf(game))).toEqual(told(forecastOf({ ...game, controllers: ONE_BY_ONE })));
      }),
      { seed: 1, numRuns: 30 },
    );
  });
});
