/**
 * The kubelet: moves a pod through its life. The life is a table of stages (when → delay → next), tried from the top; the
 * numbers are the pod's own (`PodLife`: probes, grace period, assumptions, scenario).
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/
 * Follows kubernetes@v1.35.4 pkg/kubelet (syncPod, status manager): a deleted pod reaches a terminal phase before it goes.
 *
 * Not modelled: single containers (a pod's containers start, end and restart together), liveness probes, image pull
 * progress, eviction under pressure.
 */

import type { Action, Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import type { Node } from '../objects/node.js';
import { type Delay, isTerminal, type Pod, type PodStatus } from '../objects/pod.js';
import type { Patience } from '../queue.js';
import { type Change, keyOf, podsOn, type World } from '../world.js';
import { backOffMs, isRestarted } from './restart.js';
import { isJobPod } from './run-to-completion.js';

/** One line of the table: a pod for which `when` holds goes on with `next`, `delay` after `from`. */
interface Stage {
  readonly name: string;
  readonly when: (pod: Pod) => boolean;
  readonly from: (pod: Pod) => number;
  readonly delay: (pod: Pod) => Delay;
  readonly next: (pod: Pod, now: number) => Iterable<Action>;
  readonly patience?: (pod: Pod) => Patience;
}

const isDeleting = (pod: Pod) => pod.metadata.deletionTimestamp !== undefined;
const isWaiting = (pod: Pod, ...reasons: readonly string[]) => !isTerminal(pod) && reasons.includes(pod.status.waiting);
/** Bound, and nothing has started yet: ContainerCreating. */
const isCreating = (pod: Pod) => pod.status.phase === 'Pending' && pod.status.waiting === '';
const isRunning = (pod: Pod) => pod.status.phase === 'Running' && pod.status.waiting === '';
const since = (pod: Pod) => pod.status.since;

const STAGES: readonly Stage[] = [
  {
    name: 'gone',
    when: (pod) => isDeleting(pod) && isTerminal(pod),
    from: since,
    delay: () => 0,
    next: function* (pod) {
      yield { do: 'remove', object: pod, because: 'its containers have ended' };
    },
  },
  {
    name: 'terminate',
    when: isDeleting,
    from: (pod) => pod.metadata.deletionTimestamp ?? 0,
    delay: (pod) => Math.min(pod.life.terminateMs, pod.metadata.deletionGraceMs ?? Infinity),
    next: function* (pod, now) {
      // Containers that end on SIGTERM: a Job counts them as failed, everybody else does not care.
      yield ended(pod, { code: isJobPod(pod.metadata) ? 143 : 0, now, because: 'it was deleted' });
    },
  },
  {
    name: 'pull fails',
    when: (pod) => isCreating(pod) && pod.life.pullMs === 'never',
    from: since,
    delay: () => 1000,
    next: function* (pod, now) {
      const because = `image ${pod.spec.containers?.[0]?.image ?? ''}`;
      const message = 'Error: ImagePullBackOff';
      yield changed(pod, { waiting: 'ImagePullBackOff', since: now }, because);
      yield { do: 'event', object: pod, source: 'kubelet', type: 'Warning', reason: 'Failed', message, because };
    },
  },
  {
    name: 'initialize',
    when: (pod) =>
      (isCreating(pod) || isWaiting(pod, 'PodInitializing')) && pod.status.initialized < pod.life.initMs.length,
    from: since,
    delay: (pod) =>
      sum(pod.status.initialized === 0 ? pod.life.pullMs : 0, pod.life.initMs[pod.status.initialized] ?? 0),
    next: function* (pod, now) {
      const initialized = pod.status.initialized + 1;
      yield changed(pod, { waiting: 'PodInitializing', initialized, since: now }, 'an init container has completed');
    },
  },
  {
    name: 'start',
    when: (pod) => isCreating(pod) || isWaiting(pod, 'PodInitializing'),
    from: since,
    delay: (pod) => sum(pod.status.initialized === 0 ? pod.life.pullMs : 0, pod.life.startMs),
    next: function* (pod, now) {
      const ready = pod.life.readyMs === 0 && !pod.life.unready;
      const because = ready ? 'no readiness probe: it counts as ready when it runs' : 'its containers are created';
      const readySince = ready ? now : pod.status.readySince;
      yield changed(pod, { phase: 'Running', waiting: '', since: now, ready, readySince }, because);
    },
  },
  {
    name: 'turn unready',
    when: (pod) => isRunning(pod) && pod.status.ready && pod.life.unready,
    from: since,
    delay: () => 0,
    next: function* (pod, now) {
      yield changed(pod, { ready: false, readySince: now }, 'readinessProbe fails');
    },
  },
  {
    name: 'exit',
    when: (pod) => isRunning(pod) && pod.life.exit !== undefined && isNextExit(pod),
    from: since,
    delay: (pod) => pod.life.exit?.afterMs ?? 'never',
    patience: patienceOf,
    next: function* (pod, now) {
      const code = pod.life.exit?.code ?? 0;
      const because = `its container exits with ${code}`;
      if (!isRestarted(pod, code)) {
        yield ended(pod, { code, now, because });
        return;
      }
      yield changed(pod, { waiting: 'CrashLoopBackOff', since: now, ready: false, readySince: now }, because);
      const message = 'Back-off restarting failed container';
      yield { do: 'event', object: pod, source: 'kubelet', type: 'Warning', reason: 'BackOff', message, because };
    },
  },
  {
    name: 'get ready',
    when: (pod) => isRunning(pod) && !pod.status.ready && !pod.life.unready,
    from: since,
    delay: (pod) => pod.life.readyMs,
    next: function* (pod, now) {
      yield changed(pod, { ready: true, readySince: now }, 'readinessProbe succeeds');
    },
  },
  {
    name: 'restart',
    when: (pod) => isWaiting(pod, 'CrashLoopBackOff'),
    from: since,
    delay: (pod) => backOffMs(pod.status.restarts),
    patience: patienceOf,
    next: function* (pod, now) {
      const restarts = pod.status.restarts + 1;
      const ready = pod.life.readyMs === 0;
      yield changed(
        pod,
        { waiting: '', since: now, restarts, ready, readySince: now },
        `restartPolicy: ${pod.spec.restartPolicy ?? 'Always'}`,
      );
    },
  },
];

/** Restarts go on for ever, but for a Job's: it counts them and ends. */
function patienceOf(pod: Pod): Patience {
  return pod.status.restarts > 0 && !isJobPod(pod.metadata) ? 'idle' : 'work';
}

/** Containers that end before they are ready never get there; otherwise readiness comes first. */
function isNextExit(pod: Pod): boolean {
  const { exit, readyMs, unready } = pod.life;
  if (exit === undefined) return false;
  return pod.status.ready || unready || readyMs === 'never' || exit.afterMs <= readyMs;
}

function sum(one: Delay, other: number): Delay {
  return one === 'never' ? one : one + other;
}

function changed(pod: Pod, status: Partial<PodStatus>, because: string): Action {
  return { do: 'status', object: { ...pod, status: { ...pod.status, ...status } }, because };
}

function ended(
  pod: Pod,
  { code, now, because }: { readonly code: number; readonly now: number; readonly because: string },
): Action {
  const phase = code === 0 ? 'Succeeded' : 'Failed';
  return changed(pod, { phase, waiting: '', ready: false, readySince: now, since: now, exitCode: code }, because);
}

/** All kubelets: each looks after the pods of its node. */
export const kubelet = controllerFor({ name: 'kubelet', kind: 'Pod', watch: { Pod: watchPod, Node: watchNode }, sync });

/** What others do to a pod: bind it, delete it, change how it behaves. What the kubelet itself writes is no news to it. */
function watchPod({ before, after }: Change<Pod>, _world: World, wake: (key: string) => void): void {
  if (after?.node === undefined) return;
  const isNews = before?.node !== after.node || before.metadata !== after.metadata || before.life !== after.life;
  if (isNews) wake(keyOf(after));
}

function watchNode({ before, after }: Change<Node>, world: World, wake: (key: string) => void): void {
  const isNews = before?.status.ready !== after?.status.ready || before?.status.failure !== after?.status.failure;
  if (after === undefined || !isNews) return;
  for (const pod of podsOn(world, after.metadata.name)) wake(keyOf(pod));
}

function* sync(given: Pod, world: World): Sync {
  const node = given.node === undefined ? undefined : world.objects.Node.get(`/${given.node}`);
  // A node that is gone or not ready has no kubelet to act.
  if (node === undefined || !node.status.ready || node.status.failure !== undefined) return undefined;
  for (let pod: Pod | undefined = given; pod !== undefined; ) {
    const current: Pod = pod;
    const stage = STAGES.find((candidate) => candidate.when(current));
    const delay = stage?.delay(current) ?? 'never';
    if (stage === undefined || delay === 'never') return undefined;
    const at = stage.from(current) + delay;
    if (at > world.now) {
      const patience = stage.patience?.(current) ?? 'work';
      yield { do: 'wake', controller: 'kubelet', key: keyOf(current), at, patience };
      return undefined;
    }
    for (const action of stage.next(current, world.now)) yield action;
    const stored = world.objects.Pod.get(keyOf(current));
    pod = stored?.metadata.uid === current.metadata.uid && stored !== current ? stored : undefined;
  }
  return undefined;
}
