/**
 * postStart hooks. Follows kubernetes@v1.35.4 pkg/kubelet/kuberuntime/kuberuntime_container.go `startContainer`: the kubelet
 * waits for the hook before it starts the next container and before it says that this one runs, so no probe looks at it
 * before; a hook that fails stops the container, preStop and grace period included.
 *
 * Not modelled: containers that were started before, in the same go, are seen to run late as well; a container that ends
 * while its hook runs fails its hook.
 */

import type { ContainerLife, ContainerState } from '../objects/container.js';

const HOOK = -1;
const STOPPED = -2;

/** Does the postStart hook of the container run, or is it being stopped because that failed? */
export function isStarting({ turn }: ContainerState): boolean {
  return turn < 0;
}

/** The container has been started, and its hook runs. It shows what it showed before. */
export function hooked(state: ContainerState, now: number): ContainerState {
  const isAgain = state.endedAt !== undefined;
  return { ...state, restarts: state.restarts + (isAgain ? 1 : 0), from: now, turn: HOOK };
}

/** The hook has failed: the container gets SIGTERM. */
export function stopped(state: ContainerState): ContainerState {
  return { ...state, turn: STOPPED };
}

/** When the hook is done, or the container has stopped because of it; `undefined` if it hangs. */
export function hookStep(
  { hook }: ContainerLife,
  { from, turn }: ContainerState,
): { readonly atMs: number; readonly kind: 'hook' | 'hook stop' } | undefined {
  if (hook === undefined || hook.ms === 'never') return undefined;
  if (turn === HOOK) return { atMs: from + hook.ms, kind: 'hook' };
  return { atMs: from + hook.ms + hook.stop.ms, kind: 'hook stop' };
}
