/**
 * When probes succeed and fail. Follows kubernetes@v1.35.4 pkg/kubelet/prober/worker.go and prober_manager.go: a worker
 * looks every `periodSeconds`; looks before `initialDelaySeconds` do not count; the others wait for the startup probe.
 *
 * A readiness worker starts to tick when the container runs, or has started (`UpdatePodStatus` triggers it). Workers of
 * startup and liveness probes tick on from before: their first look comes up to one period late. The latest is assumed,
 * which is the budget as the documentation gives it: initialDelaySeconds + periodSeconds × failureThreshold.
 *
 * Not modelled: that a look which fails by its timeout does so that much later, kubelets that restart.
 */

import type { Probe } from '../../kube/types.generated.js';
import type { Delay } from '../objects/pod.js';

/** Milliseconds between two looks. */
export function periodMs(probe: Probe): number {
  return Math.max(1, probe.periodSeconds ?? 10) * 1000;
}

/** Does a look time out where each answer takes so long? All kinds of probes do; the default is 1 s. */
export function isTimedOut(probe: Probe | undefined, latencyMs: number): boolean {
  return probe !== undefined && latencyMs > Math.max(1, probe.timeoutSeconds ?? 1) * 1000;
}

function delayMs(probe: Probe): number {
  return Math.max(0, probe.initialDelaySeconds ?? 0) * 1000;
}

/** How long a probe fails in a row until that counts. */
export function toleranceMs(probe: Probe): number {
  return periodMs(probe) * Math.max(1, probe.failureThreshold ?? 3);
}

/** Milliseconds from the container's start until its probe has failed often enough, if the program never answers. */
export function budgetMs(probe: Probe): number {
  return delayMs(probe) + toleranceMs(probe);
}

/** The first look that counts of a startup or liveness probe, at the latest. */
export function firstLookMs(probe: Probe): number {
  return delayMs(probe) + periodMs(probe);
}

/** When the startup probe finds the program answering that does so from `answersMs`; `never` if its budget ends before. */
export function startedAt(probe: Probe, answersMs: Delay): Delay {
  if (answersMs === 'never') return 'never';
  const first = firstLookMs(probe);
  const missed = Math.max(0, Math.ceil((answersMs - first) / periodMs(probe)));
  const at = first + missed * periodMs(probe);
  return at > budgetMs(probe) ? 'never' : at;
}

/** When a container counts as ready that has started at `from` and answers from `answersMs`. */
export function readyAt(probe: Probe, from: number, answersMs: number): number {
  const period = periodMs(probe);
  const earliest = Math.max(delayMs(probe), answersMs, from);
  const missed = Math.ceil((earliest - from) / period);
  return from + (missed + Math.max(1, probe.successThreshold ?? 1) - 1) * period;
}

/** The first look of a readiness probe that counts, of a container that has started at `from`. */
export function firstReadinessLook(probe: Probe, from: number): number {
  return readyAt({ ...probe, successThreshold: 1 }, from, from);
}
