import type { NetworkPolicySpec } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** A NetworkPolicy: no controller looks at it; who reaches whom is computed from it (`network/reach.ts`). */
export interface NetworkPolicy {
  readonly kind: 'NetworkPolicy';
  readonly metadata: Metadata;
  readonly spec: NetworkPolicySpec;
  readonly status: Readonly<Record<string, never>>;
}
