import type { JsonObject } from '../../kube/json.js';
import type { PodSpec } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** A RuntimeClass: what pods that name it get. Its fields are under `spec` here, as those of all kinds. */
export interface RuntimeClass {
  readonly kind: 'RuntimeClass';
  readonly metadata: Metadata;
  readonly spec: {
    /** All fields of a manifest beside `metadata`, with the API server's defaults. */
    readonly fields: JsonObject;
    readonly overhead: PodSpec['overhead'];
    readonly nodeSelector: NonNullable<PodSpec['nodeSelector']>;
    readonly tolerations: NonNullable<PodSpec['tolerations']>;
  };
  readonly status: Readonly<Record<string, never>>;
}
