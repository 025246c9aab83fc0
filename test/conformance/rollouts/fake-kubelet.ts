/**
 * The kubelet of the recordings: a fake one (the oracle's config/pod-stages.yaml), to which every pod that is bound takes its
 * time to stop, whether its containers run or not, and then has succeeded (that of a Job: failed, with 143). A container that
 * has ended is started again after 0.3 s at first. Everything else of a pod's life is our kubelet's, with the times that the
 * recording shows.
 */

import type { Action, Sync } from '../../../src/simulate/action.js';
import { type Controller, controllerFor } from '../../../src/simulate/controller.js';
import { CONTROLLERS } from '../../../src/simulate/controllers.js';
import { endedStatus } from '../../../src/simulate/kubelet/pod-status.js';
import { isJobPod } from '../../../src/simulate/kubelet/run-to-completion.js';
import { isTerminal, type Pod } from '../../../src/simulate/objects/pod.js';
import { keyOf, type World } from '../../../src/simulate/world.js';

const SIGTERM_CODE = 143;
const FIRST_RESTART_MS = 300;

/** All controllers, with the fake kubelet in the place of ours. */
export const RECORDED_CONTROLLERS: readonly Controller[] = CONTROLLERS.map((controller) =>
  controller.name === 'kubelet' ? stopping(controller) : controller,
);

function stopping(kubelet: Controller): Controller {
  return controllerFor({
    name: 'kubelet',
    kind: 'Pod',
    watch: kubelet.watch,
    sync: (pod, world) =>
      pod.metadata.deletionTimestamp !== undefined && pod.node !== undefined && !isTerminal(pod)
        ? stop(pod, pod.metadata.deletionTimestamp, world)
        : paced(kubelet.sync(keyOf(pod), world) ?? nothing()),
  });
}

/** The fake kubelet starts a container that has ended for the first time anew after its own time. */
function* paced(sync: Sync): Sync {
  let turn = sync.next();
  while (turn.done !== true) turn = sync.next(yield withFirstRestart(turn.value));
  return turn.value;
}

function withFirstRestart(action: Action): Action {
  if (action.do !== 'status' || action.object.kind !== 'Pod') return action;
  const { status } = action.object;
  const containers = status.containers.map((own) =>
    own.state === 'terminated' && own.waitMs > 0 ? { ...own, waitMs: FIRST_RESTART_MS } : own,
  );
  return { ...action, object: { ...action.object, status: { ...status, containers } } };
}

// biome-ignore lint/correctness/useYield: a look that finds nothing to do
function* nothing(): Sync {
  return undefined;
}

function* stop(pod: Pod, deletedAt: number, { now, objects }: World): Sync {
  if (objects.Node.get(`/${pod.node}`)?.status.ready !== true) return undefined;
  const stopMs = pod.life.containers.reduce((last, own) => Math.max(last, own.stopMs === 'never' ? 0 : own.stopMs), 0);
  const at = deletedAt + stopMs;
  if (at > now) {
    yield { do: 'wake', controller: 'kubelet', key: keyOf(pod), at, patience: 'work' };
    return undefined;
  }
  const because = 'it was deleted';
  const isOfJob = isJobPod(pod.metadata);
  const status = endedStatus(pod, pod.status.containers, { now, reason: '', message: '' });
  const phase = isOfJob ? 'Failed' : 'Succeeded';
  yield {
    do: 'status',
    object: { ...pod, status: { ...status, phase, exitCode: isOfJob ? SIGTERM_CODE : 0 } },
    because,
  };
  yield { do: 'wake', controller: 'kubelet', key: keyOf(pod), at: now, patience: 'work' };
  return undefined;
}
