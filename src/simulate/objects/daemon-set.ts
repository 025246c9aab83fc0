import type { IntOrString, LabelSelector, PodTemplateSpec } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** `spec.updateStrategy` with its defaults. */
export type DaemonSetUpdateStrategy =
  | { readonly type: 'OnDelete' }
  | {
      readonly type: 'RollingUpdate';
      readonly rollingUpdate: { readonly maxUnavailable: IntOrString; readonly maxSurge: IntOrString };
    };

/** `status` of a DaemonSet: counts of nodes, by the oldest pod on each. */
export interface DaemonSetStatus {
  readonly observedGeneration: number;
  readonly desiredNumberScheduled: number;
  readonly currentNumberScheduled: number;
  readonly numberMisscheduled: number;
  readonly numberReady: number;
  readonly updatedNumberScheduled: number;
  readonly numberAvailable: number;
  readonly numberUnavailable: number;
  readonly collisionCount: number;
}

/** A DaemonSet with its defaults filled in. */
export interface DaemonSet {
  readonly kind: 'DaemonSet';
  readonly metadata: Metadata;
  readonly spec: {
    readonly selector: LabelSelector;
    readonly template: PodTemplateSpec;
    readonly updateStrategy: DaemonSetUpdateStrategy;
    readonly minReadySeconds: number;
    readonly revisionHistoryLimit: number;
  };
  readonly status: DaemonSetStatus;
}

/** The status of a DaemonSet that was just created. */
export const NEW_DAEMON_SET_STATUS: DaemonSetStatus = {
  observedGeneration: 0,
  desiredNumberScheduled: 0,
  currentNumberScheduled: 0,
  numberMisscheduled: 0,
  numberReady: 0,
  updatedNumberScheduled: 0,
  numberAvailable: 0,
  numberUnavailable: 0,
  collisionCount: 0,
};
