import type { Metadata } from './metadata.js';
import type { Resources } from './node.js';

/** A ResourceQuota: what may exist in its namespace at the same time. */
export interface ResourceQuota {
  readonly kind: 'ResourceQuota';
  readonly metadata: Metadata;
  readonly spec: {
    readonly hard: Resources;
    /** The amounts as written, for messages. */
    readonly written: Readonly<Record<string, string>>;
  };
  readonly status: Readonly<Record<string, never>>;
}
