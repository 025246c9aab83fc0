import type { CSINodeDriver } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** A CSINode: what the storage drivers of the node of the same name say. */
export interface CsiNode {
  readonly kind: 'CSINode';
  readonly metadata: Metadata;
  /** How many volumes of a driver the node can have; drivers that say nothing have no limit. */
  readonly spec: { readonly limits: ReadonlyMap<string, number>; readonly drivers: readonly CSINodeDriver[] };
  readonly status: Readonly<Record<string, never>>;
}
