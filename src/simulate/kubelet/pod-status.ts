/**
 * The status of a pod as its containers make it. Follows kubernetes@v1.35.4 pkg/kubelet/kubelet_pods.go (`getPhase`),
 * pkg/kubelet/status/generate.go (Ready) and pkg/printers/internalversion/printers.go (`printPod`: STATUS, READY, RESTARTS).
 *
 * Not modelled: ephemeral containers.
 */

import type { Action } from '../action.js';
import type { ContainerLife, ContainerState } from '../objects/container.js';
import { isTerminal, type Pod, type PodLife, type PodStatus } from '../objects/pod.js';

/** The status of a pod with these containers. */
export function statusWith(pod: Pod, containers: readonly ContainerState[], now: number): PodStatus {
  const { life, status } = pod;
  const phase = phaseOf(life, containers);
  const ready = phase === 'Running' && isReady(life, containers);
  return {
    ...status,
    phase,
    containers,
    waiting: waitingOf(containers),
    since: now,
    ready,
    readySince: ready === status.ready ? status.readySince : now,
    restarts: restartsOf(life, containers),
  };
}

/** The status of a pod whose containers have all ended for good. */
export function endedStatus(
  pod: Pod,
  containers: readonly ContainerState[],
  { now, reason, message }: { readonly now: number; readonly reason: string; readonly message: string },
): PodStatus {
  const { life, status } = pod;
  const exitCode = exitCodeOf(life, containers);
  return {
    ...status,
    phase: reason === '' && exitCode === 0 ? 'Succeeded' : 'Failed',
    reason: reason || status.reason,
    message: message || status.message,
    containers,
    waiting: '',
    since: now,
    ready: false,
    readySince: status.ready ? now : status.readySince,
    restarts: restartsOf(life, containers),
    exitCode,
    ending: undefined,
  };
}

type Inits = Pick<PodLife, 'containers' | 'inits'>;

/** Have all init containers done their part: ended well, or started if they are sidecars? */
export function isInitialized({ containers: lives, inits }: Inits, states: readonly ContainerState[]): boolean {
  for (let place = 0; place < inits; place++) if (!isDone(lives[place], states[place])) return false;
  return true;
}

/** Has an init container done its part? A sidecar that starts again has done it before. */
export function isDone(life: ContainerLife | undefined, state: ContainerState | undefined): boolean {
  if (life === undefined || state === undefined) return false;
  if (life.role === 'sidecar') return state.started || state.restarts > 0 || state.endedAt !== undefined;
  return state.state === 'terminated' && state.exitCode === 0;
}

// Pending until every container has been started once.
function phaseOf(life: PodLife, states: readonly ContainerState[]): 'Pending' | 'Running' {
  for (let place = life.inits; place < states.length; place++) {
    const state = states[place];
    if (state?.state === 'waiting' && state.endedAt === undefined) return 'Pending';
  }
  return states.length === 0 ? 'Pending' : 'Running';
}

/** Is the pod ready that runs: are all its containers, and have its readiness gates been set? */
export function isReady(life: PodLife, states: readonly ContainerState[]): boolean {
  return life.gates?.areOpen !== false && areContainersReady(life, states);
}

/** Are all containers ready that run to the end of the pod? */
export function areContainersReady({ containers: lives }: PodLife, states: readonly ContainerState[]): boolean {
  return states.every((state, place) => lives[place]?.role === 'init' || (state.ready && state.state === 'running'));
}

/** Why a container waits: an init container's comes first. Being created is no reason. */
function waitingOf(states: readonly ContainerState[]): string {
  const state = states.find(({ state, reason }) => state === 'waiting' && reason !== 'ContainerCreating');
  return state?.reason ?? '';
}

/** Init containers count while they run, then only sidecars. */
function restartsOf(life: PodLife, states: readonly ContainerState[]): number {
  const isInitializing = life.inits > 0 && !isInitialized(life, states);
  let restarts = 0;
  for (const [place, state] of states.entries()) {
    const role = life.containers[place]?.role;
    if (role === 'sidecar' || (role === 'init') === isInitializing) restarts += state.restarts;
  }
  return restarts;
}

/** What the containers ended with together: the first code that is not 0. Sidecars do not count. */
function exitCodeOf({ containers: lives }: PodLife, states: readonly ContainerState[]): number {
  for (const [place, state] of states.entries()) {
    const role = lives[place]?.role;
    if (role === 'sidecar' || state.exitCode === 0) continue;
    // One that has never run has not succeeded.
    return state.exitCode ?? NEVER_RUN;
  }
  return 0;
}

// The kubelet's ContainerStatusUnknown.
const NEVER_RUN = 137;

/** READY as `kubectl get pods` prints it: 1 of 2. */
export function readyCount({ life, status }: Pod): { readonly ready: number; readonly total: number } {
  const total = life.containers.length;
  if (total === 1 && life.inits === 0) return { ready: status.containers[0]?.ready === true ? 1 : 0, total };
  let ready = 0;
  let counted = 0;
  for (const [place, { role }] of life.containers.entries()) {
    if (role === 'init') continue;
    counted++;
    if (status.containers[place]?.ready === true) ready++;
  }
  return { ready, total: counted };
}

/** STATUS as `kubectl get pods` prints it. */
export function statusWord(pod: Pod): string {
  const { deletionTimestamp, finalizers } = pod.metadata;
  // A pod that has ended goes at once, unless a finalizer holds it.
  if (deletionTimestamp !== undefined && !(isTerminal(pod) && finalizers.length > 0)) return 'Terminating';
  const { life, status, node } = pod;
  if (node === undefined && (pod.spec.schedulingGates ?? []).length > 0) return 'SchedulingGated';
  if (node === undefined) return status.reason || status.phase;
  // What became of the pod as a whole says more than how its containers ended.
  if (status.phase === 'Failed' && status.reason !== '') return status.reason;
  const states = status.containers.length > 0 ? status.containers : life.fresh;
  return initWord(life, states) ?? mainWord(pod, states);
}

function initWord({ containers: lives, inits }: Inits, states: readonly ContainerState[]): string | undefined {
  for (let place = 0; place < inits; place++) {
    const state = states[place];
    if (state === undefined || (state.state === 'terminated' && state.exitCode === 0)) continue;
    if (lives[place]?.role === 'sidecar' && state.started) continue;
    if (isInitialized({ containers: lives, inits }, states)) continue;
    const isReason = state.state === 'terminated' || (state.state === 'waiting' && state.reason !== 'PodInitializing');
    return isReason ? `Init:${state.reason}` : `Init:${place}/${inits}`;
  }
  return undefined;
}

function mainWord({ life, status }: Pod, states: readonly ContainerState[]): string {
  let word: string = status.phase;
  let failure = '';
  let hasRunning = false;
  for (let place = states.length - 1; place >= life.inits; place--) {
    const state = states[place];
    if (state === undefined) continue;
    if (state.state !== 'running') word = state.reason;
    if (state.state === 'terminated' && state.exitCode !== 0) failure = state.reason;
    if (state.state === 'running' && state.ready) hasRunning = true;
  }
  if (word !== 'Completed') return word;
  if (hasRunning && status.ready) return 'Running';
  return failure || (hasRunning ? 'NotReady' : word);
}

/** The kubelet writes this status. */
export function written(pod: Pod, status: PodStatus, because: string): Action {
  return { do: 'status', object: { ...pod, status }, because };
}
