import { type JsonObject, objectOf } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import { amounts } from '../../scheduler/resources.js';
import type { ManifestKind } from '../manifest.js';

/** What a node has whose manifest does not say: its kubelet would report it. */
export const USUAL_ALLOCATABLE = { cpu: '16', memory: '64Gi', pods: '110' };

/** Does the manifest leave it to the kubelet to say what the node has? */
export function isUnsized(object: JsonObject): boolean {
  const status = objectOf(object.status);
  return objectOf(status?.allocatable) === undefined && objectOf(status?.capacity) === undefined;
}

/** Nodes, with the resources that their status says they have, and the labels that every kubelet sets. */
export const nodeManifest: ManifestKind<'Node'> = {
  kind: 'Node',
  apiVersions: ['v1'],
  namespaced: false,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {}, status = {} } = object as api.Node;
    const { name = '', labels = {} } = metadata;
    const ofKubelet = { 'kubernetes.io/arch': 'amd64', 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux' };
    return {
      kind: 'Node',
      metadata: { ...metadata, labels: { ...ofKubelet, ...labels } },
      spec: { unschedulable: spec.unschedulable ?? false, taints: spec.taints ?? [] },
      status: { allocatable: amounts(status.allocatable ?? status.capacity ?? USUAL_ALLOCATABLE), ready: true },
    };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};
