/**
 * When a container that ended starts again. Follows kubernetes@v1.35.4 pkg/kubelet/kuberuntime and
 * client-go/util/flowcontrol back-off: the first restart at once, then 10 s doubled up to 5 min, forgotten after 10 min
 * of running.
 */

import type { Pod } from '../objects/pod.js';

const FIRST_MS = 10_000;
const MAX_MS = 300_000;

/** Milliseconds from the end of the containers until they start again, after `restarts` restarts so far. */
export function backOffMs(restarts: number): number {
  return restarts === 0 ? 0 : Math.min(FIRST_MS * 2 ** (restarts - 1), MAX_MS);
}

/** Do the containers start again after ending with this code? */
export function isRestarted(pod: Pod, code: number): boolean {
  const policy = pod.spec.restartPolicy ?? 'Always';
  return policy === 'Always' || (policy === 'OnFailure' && code !== 0);
}
