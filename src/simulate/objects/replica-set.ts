import type { LabelSelector, PodTemplateSpec } from '../../kube/types.generated.js';
import type { Condition } from './condition.js';
import type { Metadata } from './metadata.js';

/** `status` of a ReplicaSet. */
export interface ReplicaSetStatus {
  readonly observedGeneration: number;
  readonly replicas: number;
  readonly fullyLabeledReplicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  /** Undefined until the controller has seen the set, and in versions without the field. */
  readonly terminatingReplicas: number | undefined;
  readonly conditions: readonly Condition[];
}

/** A ReplicaSet with its defaults filled in. */
export interface ReplicaSet {
  readonly kind: 'ReplicaSet';
  readonly metadata: Metadata;
  readonly spec: {
    readonly replicas: number;
    readonly minReadySeconds: number;
    readonly selector: LabelSelector;
    readonly template: PodTemplateSpec;
  };
  readonly status: ReplicaSetStatus;
}

/** The status of a ReplicaSet that was just created. */
export const NEW_REPLICA_SET_STATUS: ReplicaSetStatus = {
  observedGeneration: 0,
  replicas: 0,
  fullyLabeledReplicas: 0,
  readyReplicas: 0,
  availableReplicas: 0,
  terminatingReplicas: undefined,
  conditions: [],
};
