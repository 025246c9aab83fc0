import type { ServiceSpec } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** A Service: which pods get its traffic is computed from their labels and readiness (`services/endpoints.ts`). */
export interface Service {
  readonly kind: 'Service';
  readonly metadata: Metadata;
  readonly spec: ServiceSpec;
  readonly status: Readonly<Record<string, never>>;
}
