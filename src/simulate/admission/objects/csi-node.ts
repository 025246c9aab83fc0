import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { ManifestKind } from '../manifest.js';

/** CSINodes (storage.k8s.io/v1): how many volumes each driver can attach to a node. */
export const csiNodeManifest: ManifestKind<'CSINode'> = {
  kind: 'CSINode',
  apiVersions: ['storage.k8s.io/v1'],
  namespaced: false,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { drivers = [] } = (object as api.CSINode).spec ?? {};
    const limits = drivers.flatMap(({ name = '', allocatable }) =>
      allocatable?.count === undefined ? [] : [[name, allocatable.count] as const],
    );
    return { kind: 'CSINode', metadata, spec: { limits: new Map(limits), drivers } };
  },
  spec: ({ spec }): JsonObject => ({
    // They have the shape of the API.
    drivers: spec.drivers as unknown as JsonObject[],
  }),
};
