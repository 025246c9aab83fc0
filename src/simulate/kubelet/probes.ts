/**
 * When a pod gets Ready. Follows kubernetes@v1.35.4 pkg/kubelet/prober/worker.go: a probe runs every `periodSeconds` after
 * `initialDelaySeconds`; readiness waits for the startup probe.
 *
 * Not modelled: probes that time out, the random first delay after a kubelet restart.
 */

import type { Container, PodSpec, Probe } from '../../kube/types.generated.js';

/** Milliseconds from running until Ready when the program answers `appReadyMs` after its start; 0 without probes. */
export function readyDelay(spec: PodSpec, appReadyMs: number): number {
  const sidecars = (spec.initContainers ?? []).filter((container) => container.restartPolicy === 'Always');
  const delays = [...(spec.containers ?? []), ...sidecars].map((container) => containerDelay(container, appReadyMs));
  return Math.max(0, ...delays);
}

function containerDelay({ readinessProbe, startupProbe }: Container, appReadyMs: number): number {
  if (readinessProbe === undefined && startupProbe === undefined) return 0;
  const started = startupProbe === undefined ? 0 : successAt(startupProbe, 0, appReadyMs);
  return readinessProbe === undefined ? started : successAt(readinessProbe, started, appReadyMs);
}

/** The first probe at or after `from` that finds the program answering, and as many more as `successThreshold` wants. */
function successAt(probe: Probe, from: number, appReadyMs: number): number {
  const period = Math.max(1, probe.periodSeconds ?? 10) * 1000;
  const first = Math.max((probe.initialDelaySeconds ?? 0) * 1000, from);
  const missed = Math.max(0, Math.ceil((appReadyMs - first) / period));
  return first + (missed + Math.max(1, probe.successThreshold ?? 1) - 1) * period;
}
