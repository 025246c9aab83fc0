/**
 * What an autoscaler sees of its pods. The oracle's `trace` plays the metrics server: it measures every two seconds, and its
 * times are whole seconds. When it did is not recorded, so a look sees what was there at one of the moments since; which one
 * is chosen so that the recorded status comes out, if it does at all. The present is tried first.
 */

import type { Action, Outcome } from '../../../src/simulate/action.js';
import type { Controller } from '../../../src/simulate/controller.js';
import { selects } from '../../../src/simulate/controllers/claim.js';
import type { HorizontalPodAutoscaler } from '../../../src/simulate/objects/horizontal-pod-autoscaler.js';
import type { Load, LoadAmount, MeteredResource } from '../../../src/simulate/objects/load.js';
import { isActive } from '../../../src/simulate/objects/pod.js';
import type { Change, World } from '../../../src/simulate/world.js';
import { DRIFT_MS, type Status, statusOf } from './autoscalers.js';
import type { Names } from './names.js';

/** From one measurement to the end of the next. */
const PERIOD_MS = 2300;
const STEP_MS = 100;

/** What holds from a moment on. */
interface State {
  readonly at: number;
  readonly load: Load;
  readonly ready: readonly string[];
}

/** What the recording says of autoscalers, and the stable names of what is made here. */
export interface Recorded {
  readonly statuses: readonly Status[];
  readonly names: Names;
}

/** These controllers, with autoscalers that see their pods as a server measured them. */
export function meteredAs(controllers: readonly Controller[], recorded: Recorded): readonly Controller[] {
  if (recorded.statuses.length === 0) return controllers;
  return controllers.map((controller) =>
    controller.kind === 'HorizontalPodAutoscaler' && controller.watch.Load !== undefined
      ? metered(controller, recorded)
      : controller,
  );
}

function metered(controller: Controller, recorded: Recorded): Controller {
  const states: State[] = [];
  const note = (world: World) => {
    const load = world.objects.Load.get('default/recorded');
    if (load !== undefined) states.push({ at: world.now, load, ready: bearersOf(load, world) });
  };
  return {
    ...controller,
    watch: {
      ...controller.watch,
      Pod: (change, world, wake) => {
        if (isNews(change)) note(world);
        controller.watch.Pod?.(change, world, wake);
      },
      Load: (change, world, wake) => {
        note(world);
        controller.watch.Load?.(change, world, wake);
      },
    },
    sync: (key, world) => {
      const id = `HorizontalPodAutoscaler/${recorded.names.of(key.slice(key.indexOf('/') + 1))} `;
      const isDue = ({ at, text }: Status) => at <= world.now + DRIFT_MS && text.startsWith(id);
      const wanted = recorded.statuses.findLast(isDue)?.text;
      let view: World | undefined;
      for (const own of views(states, world)) {
        if (outcomeOf(controller, key, own, recorded) !== wanted) continue;
        view = own;
        break;
      }
      return controller.sync(key, view ?? world);
    },
  };
}

function isNews({ before, after }: Change): boolean {
  if (before?.kind !== 'Pod' || after?.kind !== 'Pod') return true;
  return before.status.ready !== after.status.ready || isActive(before) !== isActive(after);
}

function bearersOf({ spec }: Load, world: World): string[] {
  return [...world.objects.Pod.values()]
    .filter((pod) => isActive(pod) && pod.status.ready && selects(spec.selector, pod.metadata.labels))
    .map(({ metadata }) => metadata.name);
}

/** The world as it is, and as the metrics server shows it if it measured at one of the last moments; the latest first. */
function* views(states: readonly State[], world: World): Iterable<World> {
  yield world;
  for (const { state, at } of moments(states, world.now)) {
    const { amounts } = state.load.spec;
    const resources = Object.keys(amounts) as MeteredResource[];
    const seen = resources.map((name) => [name, amountAt(at, state, amounts[name])] as const);
    const load: Load = { ...state.load, spec: { ...state.load.spec, amounts: Object.fromEntries(seen) } };
    yield { ...world, objects: { ...world.objects, Load: new Map([['default/recorded', load]]) } };
  }
}

/** The moments since the measurement before the last, with what held then; what held for no time here is among them. */
function* moments(states: readonly State[], now: number): Iterable<{ readonly state: State; readonly at: number }> {
  let end = now;
  for (const state of [...states].reverse()) {
    const start = Math.max(state.at, now - PERIOD_MS);
    for (let at = end; at > start; at -= STEP_MS) yield { state, at };
    yield { state, at: start };
    if (state.at <= now - PERIOD_MS) return;
    end = state.at;
  }
}

function amountAt(at: number, { ready }: State, amount: LoadAmount | undefined): LoadAmount {
  if (amount?.kind !== 'shared' && amount?.kind !== 'each') return { kind: 'no-metrics' };
  const share = amount.kind === 'shared' ? amount.total / ready.length : amount.amount;
  return { kind: 'measured', at, of: new Map(ready.map((name) => [name, share])) };
}

/** The status that a look in this world leaves; `undefined` where it does not look. */
function outcomeOf(controller: Controller, key: string, world: World, { names }: Recorded): string | undefined {
  const sync = controller.sync(key, world);
  let left: HorizontalPodAutoscaler | undefined;
  let turn = sync?.next();
  while (sync !== undefined && turn !== undefined && turn.done !== true) {
    const action: Action = turn.value;
    if (action.do === 'status' && action.object.kind === 'HorizontalPodAutoscaler') left = action.object;
    turn = sync.next(done(action));
  }
  return left?.status.lookedAt === world.now ? statusOf(left, names) : undefined;
}

function done(action: Action): Outcome {
  return { kind: 'done', object: action.do === 'update' || action.do === 'status' ? action.object : undefined };
}
