/**
 * `status` in the shape of the API. Follows k8s.io/api@v0.35.4.
 *
 * Not modelled: what `api-object.ts` says; `observedGeneration` of pods and of conditions, times at which conditions of nodes
 * last changed.
 */

import type { Json, JsonObject } from '../../kube/json.js';
import { quotaLines } from '../admission/quota-standing.js';
import { containerRecords } from '../kubelet/container-records.js';
import { qosClass } from '../kubelet/qos.js';
import type { Condition } from '../objects/condition.js';
import type { ContainerState } from '../objects/container.js';
import type { WorldObject } from '../objects/kinds.js';
import type { Node, Resources } from '../objects/node.js';
import type { Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import { plain } from './api-spec.js';
import { apiTime, kubeletVersion, quantityText, UNKNOWN } from './api-values.js';
import { isContainerReady, lastEnd } from './container-ends.js';
import { podConditions } from './pod-conditions.js';

/** The status of an object; `undefined` for kinds without one. */
export function apiStatus(object: WorldObject, world: World): JsonObject | undefined {
  switch (object.kind) {
    case 'Pod':
      return podStatus(object, world);
    case 'Node':
      return nodeStatus(object, world);
    case 'Deployment':
    case 'ReplicaSet':
    case 'ReplicationController': {
      const { conditions, ...counts } = object.status;
      return { ...shown(plain(counts)), ...conditionList(conditions, world, object.kind === 'Deployment') };
    }
    case 'StatefulSet':
    case 'DaemonSet':
      return shown(plain(object.status), ALWAYS);
    case 'Job': {
      const { conditions, startTime, completionTime, memory, uncounted, completedIndexes, ...counts } = object.status;
      return {
        ...shown(plain(counts)),
        ...(completedIndexes !== '' && { completedIndexes }),
        ...(completionTime !== undefined && { completionTime: apiTime(completionTime, world) }),
        ...conditionList(conditions, world),
        ...(startTime !== undefined && { startTime: apiTime(startTime, world) }),
      };
    }
    case 'CronJob': {
      const { active, lastScheduleTime, lastSuccessfulTime } = object.status;
      return {
        ...(active.length > 0 && {
          active: active.map(({ name, uid }) => ({ apiVersion: 'batch/v1', kind: 'Job', name, uid })),
        }),
        ...(lastScheduleTime !== undefined && { lastScheduleTime: apiTime(lastScheduleTime, world) }),
        ...(lastSuccessfulTime !== undefined && { lastSuccessfulTime: apiTime(lastSuccessfulTime, world) }),
      };
    }
    case 'PodDisruptionBudget': {
      const { conditions, disruptedPods, ...counts } = object.status;
      const disrupted = disruptedPods.map(({ name, at }) => [name, apiTime(at, world)] as const);
      return {
        ...plain(counts),
        ...conditionList(conditions, world),
        ...(disrupted.length > 0 && { disruptedPods: Object.fromEntries(disrupted) }),
      };
    }
    case 'HorizontalPodAutoscaler': {
      const { currentReplicas, desiredReplicas, lastScaleTime, conditions } = object.status;
      return {
        currentReplicas,
        desiredReplicas,
        ...conditionList(conditions, world),
        ...(lastScaleTime !== undefined && { lastScaleTime: apiTime(lastScaleTime, world) }),
      };
    }
    case 'PersistentVolume':
    case 'PersistentVolumeClaim':
      return { phase: object.status.phase };
    case 'ResourceQuota': {
      const lines = quotaLines(object, world);
      return {
        hard: object.spec.written,
        used: Object.fromEntries(lines.map(({ name, used }) => [name, used])),
      };
    }
    case 'Service':
      return { loadBalancer: {} };
    default:
      return undefined;
  }
}

// These counts are not left out where they are 0.
const ALWAYS: ReadonlySet<string> = new Set([
  'replicas',
  'availableReplicas',
  'currentNumberScheduled',
  'desiredNumberScheduled',
  'numberMisscheduled',
  'numberReady',
]);
const REPLICAS: ReadonlySet<string> = new Set(['replicas', 'ready', 'terminating', 'terminatingReplicas']);

/** A count of 0 is left out, as `omitempty` does, but for those that the API always has. */
function shown(counts: JsonObject, always = REPLICAS): JsonObject {
  return Object.fromEntries(Object.entries(counts).filter(([name, value]) => value !== 0 || always.has(name)));
}

/** Only conditions of Deployments say when they were last updated. */
function conditionList(conditions: readonly Condition[], world: World, hasUpdates = false): JsonObject {
  if (conditions.length === 0) return {};
  return {
    conditions: conditions.map(({ type, status, reason, message, lastUpdateTime, lastTransitionTime }) => ({
      lastTransitionTime: apiTime(lastTransitionTime, world),
      ...(hasUpdates && { lastUpdateTime: apiTime(lastUpdateTime, world) }),
      message,
      reason,
      status,
      type,
    })),
  };
}

function podStatus(pod: Pod, world: World): JsonObject {
  const { status, life, node } = pod;
  const records = node === undefined ? [] : containerRecords(pod);
  const statuses = records.map((_record, place) => containerStatus(pod, place, world));
  const hasBegun = status.containers.length > 0;
  return {
    ...(records.length > 0 && { conditions: conditionsOf(pod), containerStatuses: statuses.slice(life.inits) }),
    ...(records.length === 0 && { conditions: conditionsOf(pod) }),
    ...(hasBegun && { hostIP: UNKNOWN }),
    ...(life.inits > 0 && records.length > 0 && { initContainerStatuses: statuses.slice(0, life.inits) }),
    ...(status.message !== '' && { message: status.message }),
    ...(status.nominatedNode !== undefined && { nominatedNodeName: status.nominatedNode }),
    phase: status.phase,
    ...(hasBegun && { podIP: UNKNOWN, podIPs: [{ ip: UNKNOWN }] }),
    qosClass: qosClass(pod.spec),
    ...(status.reason !== '' && { reason: status.reason }),
    ...(status.scheduledAt !== undefined && { startTime: apiTime(status.scheduledAt, world) }),
  };
}

function conditionsOf(pod: Pod): Json {
  return podConditions(pod).map(({ type, status, reason, message }) => ({
    ...(message !== '' && { message }),
    ...(reason !== '' && { reason }),
    status,
    type,
  }));
}

function containerStatus(pod: Pod, place: number, world: World): JsonObject {
  const life = pod.life.containers[place];
  const state = (pod.status.containers.length > 0 ? pod.status.containers : pod.life.fresh)[place];
  if (life === undefined || state === undefined) return {};
  const ended = lastEnd(life, state);
  const terminated: JsonObject | undefined = ended && {
    exitCode: ended.exitCode,
    finishedAt: apiTime(ended.at, world),
    reason: ended.reason,
    ...(ended.startedAt !== undefined && { startedAt: apiTime(ended.startedAt, world) }),
  };
  return {
    image: life.image,
    lastState: terminated !== undefined && state.state !== 'terminated' ? { terminated } : {},
    name: life.name,
    ready: isContainerReady(life, state),
    restartCount: state.restarts,
    started: state.started,
    state: stateOf(state, terminated, world),
  };
}

function stateOf(state: ContainerState, terminated: JsonObject | undefined, world: World): JsonObject {
  if (state.state === 'running') return { running: { startedAt: apiTime(state.since, world) } };
  if (state.state === 'terminated') return { terminated: terminated ?? { reason: state.reason } };
  return { waiting: { reason: state.reason } };
}

function nodeStatus({ status }: Node, world: World): JsonObject {
  return {
    allocatable: resourceList(status.allocatable),
    capacity: resourceList(status.allocatable),
    conditions: [{ status: status.ready ? 'True' : status.failure === undefined ? 'False' : 'Unknown', type: 'Ready' }],
    nodeInfo: { kubeletVersion: kubeletVersion(world) },
  };
}

/** Amounts as quantities: CPU in cores, memory in the largest binary unit that divides it. */
function resourceList(resources: Resources): JsonObject {
  return Object.fromEntries([...resources].map(([name, amount]) => [name, quantityText(name, amount)]));
}
