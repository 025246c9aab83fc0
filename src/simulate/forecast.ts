/** A whole run: a cluster, a scenario, the controllers; and what came of it. */

import type { Sync } from './action.js';
import { applyManifest } from './admission/admit-manifest.js';
import type { Manifest } from './admission/manifest.js';
import type { Controller } from './controller.js';
import { CONTROLLERS } from './controllers.js';
import { forkOf } from './fork.js';
import { newRolloutRecorder, type RolloutLog } from './kubectl/rollout-log.js';
import {
  type Limits,
  type Listener,
  newSimulation,
  type Pause,
  perform,
  runUntil,
  runUntilEvent,
  runUntilSettled,
  runUntilTrue,
  type Simulation,
} from './loop.js';
import { type Present, presentOf, withPresent } from './present.js';
import { awaitCompletion, runOut } from './run-out.js';
import type { Reply, Step, Waiting } from './scenario/step.js';
import { newServiceRecorder, type ServiceSample } from './services/service-log.js';
import { type FinalStanding, standingsOf, withGone } from './standings.js';
import { newRecorder, type Recorder, type Timeline } from './timeline.js';
import { rest, type Witness, witnessed } from './witness.js';
import type { Settings, World } from './world.js';

/** What is to happen. */
export interface Plan {
  readonly settings: Settings;
  /** The cluster before the first step. */
  readonly nodes: readonly Manifest[];
  readonly steps: readonly Step[];
  readonly limits: Limits;
  /** Listens, too. */
  readonly witness?: Witness;
}

/** A step as it went. */
export interface DoneStep {
  readonly at: number;
  /** Place among everything recorded. */
  readonly order: number;
  readonly text: string;
  /** What the API server or kubectl said against it, '' if nothing. */
  readonly refused: string;
  /** What kubectl printed, where a step asks for that. */
  readonly said?: readonly string[];
  /** When nothing more happened because of it; `undefined` if the next step came first. */
  readonly settledAt: number | undefined;
  /** The workloads that were not complete when it had settled. */
  readonly incomplete: readonly FinalStanding[];
}

/** A finished run. */
export interface Forecast {
  readonly timeline: Timeline;
  readonly steps: readonly DoneStep[];
  /** What `kubectl rollout status` would have printed. */
  readonly rollouts: RolloutLog;
  /** Who served the traffic of each Service. */
  readonly services: readonly ServiceSample[];
  readonly standings: readonly FinalStanding[];
  /** The event that the next step waited for in vain. */
  readonly awaited: string | undefined;
  /** Why the run ended: nothing left to happen, or a limit. */
  readonly end: Pause;
  /** When anything last changed, in virtual milliseconds. */
  readonly endedAt: number;
  /** How many times a controller looked at an object. */
  readonly wakeUps: number;
  readonly world: World;
}

/** A run whose last step has settled, before deadlines pass. */
export interface Settled {
  readonly simulation: Simulation;
  readonly present: Present;
  readonly standings: readonly FinalStanding[];
}

/** Plays the plan to its end. `settled` hears of the run once its last step has settled, to fork from there. */
export function forecast(
  plan: Plan,
  controllers: readonly Controller[] = CONTROLLERS,
  settled?: (point: Settled) => void,
): Forecast {
  const run = newRun(controllers, (listener) =>
    newSimulation(plan.settings, { controllers, listener: witnessed(listener, plan.witness), limits: plan.limits }),
  );
  for (const node of plan.nodes) act(run.simulation, applyManifest(node, run.simulation.world));
  const result = played(run, plan.steps, { runOut, settled, begins: plan.witness?.begins });
  // What a limit has ended does not rest.
  if (result.end === 'settled' && plan.witness !== undefined) rest(run.simulation, plan.witness);
  else plan.witness?.ended(run.simulation.world.now);
  return result;
}

/**
 * Plays more steps from where a run has settled, which itself goes on untouched. Only what happens from then on is recorded,
 * and it ends with the last thing that is not complete yet: CronJobs would go on for ever.
 */
export function forecastFrom({ simulation, present }: Settled, plan: Omit<Plan, 'nodes'>): Forecast {
  const { settings, limits } = plan;
  const start = (listener: Listener) => forkOf(simulation, { settings, limits, listener });
  const run = newRun(simulation.controllers, start, { present, startedAt: simulation.world.now });
  return played(run, plan.steps, { runOut: awaitCompletion });
}

interface Run {
  readonly simulation: Simulation;
  readonly recorder: Recorder;
  readonly rollouts: RolloutLog;
  readonly services: readonly ServiceSample[];
  readonly gone: readonly FinalStanding[];
  /** In a fork: what has changed since, as `standingKey` names it. Everything else stands as before. */
  readonly touched: ReadonlySet<string> | undefined;
}

function newRun(
  controllers: readonly Controller[],
  start: (listener: Listener) => Simulation,
  from?: { readonly present: Present; readonly startedAt: number },
): Run {
  const world = () => simulation.world;
  const recorder = newRecorder(controllers, world);
  const gone: FinalStanding[] = [];
  const rollouts = newRolloutRecorder(() => recorder.step);
  const services = newServiceRecorder(world);
  const recording =
    from === undefined
      ? { listener: recorder.listener, touched: undefined }
      : withPresent(recorder, from.present, { controllers, world, startedAt: from.startedAt });
  const listener: Listener = {
    ...recording.listener,
    change: (change, at) => {
      recording.listener.change(change, at);
      rollouts.note(change, at);
      services.note(change);
    },
    instant: (at) => {
      recording.listener.instant(at);
      services.instant(at);
    },
  };
  const simulation = start(withGone(listener, controllers, gone));
  const { touched } = recording;
  return { simulation, recorder, rollouts: rollouts.log, services: services.samples, gone, touched };
}

interface Ending {
  /** What is waited for once the last step has settled. */
  readonly runOut: (run: Run) => Pause;
  readonly settled?: ((point: Settled) => void) | undefined;
  /** Hears of each step before it is done. */
  readonly begins?: ((step: number) => void) | undefined;
}

function played(run: Run, plan: readonly Step[], { runOut: waitOn, settled, begins }: Ending): Forecast {
  const { simulation, recorder } = run;
  const steps: DoneStep[] = [];
  let pause: Pause = 'settled';
  let awaited: string | undefined;
  for (const [place, step] of plan.entries()) {
    const { start } = step;
    pause = start.kind === 'after' ? runUntilEvent(simulation, start.matches) : reach(simulation, start, place === 0);
    if (start.kind === 'after' && pause !== 'time') awaited = start.event;
    if (start.kind === 'after' && pause === 'time') pause = runUntil(simulation, simulation.world.now + start.delayMs);
    if (isEnd(pause) || awaited !== undefined) break;
    settleLast(steps, pause, run);
    recorder.step = place;
    begins?.(place);
    steps.push(doStep(simulation, step, recorder));
    if (step.begin !== undefined) pause = hold(simulation, step.begin(), steps);
    if (step.waitMs > 0) pause = runUntil(simulation, simulation.world.now + step.waitMs);
  }
  if (!isEnd(pause)) pause = runUntilSettled(simulation, 'work');
  if (pause === 'settled') {
    settleLast(steps, pause, run);
    settled?.({
      simulation,
      present: presentOf(recorder.timeline),
      standings: standingsOf(run.simulation, run.touched),
    });
    pause = waitOn(run);
  }
  simulation.listener.instant(simulation.world.now);
  return { ...finished(run, steps, pause), awaited };
}

/** Does nothing more happen, whatever the next step is? */
function isEnd(pause: Pause): boolean {
  return pause !== 'settled' && pause !== 'time';
}

function reach(simulation: Simulation, start: Exclude<Step['start'], { kind: 'after' }>, isFirst: boolean): Pause {
  switch (start.kind) {
    case 'at':
      return runUntil(simulation, start.atMs);
    case 'at-once':
      return runUntil(simulation, simulation.world.now);
    case 'settled':
      return isFirst ? 'settled' : runUntilSettled(simulation, 'work');
    default: {
      const unknown: never = start;
      return unknown;
    }
  }
}

function settleLast(steps: DoneStep[], pause: Pause, run: Run): void {
  const last = steps.at(-1);
  if (last === undefined || pause !== 'settled') return;
  const incomplete = standingsOf(run.simulation, run.touched).filter(({ standing }) => standing.outcome !== 'complete');
  steps[steps.length - 1] = { ...last, settledAt: run.simulation.world.now, incomplete };
}

function doStep(simulation: Simulation, step: Step, recorder: Recorder): DoneStep {
  const at = simulation.world.now;
  const order = recorder.order++;
  recorder.write();
  const reply = act(simulation, step.perform(simulation.world, recorder.timeline));
  return replied({ at, order, text: step.text, refused: '', settledAt: undefined, incomplete: [] }, reply);
}

function replied(done: DoneStep, reply: Reply): DoneStep {
  if (reply === undefined) return done;
  return typeof reply === 'string' ? { ...done, refused: reply } : { ...done, ...reply };
}

/** Lets a user's actions happen and gives what they ended with. */
function act(simulation: Simulation, steps: ReturnType<Step['perform']>): Reply {
  let reply: Reply;
  const sync = function* (): Sync {
    reply = yield* steps;
    return undefined;
  };
  perform(simulation, sync());
  return reply;
}

/** Waits as the command of the last step does, unless it was refused. */
function hold(simulation: Simulation, waiting: Waiting, steps: DoneStep[]): Pause {
  const last = steps.at(-1);
  if (last === undefined || last.refused !== '') return 'time';
  let reply: Reply | 'waiting' = 'waiting';
  const isOver = () => {
    reply = waiting.look(simulation.world);
    return reply !== 'waiting';
  };
  const { timeoutMs } = waiting;
  const pause = runUntilTrue(simulation, isOver, timeoutMs === undefined ? undefined : last.at + timeoutMs);
  if (isEnd(pause)) return pause;
  steps[steps.length - 1] = replied(
    last,
    reply === 'waiting' ? waiting.inVain(pause === 'time' ? 'time' : 'never') : reply,
  );
  return 'time';
}

function finished(run: Run, steps: DoneStep[], end: Pause): Omit<Forecast, 'awaited'> {
  const { simulation, recorder, rollouts, services, gone } = run;
  const { world } = simulation;
  const { timeline } = recorder;
  recorder.write();
  const alive = standingsOf(run.simulation, run.touched);
  const isAlive = (one: FinalStanding) => alive.some((other) => other.kind === one.kind && other.key === one.key);
  const standings = [...gone.filter((one) => !isAlive(one)), ...alive];
  const endedAt = lastChange(timeline, steps);
  return { timeline, steps, rollouts, services, standings, end, endedAt, wakeUps: simulation.count, world };
}

/** When anything last happened that a timeline shows. */
function lastChange({ events, samples, pods, conditions }: Timeline, steps: readonly DoneStep[]): number {
  const ofPods = pods.reduce((last, pod) => Math.max(last, pod.phases.at(-1)?.at ?? 0), 0);
  return Math.max(
    events.at(-1)?.at ?? 0,
    conditions.at(-1)?.at ?? 0,
    samples.at(-1)?.at ?? 0,
    steps.at(-1)?.at ?? 0,
    ofPods,
  );
}
