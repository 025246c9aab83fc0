import type { IntOrString, LabelSelector } from '../../kube/types.generated.js';
import type { Condition } from './condition.js';
import type { Metadata } from './metadata.js';

/** A pod whose eviction was allowed and whose deletion the controller has not seen yet. */
export interface DisruptedPod {
  readonly name: string;
  /** Virtual milliseconds. */
  readonly at: number;
}

/** `status` of a PodDisruptionBudget. */
export interface PodDisruptionBudgetStatus {
  readonly observedGeneration: number;
  readonly currentHealthy: number;
  readonly desiredHealthy: number;
  readonly expectedPods: number;
  readonly disruptionsAllowed: number;
  readonly disruptedPods: readonly DisruptedPod[];
  readonly conditions: readonly Condition[];
}

/** A PodDisruptionBudget: how many of the pods that it selects have to stay healthy when pods are evicted. */
export interface PodDisruptionBudget {
  readonly kind: 'PodDisruptionBudget';
  readonly metadata: Metadata;
  readonly spec: {
    /** Absent selects nothing, empty selects all pods of the namespace. */
    readonly selector?: LabelSelector;
    readonly minAvailable?: IntOrString;
    readonly maxUnavailable?: IntOrString;
    readonly unhealthyPodEvictionPolicy: 'IfHealthyBudget' | 'AlwaysAllow';
  };
  readonly status: PodDisruptionBudgetStatus;
}

/** The status of a budget that was just created: nothing may go until its controller has looked. */
export const NEW_BUDGET_STATUS: PodDisruptionBudgetStatus = {
  observedGeneration: 0,
  currentHealthy: 0,
  desiredHealthy: 0,
  expectedPods: 0,
  disruptionsAllowed: 0,
  disruptedPods: [],
  conditions: [],
};
