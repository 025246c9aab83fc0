import type { Taint } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** What pods on a node may ask for in sum: `cpu` in millicores, `memory` and others in bytes or pieces, by resource name. */
export type Resources = ReadonlyMap<string, number>;

/** A machine of the cluster. */
export interface Node {
  readonly kind: 'Node';
  readonly metadata: Metadata;
  readonly spec: { readonly unschedulable: boolean; readonly taints: readonly Taint[] };
  readonly status: { readonly allocatable: Resources; readonly ready: boolean };
}
