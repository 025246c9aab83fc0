import type { LimitRangeItem } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** A LimitRange: bounds and defaults for what single containers and pods of its namespace ask for. */
export interface LimitRange {
  readonly kind: 'LimitRange';
  readonly metadata: Metadata;
  readonly spec: { readonly limits: readonly LimitRangeItem[] };
  readonly status: Readonly<Record<string, never>>;
}
