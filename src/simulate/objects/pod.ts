import type { PodSpec } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** Milliseconds, or `never`: it does not happen however long one waits. */
export type Delay = number | 'never';

/**
 * How a pod behaves: what the manifest cannot say. Derived from probes and grace periods (`kubelet/lifecycle.ts`), with
 * assumptions for what nobody knows before it runs, and overridden by a scenario's `pods:`.
 */
export interface PodLife {
  /** From being bound to a node until the images are there and the sandbox is up. */
  readonly pullMs: Delay;
  /** Run time of each init container, one after the other. */
  readonly initMs: readonly number[];
  /** From there until the containers run. */
  readonly startMs: number;
  /** From running until Ready; 0 without readiness and startup probes. */
  readonly readyMs: Delay;
  /** The containers end by themselves so long after they started. */
  readonly exit: { readonly afterMs: number; readonly code: number } | undefined;
  /** From the deletion until the containers have ended, at most the grace period. */
  readonly terminateMs: number;
  /** The readiness probe fails from now on although it succeeded. */
  readonly unready: boolean;
}

/** `status` of a Pod, as far as controllers and the scheduler look at it. Times are virtual milliseconds. */
export interface PodStatus {
  readonly phase: 'Pending' | 'Running' | 'Succeeded' | 'Failed';
  /** Why the pod as a whole failed: `Evicted`, `DeadlineExceeded`, … */
  readonly reason: string;
  /** The PodScheduled=False message, while no node fits. */
  readonly unschedulable: string;
  /** When it was bound to its node. */
  readonly scheduledAt: number | undefined;
  /** What the containers wait for: ContainerCreating, PodInitializing, ImagePullBackOff, CrashLoopBackOff; '' when they run or ended. */
  readonly waiting: string;
  /** When the containers' state last changed. */
  readonly since: number;
  /** Init containers that have completed. */
  readonly initialized: number;
  readonly ready: boolean;
  /** Ready's lastTransitionTime. */
  readonly readySince: number;
  readonly restarts: number;
  /** Exit code of containers that ended for good. */
  readonly exitCode: number | undefined;
  /** Reason of the DisruptionTarget condition, '' without one. */
  readonly disruption: string;
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
  unschedulable: '',
  scheduledAt: undefined,
  waiting: '',
  since: 0,
  initialized: 0,
  ready: false,
  readySince: 0,
  restarts: 0,
  exitCode: undefined,
  disruption: '',
};

/** Has the pod ended for good (Succeeded or Failed)? */
export function isTerminal(pod: Pod): boolean {
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
