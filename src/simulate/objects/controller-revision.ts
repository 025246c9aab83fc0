import type { PodTemplateSpec } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** A ControllerRevision: what a StatefulSet's or DaemonSet's template was at one revision. */
export interface ControllerRevision {
  readonly kind: 'ControllerRevision';
  readonly metadata: Metadata;
  readonly spec: {
    /** Grows with each revision; going back to an old template gives its revision a new number. */
    readonly revision: number;
    /** `data`: the real one is a patch that restores `spec.template`. */
    readonly template: PodTemplateSpec;
  };
  readonly status: Readonly<Record<string, never>>;
}
