/** How the containers of a pod go on: which starts next, which ends, and when. Follows kubernetes@v1.35.4 `computePodActions`. */

import type { ContainerLife, ContainerState, Turn } from '../objects/container.js';
import type { Pod, PodLife } from '../objects/pod.js';
import { isDone, isInitialized } from './pod-status.js';
import { backOff, isRestarted, nextBackOff } from './restart.js';
import { hooked, hookStep, isStarting } from './start-hook.js';

/** How soon the kubelet sees what has become of a container and goes on with it (pkg/kubelet/pleg: a look every second). */
const NEXT_LOOK_MS = 1000;

/** What happens next to a container, and when. */
export interface ContainerStep {
  readonly atMs: number;
  readonly place: number;
  readonly what:
    | { readonly kind: 'turn'; readonly turn: Turn; readonly number: number }
    | { readonly kind: 'restart' | 'restart all' | 'back off' | 'pull' | 'create' | 'hook' | 'hook stop' };
}

/** The earliest step of the pod's containers. */
export function nextContainerStep({ life, status }: Pod): ContainerStep | undefined {
  let next: ContainerStep | undefined;
  for (let place = 0; place < status.containers.length; place++) {
    const state = status.containers[place];
    const own = life.containers[place];
    if (state === undefined || own === undefined) continue;
    const step = stepOf(own, state, { life, place });
    if (step !== undefined && (next === undefined || step.atMs < next.atMs)) next = step;
  }
  return next;
}

interface Placed {
  readonly life: PodLife;
  readonly place: number;
}

function stepOf(own: ContainerLife, state: ContainerState, placed: Placed): ContainerStep | undefined {
  const { place } = placed;
  if (isStarting(state)) {
    const step = hookStep(own, state);
    return step && { atMs: step.atMs, place, what: { kind: step.kind } };
  }
  if (state.state === 'running') return turnOf(own, state, placed);
  if (state.state === 'terminated') {
    if (state.exitCode === undefined || !isRestarted(own, state.exitCode)) return undefined;
    const kind = own.restartsAll?.(state.exitCode) === true ? 'restart all' : 'restart';
    return { atMs: state.since + state.waitMs, place, what: { kind } };
  }
  switch (state.reason) {
    case 'CrashLoopBackOff':
    case HOOK_ERROR:
      return { atMs: state.since + state.waitMs, place, what: { kind: 'restart' } };
    case 'ErrImagePull':
      return { atMs: state.since + NEXT_LOOK_MS, place, what: { kind: 'back off' } };
    case 'ImagePullBackOff':
      return { atMs: state.since + state.waitMs, place, what: { kind: 'pull' } };
    case 'CreateContainerConfigError':
    case 'InvalidImageName':
    case 'ErrImageNeverPull':
      return own.obstacle === '' ? { atMs: state.since, place, what: { kind: 'create' } } : undefined;
    default:
      return undefined;
  }
}

/** The next turn of its course that changes anything. */
function turnOf(own: ContainerLife, state: ContainerState, { life, place }: Placed): ContainerStep | undefined {
  const { course, from, turn } = courseNow(own, state, life);
  for (let number = turn; number < course.length; number++) {
    const next = course[number];
    if (next === undefined || isIdle(next, state)) continue;
    return { atMs: from + next.atMs, place, what: { kind: 'turn', turn: next, number } };
  }
  return undefined;
}

/** The course that a running container follows: another one since its behaviour changed. */
function courseNow(
  own: ContainerLife,
  state: ContainerState,
  life: PodLife,
): Required<Pick<ContainerState, 'from' | 'turn'>> & {
  readonly course: readonly Turn[];
} {
  const { course = [], from, turn } = state;
  if (course === own.course || course === own.change) return { course, from, turn };
  return { course: own.change ?? own.course, from: life.since, turn: 0 };
}

function isIdle({ what }: Turn, state: ContainerState): boolean {
  switch (what.kind) {
    case 'started':
      return state.started;
    case 'ready':
      return state.ready;
    case 'unready':
      return !state.ready;
    case 'exit':
      return state.restarts >= what.times;
    default:
      return false;
  }
}

/** The container after a turn. */
export function afterTurn(
  own: ContainerLife,
  state: ContainerState,
  { step, life, now }: { readonly step: ContainerStep; readonly life: PodLife; readonly now: number },
): ContainerState {
  if (step.what.kind !== 'turn') return state;
  const { turn, number } = step.what;
  const { course, from } = courseNow(own, state, life);
  const moved = { ...state, course, from, turn: number + 1 };
  switch (turn.what.kind) {
    case 'started':
      return { ...moved, started: true };
    case 'ready':
      return { ...moved, ready: true };
    case 'unready':
      return { ...moved, ready: false };
    case 'exit':
      return exited(own, state, { now, ...turn.what });
    default:
      return moved;
  }
}

function exited(
  own: ContainerLife,
  state: ContainerState,
  {
    now,
    code,
    reason,
    isKilled,
  }: { readonly now: number; readonly code: number; readonly reason: string; readonly isKilled: boolean },
): ContainerState {
  const wait = backOff(state, now, isKilled);
  // Nothing is left to back off from once all containers are removed.
  const isBackingOff = isRestarted(own, code) && wait.waitMs > 0 && own.restartsAll?.(code) !== true;
  return {
    ...state,
    backOffMs: wait.backOffMs,
    // One that the kubelet has stopped itself is started again in the same go.
    waitMs: isBackingOff ? wait.waitMs : isKilled ? 0 : NEXT_LOOK_MS,
    state: isBackingOff ? 'waiting' : 'terminated',
    reason: isBackingOff ? 'CrashLoopBackOff' : reason,
    since: now,
    started: false,
    ready: false,
    exitCode: code,
    endedAt: now,
    turn: 0,
  };
}

const HOOK_ERROR = 'PostStartHookError';

/** A container that its postStart hook has stopped: it starts again, after a back-off from the second time on. */
export function failedHook(own: ContainerLife, state: ContainerState, now: number): ContainerState {
  const code = own.hook?.stop.code ?? 0;
  const reason = code === 0 ? 'Completed' : 'Error';
  const ended = exited(own, { ...state, since: state.from }, { now, code, reason, isKilled: false });
  const isAgain = ended.state === 'terminated' && isRestarted(own, code);
  return isAgain ? { ...ended, state: 'waiting', reason: HOOK_ERROR } : ended;
}

/** A container that starts now, or begins to wait for its image. */
export function started(own: ContainerLife, state: ContainerState, now: number): ContainerState {
  if (own.obstacle !== '') return obstructed(own, state, now);
  return own.hook === undefined || (own.hook.ms === 0 && !own.hook.fails)
    ? running(own, state, { from: now, now })
    : hooked(state, now);
}

/** A container that is seen to run, since `from`; what happens at once to it has happened. */
export function running(
  own: ContainerLife,
  state: ContainerState,
  { from, now }: { readonly from: number; readonly now: number },
): ContainerState {
  const isAgain = state.endedAt !== undefined;
  const { course } = own;
  let next: ContainerState = {
    ...state,
    state: 'running',
    reason: '',
    since: from,
    // An init container that runs to its end has no probes: it never counts as started.
    started: false,
    ready: false,
    restarts: state.restarts + (isAgain && !isStarting(state) ? 1 : 0),
    waitMs: 0,
    backOffMs: isAgain ? state.backOffMs : 0,
    course,
    from,
    turn: 0,
  };
  for (const [number, turn] of course.entries()) {
    if (isIdle(turn, next)) continue;
    const { kind } = turn.what;
    if (turn.atMs > now - from || (kind !== 'started' && kind !== 'ready')) break;
    next = { ...next, [kind]: true, turn: number + 1 };
  }
  return next;
}

/** What stays as it is until somebody mends it. */
const LASTING: ReadonlyMap<ContainerLife['obstacle'], string> = new Map([
  ['config', 'CreateContainerConfigError'],
  ['name', 'InvalidImageName'],
  ['absent', 'ErrImageNeverPull'],
]);

function obstructed(own: ContainerLife, state: ContainerState, now: number): ContainerState {
  const reason = LASTING.get(own.obstacle);
  if (reason !== undefined) return { ...state, state: 'waiting', reason, since: now, waitMs: 0 };
  const backOffMs = nextBackOff(state.backOffMs);
  return { ...state, state: 'waiting', reason: 'ErrImagePull', since: now, waitMs: backOffMs, backOffMs };
}

/**
 * The containers of a pod that starts anew in place: those that run are killed without grace, and all are as before their
 * first start but for their number of restarts (kubernetes@v1.36.3 `ContainersToReset`).
 */
export function reset(life: PodLife, states: readonly ContainerState[], now: number): readonly ContainerState[] {
  return states.map((state, place) => {
    const fresh = life.fresh[place];
    if (fresh === undefined || isFresh(state)) return state;
    const { restarts, exitCode } = state;
    return { ...fresh, since: now, restarts, exitCode: exitCode ?? SIGKILLED, endedAt: now };
  });
}

const SIGKILLED = 137;

/** A container whose image will be pulled again later. */
export function backedOff(state: ContainerState, now: number): ContainerState {
  return { ...state, reason: 'ImagePullBackOff', since: now, waitMs: state.waitMs - (now - state.since) };
}

/**
 * Starts everything whose turn has come: init containers one after the other, then all the others together. These wait
 * for `startMs` after init containers; `isDue` says that it has passed.
 */
export function startDue(
  life: PodLife,
  given: readonly ContainerState[],
  { now, isDue }: { readonly now: number; readonly isDue: boolean },
): readonly ContainerState[] {
  const { containers: lives, inits } = life;
  const states = [...given];
  for (let place = 0; place < inits; place++) {
    const own = lives[place];
    const state = states[place];
    if (own === undefined || state === undefined) continue;
    if (isFresh(state)) states[place] = started(own, state, now);
    if (!isDone(own, states[place])) return states;
  }
  // Containers start one after the other: each waits for the postStart hooks of those before it.
  const [first] = states.slice(inits, inits + 1);
  if (!isDue && (first === undefined || isFresh(first))) return states;
  for (let place = inits; place < states.length; place++) {
    const own = lives[place];
    const state = states[place];
    if (own === undefined || state === undefined) continue;
    const next = isFresh(state) ? started(own, state, now) : state;
    states[place] = next;
    if (isStarting(next) && next.endedAt === undefined) return states;
  }
  return states;
}

/** Has the container not been touched yet? */
function isFresh({ state, reason, turn }: ContainerState): boolean {
  return state === 'waiting' && turn === 0 && (reason === 'ContainerCreating' || reason === 'PodInitializing');
}

/** Do containers wait only for the time after the last init container? */
export function isStartWaiting(life: PodLife, states: readonly ContainerState[]): boolean {
  if (life.inits === 0 || life.startMs === 0) return false;
  const first = states[life.inits];
  return first !== undefined && isFresh(first) && isInitialized(life, states);
}

/** Have all containers but sidecars ended for good, or an init container, so that the pod is over? */
export function isOver({ containers: lives, inits }: PodLife, states: readonly ContainerState[]): boolean {
  let areAppsOver = true;
  for (const [place, state] of states.entries()) {
    const own = lives[place];
    if (own === undefined || own.role === 'sidecar') continue;
    const isEnded = state.state === 'terminated' && state.exitCode !== undefined && !isRestarted(own, state.exitCode);
    if (own.role === 'init' && isEnded && state.exitCode !== 0) return true;
    if (place >= inits && !isEnded) areAppsOver = false;
  }
  return areAppsOver && states.length > inits;
}
