import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Action, Outcome, Sync } from '../../src/simulate/action.js';
import type { Controller } from '../../src/simulate/controller.js';
import { CONTROLLERS } from '../../src/simulate/controllers.js';
import type { Forecast } from '../../src/simulate/forecast.js';
import type { Pod } from '../../src/simulate/objects/pod.js';
import { DEFAULT_NODES } from '../../src/simulate/scenario/cluster.js';
import { anySteps, anyWorkloads } from './any-workload.js';
import { forecastOf } from './forecast-of.js';

/** Every object is looked at by itself, and everything is done to one object at a time. */
const ONE_BY_ONE: readonly Controller[] = CONTROLLERS.map(({ syncAll: _together, ...controller }) => ({
  ...controller,
  sync: (key, world) => {
    const sync = controller.sync(key, world);
    return sync && oneByOne(sync);
  },
}));

function* oneByOne(sync: Sync): Sync {
  let turn = sync.next();
  while (turn.done !== true) turn = sync.next(yield* parts(turn.value));
  return turn.value;
}

/** An action on several pods as actions on one pod each. */
function* parts(action: Action): Generator<Action, Outcome, Outcome> {
  switch (action.do) {
    case 'creations':
      return yield* creations(action);
    case 'deletions':
      for (const object of action.pods) yield { do: 'delete', object, because: action.because, alike: action.alike };
      break;
    case 'statuses':
      for (const pod of action.pods)
        yield { do: 'status', object: { ...pod, status: action.status }, because: action.because };
      break;
    case 'removals':
      for (const object of action.pods) yield { do: 'remove', object, because: action.because };
      break;
    case 'events':
      for (const pod of action.pods) yield action.of(pod);
      break;
    default:
      return yield action;
  }
  return { kind: 'done', object: undefined };
}

function* creations({
  object,
  count,
  because,
}: Extract<Action, { readonly do: 'creations' }>): Generator<Action, Outcome, Outcome> {
  const pods: Pod[] = [];
  for (let place = 0; place < count; place++) {
    const outcome = yield { do: 'create', object, because };
    if (outcome.kind === 'refused') return { ...outcome, pods };
    if (outcome.object?.kind === 'Pod') pods.push(outcome.object);
  }
  return { kind: 'done', object: undefined, pods };
}

const MANY_NODES = DEFAULT_NODES.map((node) => ({ ...node, count: 120 }));
// Where there is no room for all, which pod gets the next place is chance: these runs end alike.
const FEW_NODES = DEFAULT_NODES.map((node) => ({ ...node, pods: 4 }));

/** All that a forecast tells, but for the order of what happens to different pods at one instant. */
function told({ timeline, standings, services, end, endedAt }: Forecast) {
  const pods = timeline.pods.map(({ phases, last, ...pod }) => ({
    ...pod,
    status: last.status,
    phases: phases.map(({ order: _unused, ...phase }) => phase),
  }));
  const samples = timeline.samples.map(({ order: _unused, ...sample }) => sample);
  const events = timeline.events.map(({ order: _unused, ...event }) => event).sort(byObject);
  return { pods, samples, events, standings, services, end, endedAt };
}

const byObject = (one: { object: string }, other: { object: string }) =>
  one.object < other.object ? -1 : one.object > other.object ? 1 : 0;

describe('pods that are alike', () => {
  test('move together as they would one by one', () => {
    const anyGame = anyWorkloads.chain((workloads) =>
      fc.record({
        workloads: fc.constant(workloads),
        steps: anySteps(workloads),
        seed: fc.nat(20),
        // Among more than a hundred nodes the scheduler chooses otherwise.
        nodes: fc.constantFrom(DEFAULT_NODES, FEW_NODES, MANY_NODES),
      }),
    );
    fc.assert(
      fc.property(anyGame, ({ workloads, steps, seed, nodes }) => {
        const game = {
          nodes,
          apply: workloads.map(({ object }) => object),
          steps,
          seed,
          pods: [{ match: { image: '*:broken' }, behaviour: { readyMs: 'never' } }] as const,
        };
        expect(told(forecastOf(game))).toEqual(told(forecastOf({ ...game, controllers: ONE_BY_ONE })));
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});
