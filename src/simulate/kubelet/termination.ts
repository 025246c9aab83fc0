/**
 * How containers are stopped. Follows kubernetes@v1.35.4 pkg/kubelet/kuberuntime: `killContainer` (preStop, then SIGTERM,
 * then SIGKILL when the grace period is over, at least 2 s later) and kuberuntime_termination_order.go (sidecars wait for
 * the other containers, and each for those after it).
 *
 * Not modelled: a preStop hook that fails (it is as if it had ended), `lifecycle.stopSignal`.
 */

import type { Container, LifecycleHandler } from '../../kube/types.generated.js';
import type { ContainerLife, ContainerState } from '../objects/container.js';
import { isStarting } from './start-hook.js';

/** `minimumGracePeriodInSeconds`: what a container gets after SIGTERM even when preStop has used up everything. */
const MINIMUM_MS = 2000;
const SIGKILLED = 137;

/** How long a container takes to stop, and how it ends. */
export interface Stop {
  readonly ms: number;
  readonly code: number;
}

/** What matters of a container when it is stopped. */
export type Stopping = Pick<ContainerLife, 'preStopMs' | 'stopMs' | 'stopCode'>;

/** Stops one container; it may have to wait `turnMs` before it gets SIGTERM. */
export function stop({ preStopMs, stopMs, stopCode }: Stopping, graceMs: number, turnMs = 0): Stop {
  const termAt = Math.min(Math.max(preStopMs, turnMs), Math.max(0, graceMs));
  const leftMs = Math.max(MINIMUM_MS, graceMs - termAt);
  if (stopMs === 'never' || stopMs > leftMs) return { ms: termAt + leftMs, code: SIGKILLED };
  return { ms: termAt + stopMs, code: stopCode };
}

/** Stops everything that runs; in the order of the containers, `undefined` for those that do not run. */
export function stopAll(
  lives: readonly ContainerLife[],
  states: readonly ContainerState[],
  graceMs: number,
): (Stop | undefined)[] {
  const stops = lives.map((life, place) =>
    isUp(states[place]) && life.role !== 'sidecar' ? stop(life, graceMs) : undefined,
  );
  let turnMs = stops.reduce((last, own) => Math.max(last, own?.ms ?? 0), 0);
  for (let place = lives.length - 1; place >= 0; place--) {
    const life = lives[place];
    if (life?.role !== 'sidecar' || !isUp(states[place])) continue;
    const own = stop(life, graceMs, turnMs);
    stops[place] = own;
    turnMs = Math.max(turnMs, own.ms);
  }
  return stops;
}

/** Does the container run, for others to see or not yet? */
function isUp(state: ContainerState | undefined): boolean {
  return state !== undefined && (state.state === 'running' || isStarting(state));
}

/** Run time of the preStop hook as far as the manifest says it: a sleep. */
export function preStopDelay({ lifecycle }: Container): number {
  return hookDelay(lifecycle?.preStop);
}

/** Run time of a hook as far as the manifest says it: a sleep. */
export function hookDelay(hook: LifecycleHandler | undefined): number {
  const sleep = hook?.sleep?.seconds;
  return sleep === undefined ? sleepCommandMs(hook?.exec?.command ?? []) : Number(sleep) * 1000;
}

// `sleep 10`, also as `sh -c "sleep 10"`: the one command whose run time is in the manifest.
function sleepCommandMs(command: readonly string[]): number {
  const match = /(?:^|[\s;&/])sleep\s+([0-9]{1,6}(?:\.[0-9]{1,3})?)s?(?:$|[\s;&])/.exec(command.join(' '));
  return match?.[1] === undefined ? 0 : Number(match[1]) * 1000;
}
