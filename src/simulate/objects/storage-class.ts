import type { JsonObject } from '../../kube/json.js';
import type { TopologySelectorTerm } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** A StorageClass: how volumes are made for claims. Its fields are under `spec` here, as those of all kinds. */
export interface StorageClass {
  readonly kind: 'StorageClass';
  readonly metadata: Metadata;
  readonly spec: {
    /** All fields of a manifest beside `metadata`, with the API server's defaults. */
    readonly fields: JsonObject;
    readonly provisioner: string;
    readonly waitsForConsumer: boolean;
    readonly reclaimPolicy: string;
    readonly allowedTopologies: readonly TopologySelectorTerm[];
    readonly isDefault: boolean;
  };
  readonly status: Readonly<Record<string, never>>;
}
