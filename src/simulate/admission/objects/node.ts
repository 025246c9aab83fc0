import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import { amounts } from '../../scheduler/resources.js';
import type { ManifestKind } from '../manifest.js';

/** Nodes, with the resources that their status says they have. */
export const nodeManifest: ManifestKind<'Node'> = {
  kind: 'Node',
  apiVersions: ['v1'],
  namespaced: false,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {}, status = {} } = object as api.Node;
    return {
      kind: 'Node',
      metadata,
      spec: { unschedulable: spec.unschedulable ?? false, taints: spec.taints ?? [] },
      status: { allocatable: amounts(status.allocatable ?? status.capacity), ready: true },
    };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};
