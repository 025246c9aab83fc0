import type { JsonObject } from '../../kube/json.js';
import type { Metadata } from './metadata.js';

interface ConfigSpec {
  /** All keys with their values, those of `binaryData` included; a Secret's as they are written. */
  readonly data: Readonly<Record<string, string>>;
  /** All fields of a manifest beside `metadata`, with the API server's defaults. */
  readonly fields: JsonObject;
}

/** A ConfigMap in the world: no controller looks at it, but pods use what it holds. */
export interface ConfigMap {
  readonly kind: 'ConfigMap';
  readonly metadata: Metadata;
  readonly spec: ConfigSpec;
  readonly status: Readonly<Record<string, never>>;
}

/** A Secret in the world. */
export interface Secret {
  readonly kind: 'Secret';
  readonly metadata: Metadata;
  readonly spec: ConfigSpec;
  readonly status: Readonly<Record<string, never>>;
}
