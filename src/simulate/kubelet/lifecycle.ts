/**
 * The kubelet: moves a pod through its life. Each look finds what happens next to the pod and when, does it if it is due,
 * and wakes up again for it otherwise; how long things take is in the pod's own `PodLife`.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
 * Follows kubernetes@v1.35.4 pkg/kubelet (syncPod, kuberuntime, status manager): a deleted pod reaches a terminal phase
 * before it goes. `life.ts` is how a life is derived, `course.ts` what happens to a container that runs, `containers.ts` in
 * which order containers start and start again, `start-hook.ts` what a postStart hook holds up, `termination.ts` how they
 * stop, `pod-ending.ts` how pods end, `step-events.ts` what is said of it all, `pod-status.ts` what kubectl shows.
 *
 * Not modelled: progress of an image pull, ephemeral containers, reboots, what the kubelet refuses to run.
 */

import type { Action, Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import type { ConfigMap, Secret } from '../objects/config.js';
import type { ContainerState, VolumeKey } from '../objects/container.js';
import type { Node } from '../objects/node.js';
import { isTerminal, type Pod, type PodStatus } from '../objects/pod.js';
import type { Patience } from '../queue.js';
import { type Change, keyOf, podsOn, type World } from '../world.js';
import { type PodStep, plannedBy, syncTogether } from './alike.js';
import { wakeWaiting, withObstacles } from './config-keys.js';
import {
  afterTurn,
  backedOff,
  type ContainerStep,
  failedHook,
  isOver,
  isStartWaiting,
  nextContainerStep,
  reset,
  running,
  startDue,
  started,
} from './containers.js';
import { mountFailure } from './events.js';
import { deadlineOf, endingOf, exceedDeadline, goneStep, stopStep } from './pod-ending.js';
import { endedStatus, isReady, statusWith, written } from './pod-status.js';
import { isJobPod } from './run-to-completion.js';
import { stopped } from './start-hook.js';
import { becauseOf, obstacles, said } from './step-events.js';

/** All kubelets: each looks after the pods of its node. */
export const kubelet = controllerFor({
  name: 'kubelet',
  kind: 'Pod',
  watch: { Pod: watchPod, Node: watchNode, ConfigMap: watchConfig, Secret: watchConfig },
  sync,
  syncAll,
});

/** What others do to a pod: bind it, delete it, end it, change how it behaves. What the kubelet itself writes is no news to it. */
function watchPod({ before, after }: Change<Pod>, _world: World, wake: (key: string) => void): void {
  if (after?.node === undefined) return;
  const isNews =
    before?.node !== after.node ||
    before.metadata !== after.metadata ||
    before.life !== after.life ||
    before.status.ending !== after.status.ending ||
    before.status.unattached !== after.status.unattached;
  if (isNews) wake(keyOf(after));
}

function watchNode({ before, after }: Change<Node>, world: World, wake: (key: string) => void): void {
  const isNews = before?.status.ready !== after?.status.ready || before?.status.failure !== after?.status.failure;
  if (after === undefined || !isNews) return;
  for (const pod of podsOn(world, after.metadata.name)) wake(keyOf(pod));
}

function watchConfig({ object }: Change<ConfigMap | Secret>, world: World, wake: (key: string) => void): void {
  wakeWaiting(object.metadata.namespace, world, wake);
}

function* syncAll(keys: readonly string[], world: World): Sync {
  return yield* syncTogether(keys, world, { nextStep, sync, isKept });
}

/** A node that is gone or not ready has no kubelet to act. */
function isKept({ node: name }: Pod, world: World): boolean {
  const node = name === undefined ? undefined : world.objects.Node.get(`/${name}`);
  return node?.status.ready === true && node.status.failure === undefined;
}

function* sync(given: Pod, world: World): Sync {
  if (!isKept(given, world)) return undefined;
  for (let pod: Pod | undefined = given; pod !== undefined; ) {
    const current: Pod = withObstacles(pod, world);
    const step = planned(current);
    if (step === undefined) return undefined;
    if (step.at > world.now) {
      yield { do: 'wake', controller: 'kubelet', key: keyOf(current), at: step.at, patience: step.patience };
      return undefined;
    }
    for (const action of nextStep(current)?.act(world.now) ?? []) yield action;
    const stored = world.objects.Pod.get(keyOf(current));
    pod = stored?.metadata.uid === current.metadata.uid && stored !== pod ? stored : undefined;
  }
  return undefined;
}

const planned = plannedBy(nextStep);

function nextStep(pod: Pod): PodStep | undefined {
  const isDeleting = pod.metadata.deletionTimestamp !== undefined;
  if (isTerminal(pod)) return isDeleting ? goneStep(pod) : undefined;
  const ending = endingOf(pod);
  if (ending !== undefined) return stopStep(pod, ending);
  const step = runStep(pod);
  const deadlineAt = deadlineOf(pod);
  if (deadlineAt === undefined || (step !== undefined && step.at <= deadlineAt)) return step;
  return { at: deadlineAt, patience: 'deadline', act: () => exceedDeadline(pod, deadlineAt) };
}

function runStep(pod: Pod): PodStep | undefined {
  const { life, status, metadata } = pod;
  if (status.containers.length === 0) {
    // Nothing is pulled before the volumes are there.
    if (status.unattached !== undefined) return undefined;
    if (life.unmounted !== undefined) return mountStep(pod, life.unmounted);
    const at = (status.attachedAt ?? status.scheduledAt ?? metadata.creationTimestamp) + life.prepareMs;
    return { at, patience: 'work', act: (now) => start(pod, life.fresh, { now, isDue: true }) };
  }
  // A node that was not heard of: others have written that its pods are not ready.
  if (status.phase === 'Running' && status.ready !== isReady(life, status.containers)) {
    const because = 'its kubelet reports again';
    return {
      at: status.since,
      patience: 'work',
      act: (now) => [written(pod, statusWith(pod, status.containers, now), because)],
    };
  }
  const next = nextContainerStep(pod);
  const startsAt = isStartWaiting(life, status.containers) ? status.since + life.startMs : Infinity;
  if (next === undefined || startsAt < next.atMs) {
    if (startsAt === Infinity) return undefined;
    return { at: startsAt, patience: 'work', act: (now) => start(pod, status.containers, { now, isDue: true }) };
  }
  return { at: next.atMs, patience: patienceOf(pod, next), act: (now) => take(pod, next, now) };
}

/** A volume that cannot be mounted; whoever mends it wakes the pod. */
function mountStep(pod: Pod, missing: VolumeKey): PodStep | undefined {
  const { status } = pod;
  if (status.waiting === 'FailedMount') return undefined;
  const event = mountFailure(pod, missing);
  const waiting = (now: number): PodStatus => ({ ...status, waiting: 'FailedMount', since: now });
  return { at: status.since, patience: 'work', act: (now) => [written(pod, waiting(now), event.because), event] };
}

/** Restarts go on for ever, but for a Job's: it counts them and ends. */
function patienceOf(pod: Pod, { what, place }: ContainerStep): Patience {
  if (isJobPod(pod.metadata)) return what.kind === 'pull' || what.kind === 'back off' ? 'idle' : 'work';
  const restarts = pod.status.containers[place]?.restarts ?? 0;
  if (what.kind === 'pull') return 'idle';
  if (what.kind === 'hook' && pod.life.containers[place]?.hook?.fails !== true) return 'work';
  if (what.kind === 'turn') {
    const isGood = what.turn.what.kind === 'started' || what.turn.what.kind === 'ready';
    return restarts > 0 && !isGood ? 'idle' : 'work';
  }
  return restarts > 0 ? 'idle' : 'work';
}

/** Starts what is due and says so. */
function* start(
  pod: Pod,
  states: readonly ContainerState[],
  { now, isDue }: { readonly now: number; readonly isDue: boolean },
): Iterable<Action> {
  const next = startDue(pod.life, states, { now, isDue });
  const status = statusWith(pod, next, now);
  const isInitializing = status.phase === 'Pending' && pod.life.inits > 0;
  const because = isInitializing
    ? 'init containers run one after the other'
    : status.ready
      ? 'no readiness probe: it counts as ready when it runs'
      : 'its containers are created';
  yield written(pod, status, because);
  yield* obstacles(pod, states, next);
}

/** One step of one container, and what follows from it at once. */
function* take(pod: Pod, step: ContainerStep, now: number): Iterable<Action> {
  const { life, status } = pod;
  const own = life.containers[step.place];
  const state = status.containers[step.place];
  if (own === undefined || state === undefined) return;
  const isWhole = step.what.kind === 'restart all';
  const changed = isWhole ? state : afterStep();
  const replaced = isWhole ? reset(life, status.containers, now) : status.containers.with(step.place, changed);
  const states = startDue(life, replaced, { now, isDue: life.startMs === 0 || life.inits === 0 });
  const because = becauseOf(pod, step);
  yield* settle(pod, states, { now, because });
  yield* said(pod, step, changed);
  yield* obstacles(pod, status.containers, states);

  function afterStep(): ContainerState {
    if (own === undefined || state === undefined) throw new Error('a step of no container');
    if (step.what.kind === 'turn') return afterTurn(own, state, { step, life, now });
    switch (step.what.kind) {
      case 'back off':
        return backedOff(state, now);
      case 'hook':
        return own.hook?.fails === true ? stopped(state) : running(own, state, { from: state.from, now });
      case 'hook stop':
        return failedHook(own, state, now);
      default:
        return started(own, state, now);
    }
  }
}

/** Writes the new states; a pod that is over ends at once, or stops its sidecars first. */
function* settle(
  pod: Pod,
  states: readonly ContainerState[],
  { now, because }: { readonly now: number; readonly because: string },
): Iterable<Action> {
  if (!isOver(pod.life, states)) {
    yield written(pod, statusWith(pod, states, now), because);
    return;
  }
  if (states.every(({ state }) => state !== 'running')) {
    yield written(pod, endedStatus(pod, states, { now, reason: '', message: '' }), because);
    return;
  }
  const graceMs = Number(pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  const ending = { since: now, graceMs, reason: '', message: '' };
  yield written(pod, { ...statusWith(pod, states, now), ending }, because);
}
