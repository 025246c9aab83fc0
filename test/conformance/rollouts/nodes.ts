import type { Manifest } from '../../../src/simulate/admission/manifest.js';

// The oracle's fake nodes: config/nodes.sh.
const PLACES = [
  { name: 'cp-1', zone: 'zone-a', isControlPlane: true },
  { name: 'node-1', zone: 'zone-a', isControlPlane: false },
  { name: 'node-2', zone: 'zone-a', isControlPlane: false },
  { name: 'node-3', zone: 'zone-b', isControlPlane: false },
  { name: 'node-4', zone: 'zone-b', isControlPlane: false },
] as const;

/** The manifest of a fake node. */
export function node({
  name,
  zone,
  isControlPlane,
}: {
  readonly name: string;
  readonly zone: string;
  readonly isControlPlane: boolean;
}): Manifest {
  const labels = {
    'kubernetes.io/hostname': name,
    'kubernetes.io/os': 'linux',
    'kubernetes.io/arch': 'amd64',
    'topology.kubernetes.io/region': 'r1',
    'topology.kubernetes.io/zone': zone,
    ...(isControlPlane && { 'node-role.kubernetes.io/control-plane': '' }),
  };
  const taints = isControlPlane ? [{ key: 'node-role.kubernetes.io/control-plane', effect: 'NoSchedule' }] : [];
  const allocatable = { cpu: '8', memory: '16Gi', pods: '110', 'ephemeral-storage': '100Gi' };
  const object = { metadata: { name, labels }, spec: { taints }, status: { allocatable } };
  return { apiVersion: 'v1', kind: 'Node', namespace: undefined, name, object };
}

/** The oracle's cluster. */
export const NODES: readonly Manifest[] = PLACES.map(node);
