/**
 * The conditions of a pod as the kubelet and the scheduler set them. Follows kubernetes@v1.35.4
 * pkg/kubelet/status/generate.go and pkg/kubelet/kubelet_pods.go (`generateAPIPodStatus`).
 *
 * Not modelled: the moment until the kubelet first writes of a pod (it does so at once); when within `prepareMs` the
 * sandbox is made (it is there when containers begin); PodResizePending, PodResizeInProgress.
 */

import { isInitialized } from '../kubelet/pod-status.js';
import { isGated } from '../kubelet/trouble.js';
import { isTerminal, type Pod } from '../objects/pod.js';

/** A condition of a pod. */
export interface PodCondition {
  readonly type: string;
  readonly status: 'True' | 'False';
  readonly reason: string;
  readonly message: string;
}

/** The conditions in kubectl's order; before the kubelet has begun only the scheduler's. */
export function podConditions(pod: Pod): PodCondition[] {
  const { node, status } = pod;
  if (node === undefined) {
    const reason = (pod.spec.schedulingGates ?? []).length > 0 ? 'SchedulingGated' : 'Unschedulable';
    const message = status.unschedulable;
    return message === '' && reason === 'Unschedulable'
      ? []
      : [{ type: 'PodScheduled', status: 'False', reason, message }];
  }
  return [
    ...(status.disruption === '' ? [] : [condition('DisruptionTarget', true, status.disruption)]),
    ...gateConditions(pod),
    ...kubeletConditions(pod),
    condition('PodScheduled', true),
  ];
}

/** Conditions of readiness gates, once somebody has set them. */
function gateConditions({ life, spec }: Pod): PodCondition[] {
  if (life.gates?.areOpen !== true) return [];
  return (spec.readinessGates ?? []).map(({ conditionType = '' }) => condition(conditionType, true));
}

function kubeletConditions(pod: Pod): PodCondition[] {
  const { life, status } = pod;
  const isOver = isTerminal(pod);
  const isMounting = status.containers.length === 0 || status.unattached !== undefined || life.unmounted !== undefined;
  // A pod that has succeeded stays initialized; its sandbox is gone.
  const isInit =
    status.phase === 'Succeeded' ||
    isInitialized(life, status.containers.length === 0 ? life.fresh : status.containers);
  const waiting = life.containers.slice(life.inits).map(({ name }) => name);
  const unready = waiting.filter((_name, place) => status.containers[life.inits + place]?.ready !== true);
  const notReady =
    status.phase === 'Succeeded' ? 'PodCompleted' : status.phase === 'Failed' ? 'PodFailed' : 'ContainersNotReady';
  const message = isOver ? '' : `containers with unready status: [${unready.join(' ')}]`;
  const ready = (type: string, holds: boolean): PodCondition =>
    holds ? condition(type, true) : { type, status: 'False', reason: notReady, message };
  const gated: PodCondition = {
    type: 'Ready',
    status: 'False',
    reason: 'ReadinessGatesNotReady',
    message: (pod.spec.readinessGates ?? [])
      .map(({ conditionType }) => `corresponding condition of pod readiness gate "${conditionType}" does not exist.`)
      .join(', '),
  };
  return [
    condition('PodReadyToStartContainers', !isOver && !isMounting),
    isInit ? condition('Initialized', true) : condition('Initialized', false, 'ContainersNotInitialized'),
    isGated(pod) ? gated : ready('Ready', status.ready),
    ready('ContainersReady', status.ready || isGated(pod)),
  ];
}

function condition(type: string, holds: boolean, reason = ''): PodCondition {
  return { type, status: holds ? 'True' : 'False', reason, message: '' };
}
