import type { IntOrString, LabelSelector, PersistentVolumeClaim, PodTemplateSpec } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** `spec.updateStrategy` with its defaults. */
export type StatefulSetUpdateStrategy =
  | { readonly type: 'OnDelete' }
  | {
      readonly type: 'RollingUpdate';
      /** Absent where the manifest says the type only: then new pods of a rollout get the revision of their neighbours. */
      readonly rollingUpdate?: { readonly partition: number; readonly maxUnavailable?: IntOrString };
    };

/** What becomes of a claim when its pod or its StatefulSet goes. */
export type ClaimRetention = 'Retain' | 'Delete';

/** `status` of a StatefulSet. Revisions are names of ControllerRevisions, '' before there is one. */
export interface StatefulSetStatus {
  readonly observedGeneration: number;
  readonly replicas: number;
  readonly readyReplicas: number;
  readonly availableReplicas: number;
  readonly currentReplicas: number;
  readonly updatedReplicas: number;
  readonly currentRevision: string;
  readonly updateRevision: string;
  readonly collisionCount: number;
}

/** A StatefulSet with its defaults filled in. */
export interface StatefulSet {
  readonly kind: 'StatefulSet';
  readonly metadata: Metadata;
  readonly spec: {
    readonly replicas: number;
    readonly selector: LabelSelector;
    readonly template: PodTemplateSpec;
    readonly serviceName: string;
    readonly podManagementPolicy: 'OrderedReady' | 'Parallel';
    readonly updateStrategy: StatefulSetUpdateStrategy;
    readonly volumeClaimTemplates: readonly PersistentVolumeClaim[];
    readonly persistentVolumeClaimRetentionPolicy: {
      readonly whenDeleted: ClaimRetention;
      readonly whenScaled: ClaimRetention;
    };
    /** That the field comes or goes, even with 0, is a change of the spec. */
    readonly ordinals?: { readonly start: number };
    readonly minReadySeconds: number;
    readonly revisionHistoryLimit: number;
  };
  readonly status: StatefulSetStatus;
}

/** The status of a StatefulSet that was just created. */
export const NEW_STATEFUL_SET_STATUS: StatefulSetStatus = {
  observedGeneration: 0,
  replicas: 0,
  readyReplicas: 0,
  availableReplicas: 0,
  currentReplicas: 0,
  updatedReplicas: 0,
  currentRevision: '',
  updateRevision: '',
  collisionCount: 0,
};
