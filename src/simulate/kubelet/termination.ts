/**
 * How long a deleted pod takes to end. Follows kubernetes@v1.35.4 pkg/kubelet/kuberuntime/kuberuntime_container.go
 * `killContainer`: preStop first, then SIGTERM, then SIGKILL when the grace period is over.
 */

import type { Container, PodSpec } from '../../kube/types.generated.js';

/** Milliseconds from the deletion to the end, if programs end `shutdownMs` after SIGTERM; at most the grace period. */
export function terminationDelay(spec: PodSpec, shutdownMs: number): number {
  const graceMs = Number(spec.terminationGracePeriodSeconds ?? 30) * 1000;
  const preStop = Math.max(0, ...(spec.containers ?? []).map(preStopMs));
  return Math.min(graceMs, preStop + shutdownMs);
}

function preStopMs({ lifecycle }: Container): number {
  const sleep = lifecycle?.preStop?.sleep?.seconds;
  if (sleep !== undefined) return Number(sleep) * 1000;
  return sleepCommandMs(lifecycle?.preStop?.exec?.command ?? []);
}

// `sleep 10`, also as `sh -c "sleep 10"`: the one command whose run time is in the manifest.
function sleepCommandMs(command: readonly string[]): number {
  const match = /(?:^|[\s;&/])sleep\s+([0-9]{1,6}(?:\.[0-9]{1,3})?)s?(?:$|[\s;&])/.exec(command.join(' '));
  return match?.[1] === undefined ? 0 : Number(match[1]) * 1000;
}
