import type { IntOrString, LabelSelector, PodTemplateSpec } from '../../kube/types.generated.js';
import type { Condition } from './condition.js';
import type { Metadata } from './metadata.js';

/** `spec.strategy` with its defaults. */
export type DeploymentStrategy =
  | {
      readonly type: 'RollingUpdate';
      readonly rollingUpdate: { readonly maxSurge: IntOrString; readonly maxUnavailable: IntOrString };
    }
  | { readonly type: 'Recreate' };

/** `status` of a Deployment. */
export interface DeploymentStatus {
  readonly observedGeneration: number;
  readonly replicas: number;
  readonly updatedReplicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  readonly unavailableReplicas: number;
  readonly terminatingReplicas: number | undefined;
  readonly collisionCount: number;
  readonly conditions: readonly Condition[];
}

/** A Deployment with its defaults filled in. */
export interface Deployment {
  readonly kind: 'Deployment';
  readonly metadata: Metadata;
  readonly spec: {
    readonly replicas: number;
    readonly selector: LabelSelector;
    readonly template: PodTemplateSpec;
    readonly strategy: DeploymentStrategy;
    readonly minReadySeconds: number;
    readonly revisionHistoryLimit: number;
    readonly progressDeadlineSeconds: number;
    readonly paused: boolean;
  };
  readonly status: DeploymentStatus;
}

/** The status of a Deployment that was just created. */
export const NEW_DEPLOYMENT_STATUS: DeploymentStatus = {
  observedGeneration: 0,
  replicas: 0,
  updatedReplicas: 0,
  readyReplicas: 0,
  availableReplicas: 0,
  unavailableReplicas: 0,
  terminatingReplicas: undefined,
  collisionCount: 0,
  conditions: [],
};
