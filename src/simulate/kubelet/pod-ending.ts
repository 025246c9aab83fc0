// How a pod ends: deleted, evicted, past its deadline. Follows kubernetes@v1.35.4 pkg/kubelet/kubelet.go (SyncTerminatingPod)
// and active_deadline.go.
import type { Action } from '../action.js';
import type { ContainerState } from '../objects/container.js';
import type { Ending, Pod } from '../objects/pod.js';
import type { PodStep } from './alike.js';
import { podEvent } from './events.js';
import { endedStatus, written } from './pod-status.js';
import { stopAll } from './termination.js';

/** The end of a deleted pod whose containers have ended: it goes. */
export function goneStep(pod: Pod): PodStep {
  const because = 'its containers have ended';
  return { at: pod.status.since, patience: 'work', act: () => [{ do: 'remove', object: pod, because }] };
}

/** A deletion, or whatever else stops the pod; the one that came first. */
export function endingOf({ metadata, status }: Pod): Ending | undefined {
  const { deletionTimestamp, deletionGraceMs = Infinity } = metadata;
  const { ending } = status;
  if (deletionTimestamp === undefined || (ending !== undefined && ending.since <= deletionTimestamp)) return ending;
  return { since: deletionTimestamp, graceMs: deletionGraceMs, reason: '', message: '' };
}

/** When the last container has stopped, with what the others became before. */
export function stopStep(pod: Pod, ending: Ending): PodStep {
  const { life, status } = pod;
  const stops = stopAll(life.containers, status.containers, ending.graceMs);
  const lastMs = stops.reduce((last, stop) => Math.max(last, stop?.ms ?? 0), 0);
  return {
    at: ending.since + lastMs,
    patience: 'work',
    act: function* (now) {
      const containers = status.containers.map((state, place): ContainerState => {
        const code = stops[place]?.code;
        if (code === undefined) return state;
        const at = ending.since + (stops[place]?.ms ?? 0);
        const reason = code === 0 ? 'Completed' : 'Error';
        return {
          ...state,
          state: 'terminated',
          reason,
          since: at,
          endedAt: at,
          exitCode: code,
          started: false,
          ready: false,
          turn: 0,
        };
      });
      const because =
        pod.metadata.deletionTimestamp === undefined ? ending.reason || 'its containers have ended' : 'it was deleted';
      yield written(pod, endedStatus(pod, containers, { now, ...ending }), because);
    },
  };
}

/** When `spec.activeDeadlineSeconds` is over, counted from when the kubelet got the pod. */
export function deadlineOf({ life, status, metadata }: Pod): number | undefined {
  if (life.deadlineMs === undefined) return undefined;
  return (status.scheduledAt ?? metadata.creationTimestamp) + life.deadlineMs;
}

/** Lets the pod end because it is past `spec.activeDeadlineSeconds`, and says so. */
export function* exceedDeadline(pod: Pod, since: number): Iterable<Action> {
  const message = 'Pod was active on the node longer than the specified deadline';
  const graceMs = Number(pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  const ending = { since, graceMs, reason: 'DeadlineExceeded', message };
  const because = 'spec.activeDeadlineSeconds';
  yield written(pod, { ...pod.status, ending }, because);
  yield podEvent(pod, { type: 'Normal', reason: 'DeadlineExceeded', message, because });
}
