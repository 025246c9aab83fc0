/**
 * When a container that ended starts again. Follows kubernetes@v1.35.4 pkg/kubelet/kuberuntime `doBackOff`,
 * pkg/api/v1/pod `ContainerShouldRestart` and client-go/util/flowcontrol: the first restart at once, then 10 s doubled up
 * to 5 min, forgotten after 10 min of running.
 *
 * Not modelled: that the kubelet may look up to 15 s later; other maxima of a node's configuration (crashLoopBackOff).
 */

import type { Container } from '../../kube/types.generated.js';
import type { ContainerLife, ContainerState } from '../objects/container.js';

const FIRST_MS = 10_000;
const MAX_MS = 300_000;
const FORGET_MS = 2 * MAX_MS;

/** The back-off after this one. */
export function nextBackOff(backOffMs: number): number {
  return backOffMs === 0 ? FIRST_MS : Math.min(backOffMs * 2, MAX_MS);
}

/** How long a container that ends now waits for its restart, and the back-off from then on. */
export function backOff(
  state: ContainerState,
  now: number,
  isKilled: boolean,
): { readonly waitMs: number; readonly backOffMs: number } {
  const backOffMs = now - state.since > FORGET_MS ? 0 : state.backOffMs;
  if (isKilled) {
    // The kubelet stops and starts it in one go: it looks at how long ago the one before ended.
    if (state.endedAt === undefined) return { waitMs: 0, backOffMs };
    const isSoon = now - state.endedAt < backOffMs;
    return { waitMs: isSoon ? backOffMs : 0, backOffMs: nextBackOff(backOffMs) };
  }
  return { waitMs: backOffMs, backOffMs: nextBackOff(backOffMs) };
}

/** Does the container start again after ending with this code? */
export function isRestarted({ role, restartPolicy, restartsAfter, restartsAll }: ContainerLife, code: number): boolean {
  if (restartsAll?.(code) === true) return true;
  if (role === 'sidecar') return true;
  if (role === 'init' && code === 0) return false;
  if (restartsAfter?.(code) === true) return true;
  return restartPolicy === 'Always' || (restartPolicy === 'OnFailure' && code !== 0);
}

/** Which exit codes bring about an action whatever the policy says: the first rule that matches counts. */
export function restartRules(
  { restartPolicyRules = [] }: Container,
  action: 'Restart' | 'RestartAllContainers',
): ContainerLife['restartsAfter'] {
  if (!restartPolicyRules.some((rule) => rule.action === action)) return undefined;
  return (code) => {
    const first = restartPolicyRules.find(({ exitCodes }) => {
      const isListed = (exitCodes?.values ?? []).includes(code);
      return exitCodes?.operator === 'NotIn' ? !isListed : exitCodes?.operator === 'In' && isListed;
    });
    return first?.action === action;
  };
}
