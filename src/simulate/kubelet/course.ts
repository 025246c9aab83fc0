/**
 * What happens to a container after its start, worked out once for all pods of a template: nobody has to look at a pod
 * each time a probe runs. Follows kubernetes@v1.35.4 pkg/kubelet/prober and kuberuntime `computePodActions`.
 */

import type { Container, Probe } from '../../kube/types.generated.js';
import type { Course, Happening, Turn } from '../objects/container.js';
import type { Delay } from '../objects/pod.js';
import type { Exit } from './behaviour.js';
import {
  budgetMs,
  firstLookMs,
  firstReadinessLook,
  isTimedOut,
  periodMs,
  readyAt,
  startedAt,
  toleranceMs,
} from './probes.js';

/** How a program behaves, in milliseconds from the start of its container. */
export interface Program {
  /** Since when it answers its probes. */
  readonly answersMs: Delay;
  /** Nobody has said so: then it is in time for its probes. */
  readonly isAssumed: boolean;
  /** When Ready turns True, where a scenario says so. */
  readonly readyMs: Delay | undefined;
  readonly readyUntilMs: number | undefined;
  readonly liveFailsMs: Delay | undefined;
  readonly unready: boolean;
  /** How long each answer to a probe takes. */
  readonly latencyMs: number;
  /** How it ends by itself; a later one counts when those before it have ended it often enough. */
  readonly exits: readonly Exit[];
  /** How long it takes to stop within a grace period, and its exit code. */
  readonly stop: (graceMs: number) => { readonly ms: number; readonly code: number };
  readonly graceMs: number;
  /** When its postStart hook is done: no probe looks at it before. */
  readonly hookMs: Delay;
  /** It runs already: times count from now, and the next look comes one period later. */
  readonly isRunning: boolean;
}

/** The course of a container whose probes count. */
export function courseOf(container: Container, program: Program): Course {
  if (program.hookMs === 'never') return [];
  const hookMs = program.hookMs;
  const started = startOf(container, program, hookMs);
  const turns: Turn[] = [];
  if (started === 'never' && container.startupProbe !== undefined) {
    const { startupProbe: probe } = container;
    const lateMs = latenessMs(probe, hookMs);
    turns.push({ atMs: lateMs + firstLookMs(probe), what: { kind: 'unhealthy', probe: 'Startup' } });
    turns.push(...kill(container, program, { probe: 'Startup', atMs: lateMs + budgetMs(probe) }));
  }
  if (started !== 'never') {
    turns.push({ atMs: started, what: { kind: 'started' } });
    turns.push(...readiness(container, program, started), ...liveness(container, program, started));
  }
  for (const exit of program.exits) turns.push(exitTurn(exit));
  return turns.sort((one, other) => one.atMs - other.atMs || rank(one.what) - rank(other.what));
}

/** The course of an init container that runs to its end: it has no probes. */
export function initCourse(exits: readonly Exit[]): Course {
  return exits.map(exitTurn);
}

const RANKS: Readonly<Record<Happening['kind'], number>> = {
  started: 0,
  // What ends at the moment when it would get ready never gets there.
  exit: 1,
  unhealthy: 2,
  kill: 3,
  unready: 4,
  ready: 5,
};

function rank({ kind }: Happening): number {
  return RANKS[kind];
}

function startOf({ startupProbe }: Container, { answersMs, isAssumed, latencyMs }: Program, hookMs: number): Delay {
  if (startupProbe === undefined) return hookMs;
  if (isTimedOut(startupProbe, latencyMs)) return 'never';
  const lateMs = latenessMs(startupProbe, hookMs);
  const at = startedAt(startupProbe, answersMs === 'never' ? answersMs : Math.max(0, answersMs - lateMs));
  if (at !== 'never') return lateMs + at;
  return isAssumed ? lateMs + budgetMs(startupProbe) : at;
}

/** How much later than without a postStart hook a probe begins to look. */
function latenessMs({ initialDelaySeconds = 0 }: Probe, hookMs: number): number {
  return Math.max(0, hookMs - initialDelaySeconds * 1000);
}

function* readiness({ readinessProbe: probe }: Container, program: Program, started: number): Iterable<Turn> {
  const { answersMs, readyMs, readyUntilMs, unready } = program;
  if (unready) {
    yield { atMs: 0, what: { kind: 'unready' } };
    return;
  }
  const isSilent = answersMs === 'never' || isTimedOut(probe, program.latencyMs);
  if (readyMs === 'never' || (isSilent && probe !== undefined)) {
    yield* failing(probe, 0, program.isRunning);
    return;
  }
  const natural = probe === undefined ? started : readyAt(probe, started, answersMs === 'never' ? 0 : answersMs);
  yield {
    atMs: readyMs === undefined ? natural : Math.max(readyMs, program.hookMs === 'never' ? 0 : program.hookMs),
    what: { kind: 'ready' },
  };
  if (readyUntilMs !== undefined && probe !== undefined) yield* failing(probe, readyUntilMs, true);
}

/** A readiness probe that fails from then on; without a probe nobody can say when that is seen. */
function* failing(probe: Container['readinessProbe'], from: number, isRunning: boolean): Iterable<Turn> {
  if (probe === undefined) {
    yield { atMs: from, what: { kind: 'unready' } };
    return;
  }
  const first = isRunning ? from + periodMs(probe) : firstReadinessLook(probe, from);
  yield { atMs: first, what: { kind: 'unhealthy', probe: 'Readiness' } };
  yield { atMs: from + toleranceMs(probe), what: { kind: 'unready' } };
}

function* liveness(container: Container, program: Program, started: number): Iterable<Turn> {
  const { livenessProbe: probe } = container;
  if (probe === undefined) return;
  const { answersMs, isAssumed, liveFailsMs } = program;
  // Liveness does not wait for a slow start unless a startup probe holds it back.
  const isSlow = !isAssumed && (answersMs === 'never' || answersMs > started + budgetMs(probe));
  const isLate = isSlow || isTimedOut(probe, program.latencyMs);
  const failsMs = liveFailsMs === 'never' ? undefined : liveFailsMs;
  if (failsMs === undefined && !isLate) return;
  const from = isLate ? started : Math.max(started, failsMs ?? started);
  const atMs = Math.max(from + toleranceMs(probe), started + budgetMs(probe));
  yield { atMs: atMs - toleranceMs(probe) + periodMs(probe), what: { kind: 'unhealthy', probe: 'Liveness' } };
  yield* kill(container, program, { probe: 'Liveness', atMs });
}

function* kill(
  { livenessProbe, startupProbe }: Container,
  { stop, graceMs }: Program,
  { probe, atMs }: { readonly probe: 'Liveness' | 'Startup'; readonly atMs: number },
): Iterable<Turn> {
  const own = (probe === 'Liveness' ? livenessProbe : startupProbe)?.terminationGracePeriodSeconds;
  const { ms, code } = stop(own === undefined ? graceMs : Number(own) * 1000);
  yield { atMs, what: { kind: 'kill', probe } };
  const reason = code === 0 ? 'Completed' : 'Error';
  yield { atMs: atMs + ms, what: { kind: 'exit', code, reason, isKilled: true, times: Infinity } };
}

function exitTurn({ afterMs, code, reason, times = Infinity }: Exit): Turn {
  const why = reason ?? (code === 0 ? 'Completed' : 'Error');
  return { atMs: afterMs, what: { kind: 'exit', code, reason: why, isKilled: false, times } };
}
