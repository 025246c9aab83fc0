/**
 * Which pod goes first when its node runs short. Follows kubernetes@v1.35.4 pkg/kubelet/eviction/helpers.go
 * (`rankMemoryPressure`, `rankDiskPressureFunc`, `rankPIDPressure`).
 *
 * Nobody knows from a manifest what a pod uses: what it requests is assumed, and something above that for one that requests
 * nothing; a scenario's `usage` says better.
 */

import type { PressedResource } from '../objects/node.js';
import { isTerminal, type Pod } from '../objects/pod.js';
import { podRequests } from '../scheduler/resources.js';

/** The name under which pods request the resource. */
export const REQUESTED: Readonly<Record<PressedResource, string>> = {
  memory: 'memory',
  disk: 'ephemeral-storage',
  pid: 'pids',
};

// PriorityClass system-cluster-critical and above: the kubelet never evicts these.
const CRITICAL = 2_000_000_000;

/** The pods that may be evicted, the first to go first. */
export function evictionOrder(pods: readonly Pod[], resource: PressedResource): Pod[] {
  const ranked = pods.filter(isCandidate).map((pod) => {
    const { used, above } = usageOf(pod, resource);
    return { pod, exceeds: resource !== 'pid' && above > 0, priority: pod.spec.priority ?? 0, above, used };
  });
  ranked.sort(
    (one, other) =>
      Number(other.exceeds) - Number(one.exceeds) ||
      one.priority - other.priority ||
      other.above - one.above ||
      (one.pod.metadata.name < other.pod.metadata.name ? -1 : 1),
  );
  return ranked.map(({ pod }) => pod);
}

function isCandidate(pod: Pod): boolean {
  const { status, spec } = pod;
  return (
    !isTerminal(pod) && status.ending === undefined && status.containers.length > 0 && (spec.priority ?? 0) < CRITICAL
  );
}

/** How much a pod uses, and how much of it above its request. */
export function usageOf(
  { life, spec }: Pod,
  resource: PressedResource,
): { readonly used: number; readonly above: number } {
  const requested = podRequests(spec).get(REQUESTED[resource]) ?? 0;
  const used = life.usage?.[resource] ?? Math.max(requested, 1);
  return { used, above: used - requested };
}
