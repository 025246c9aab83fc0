import type { PodSpec } from '../../kube/types.generated.js';
import type { LifeSource, Usage } from '../kubelet/behaviour.js';
import type { ContainerLife, ContainerState, VolumeKey } from './container.js';
import type { Metadata } from './metadata.js';

/** Milliseconds, or `never`: it does not happen however long one waits. */
export type Delay = number | 'never';

/** The conditions of `spec.readinessGates`, which another controller sets. */
export interface Gates {
  /** So long after the containers are ready; `never`: nobody sets them. */
  readonly delayMs: Delay;
  readonly areOpen: boolean;
}

/**
 * How a pod behaves: what the manifest cannot say. Derived from probes and grace periods (`kubelet/lives.ts`), with
 * assumptions for what nobody knows before it runs, and overridden by a scenario's `pods:`.
 */
export interface PodLife {
  /** From being bound to a node until the first containers start: image pull, volumes, sandbox. */
  readonly prepareMs: number;
  /** From the end of the last init container until the other containers run. */
  readonly startMs: number;
  /** `spec.initContainers`, then `spec.containers`. */
  readonly containers: readonly ContainerLife[];
  /** How many of them are init containers, sidecars included. */
  readonly inits: number;
  /** Does the pod need keys of ConfigMaps or Secrets? */
  readonly needsConfig: boolean;
  /** Those that its volumes name. */
  readonly volumeKeys: readonly VolumeKey[];
  /** The one that is missing now. */
  readonly unmounted: VolumeKey | undefined;
  /** The containers before the first start. */
  readonly fresh: readonly ContainerState[];
  /** `spec.activeDeadlineSeconds` */
  readonly deadlineMs: number | undefined;
  /** When the behaviour changed while the pod ran. */
  readonly since: number;
  /** The readiness probe fails although it succeeded. */
  readonly unready: boolean;
  /** `undefined` where the pod has no readiness gates. */
  readonly gates: Gates | undefined;
  /** What it uses of its node, where a scenario says so. */
  readonly usage: Usage | undefined;
  /** What it was derived from. */
  readonly source: LifeSource;
}

/** The containers of a pod are being stopped for good although nobody deletes it. */
export interface Ending {
  readonly since: number;
  readonly graceMs: number;
  /** `status.reason` when they have ended: `Evicted`, `DeadlineExceeded`, or ''. */
  readonly reason: string;
  readonly message: string;
}

/** `status` of a Pod, as far as controllers and the scheduler look at it. Times are virtual milliseconds. */
export interface PodStatus {
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  /** Why the pod as a whole failed: `Evicted`, `DeadlineExceeded`, … */
  readonly reason: string;
  readonly message: string;
  /** The PodScheduled=False message, while no node fits. */
  readonly unschedulable: string;
  /** The node on which room is being made for it by preemption. */
  readonly nominatedNode?: string | undefined;
  /** The volume that it waits for: another node has it. */
  readonly unattached?: string | undefined;
  /** When it had not to wait for volumes any more. */
  readonly attachedAt?: number;
  /** When it was bound to its node. */
  readonly scheduledAt: number | undefined;
  /** What a container waits for: PodInitializing, ImagePullBackOff, CrashLoopBackOff; '' while they are created, run or have ended. */
  readonly waiting: string;
  /** When the containers' state last changed. */
  readonly since: number;
  readonly ready: boolean;
  /** Ready's lastTransitionTime. */
  readonly readySince: number;
  /** RESTARTS as kubectl counts them. */
  readonly restarts: number;
  /** Exit code of containers that ended for good: the first that is not 0. */
  readonly exitCode: number | undefined;
  /** Reason of the DisruptionTarget condition, '' without one. */
  readonly disruption: string;
  /** In the order of `life.containers`; empty before the kubelet has begun. */
  readonly containers: readonly ContainerState[];
  readonly ending: Ending | undefined;
}

/** A Pod in the world. `spec` is shared by all pods of a template; what differs (the node) is beside it. */
export interface Pod {
  readonly kind: 'Pod';
  readonly metadata: Metadata;
  readonly spec: PodSpec;
  /** `spec.nodeName`. */
  readonly node: string | undefined;
  readonly life: PodLife;
  readonly status: PodStatus;
}

/** The status of a Pod that was just created. */
export const NEW_POD_STATUS: PodStatus = {
  phase: 'Pending',
  reason: '',
  message: '',
  unschedulable: '',
  scheduledAt: undefined,
  waiting: '',
  since: 0,
  ready: false,
  readySince: 0,
  restarts: 0,
  exitCode: undefined,
  disruption: '',
  containers: [],
  ending: undefined,
};

/** Has the pod ended for good (Succeeded or Failed)? */
export function isTerminal(pod: Pick<Pod, 'status'>): boolean {
  return pod.status.phase === 'Succeeded' || pod.status.phase === 'Failed';
}

/** `controller.IsPodActive`: neither ended nor being deleted; the only pods that workloads count. */
export function isActive(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp === undefined && !isTerminal(pod);
}

/** `controller.IsPodTerminating`: being deleted and not ended yet. */
export function isTerminating(pod: Pod): boolean {
  return pod.metadata.deletionTimestamp !== undefined && !isTerminal(pod);
}

/** When the pod counts as available: Ready for `minReadySeconds`, from Ready's whole second (`podutil.IsPodAvailable`). */
export function availableAt(pod: Pod, minReadySeconds: number): number | undefined {
  if (!pod.status.ready) return undefined;
  if (minReadySeconds <= 0) return pod.status.readySince;
  return Math.floor(pod.status.readySince / 1000) * 1000 + minReadySeconds * 1000;
}
