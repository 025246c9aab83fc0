import type { JsonObject } from '../../kube/json.js';
import type { Metadata } from './metadata.js';

/** A PriorityClass: the number behind `priorityClassName`. Its fields are under `spec` here, as those of all kinds. */
export interface PriorityClass {
  readonly kind: 'PriorityClass';
  readonly metadata: Metadata;
  readonly spec: {
    /** All fields of a manifest beside `metadata`, with the API server's defaults. */
    readonly fields: JsonObject;
    readonly value: number;
    readonly globalDefault: boolean;
    readonly preemptionPolicy: 'PreemptLowerPriority' | 'Never';
  };
  readonly status: Readonly<Record<string, never>>;
}
