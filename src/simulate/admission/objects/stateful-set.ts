import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { ClaimRetention, StatefulSetUpdateStrategy } from '../../objects/stateful-set.js';
import type { ManifestKind } from '../manifest.js';

/** StatefulSets (apps/v1). */
export const statefulSetManifest: ManifestKind<'StatefulSet'> = {
  kind: 'StatefulSet',
  apiVersions: ['apps/v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.StatefulSet;
    const retention = spec.persistentVolumeClaimRetentionPolicy ?? {};
    return {
      kind: 'StatefulSet',
      metadata,
      spec: {
        replicas: spec.replicas ?? 1,
        selector: spec.selector ?? {},
        template: spec.template ?? {},
        serviceName: spec.serviceName ?? '',
        podManagementPolicy: spec.podManagementPolicy === 'Parallel' ? 'Parallel' : 'OrderedReady',
        updateStrategy: strategyOf(spec.updateStrategy),
        volumeClaimTemplates: spec.volumeClaimTemplates ?? [],
        persistentVolumeClaimRetentionPolicy: {
          whenDeleted: retentionOf(retention.whenDeleted),
          whenScaled: retentionOf(retention.whenScaled),
        },
        ...(spec.ordinals !== undefined && { ordinals: { start: spec.ordinals.start ?? 0 } }),
        minReadySeconds: spec.minReadySeconds ?? 0,
        revisionHistoryLimit: spec.revisionHistoryLimit ?? 10,
      },
    };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};

function strategyOf({ type, rollingUpdate }: api.StatefulSetUpdateStrategy = {}): StatefulSetUpdateStrategy {
  if (type === 'OnDelete') return { type };
  if (rollingUpdate === undefined) return { type: 'RollingUpdate' };
  const { partition = 0, maxUnavailable } = rollingUpdate;
  return {
    type: 'RollingUpdate',
    rollingUpdate: { partition, ...(maxUnavailable !== undefined && { maxUnavailable }) },
  };
}

function retentionOf(policy: string | undefined): ClaimRetention {
  return policy === 'Delete' ? 'Delete' : 'Retain';
}
