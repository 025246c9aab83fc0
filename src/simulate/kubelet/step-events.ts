// What is said of a container's steps: why they happen, and the events that kubectl shows.
import type { Action } from '../action.js';
import type { ContainerState } from '../objects/container.js';
import type { Pod } from '../objects/pod.js';
import type { ContainerStep } from './containers.js';
import {
  configFailure,
  hookFailure,
  imageFailure,
  killing,
  pullBackOff,
  pullFailure,
  restartBackOff,
  unhealthy,
} from './events.js';

/** Says which containers have just been found not to start. */
export function* obstacles(
  pod: Pod,
  before: readonly ContainerState[],
  after: readonly ContainerState[],
): Iterable<Action> {
  for (const [place, state] of after.entries()) {
    const own = pod.life.containers[place];
    if (own === undefined || state === before[place]) continue;
    if (state.reason === 'ErrImagePull') yield* pullFailure(pod, own);
    if (state.reason === 'CreateContainerConfigError') yield configFailure(pod, own);
    if (state.reason === 'InvalidImageName' || state.reason === 'ErrImageNeverPull') yield* imageFailure(pod, own);
  }
}

/** Why a container takes the step: the field that decides it. */
export function becauseOf(pod: Pod, { what, place }: ContainerStep): string {
  const name = pod.life.containers.length > 1 ? ` ${pod.life.containers[place]?.name}` : '';
  if (what.kind === 'hook' || what.kind === 'hook stop') return `lifecycle.postStart${name && ` of${name}`}`;
  if (what.kind === 'restart all') return `restartPolicyRules${name && ` of${name}`}: RestartAllContainers`;
  if (what.kind === 'restart') return `restartPolicy: ${pod.spec.restartPolicy ?? 'Always'}`;
  if (what.kind !== 'turn') return `image ${pod.life.containers[place]?.image}`;
  switch (what.turn.what.kind) {
    case 'started':
      return `startupProbe${name && ` of${name}`} succeeds`;
    case 'ready':
      return `readinessProbe${name && ` of${name}`} succeeds`;
    case 'unready':
      return `readinessProbe${name && ` of${name}`} fails`;
    case 'exit':
      return pod.life.containers[place]?.role === 'init' && what.turn.what.code === 0
        ? 'an init container has completed'
        : `its container${name} exits with ${what.turn.what.code}`;
    case 'unhealthy':
    case 'kill':
      return `${what.turn.what.probe.toLowerCase()}Probe${name && ` of${name}`} fails`;
    default: {
      const unknown: never = what.turn.what;
      return unknown;
    }
  }
}

/** The events of a step. */
export function* said(pod: Pod, { what, place }: ContainerStep, state: ContainerState): Iterable<Action> {
  const own = pod.life.containers[place];
  if (own === undefined) return;
  if (what.kind === 'back off') yield* pullBackOff(pod, own);
  if (what.kind === 'hook' && own.hook?.fails === true) yield* hookFailure(pod, own);
  if (what.kind === 'hook stop' && state.reason === 'CrashLoopBackOff')
    yield restartBackOff(pod, own, becauseOf(pod, { what, place, atMs: 0 }));
  if (what.kind !== 'turn') return;
  const { what: happening } = what.turn;
  if (happening.kind === 'unhealthy') yield unhealthy(pod, own, happening.probe);
  if (happening.kind === 'kill') yield killing(pod, own, happening.probe);
  if (happening.kind === 'exit' && state.reason === 'CrashLoopBackOff')
    yield restartBackOff(pod, own, becauseOf(pod, { what, place, atMs: 0 }));
}
