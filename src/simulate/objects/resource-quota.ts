import type { Metadata } from './metadata.js';
import type { Resources } from './node.js';

/** One condition on the pods that a quota is about. */
export interface QuotaScope {
  /** `BestEffort`, `PriorityClass`, … */
  readonly name: string;
  readonly operator: string;
  readonly values: readonly string[];
  /** It is one of `spec.scopes`, not of `spec.scopeSelector`. */
  readonly isPlain: boolean;
}

/** A ResourceQuota: what may exist in its namespace at the same time. */
export interface ResourceQuota {
  readonly kind: 'ResourceQuota';
  readonly metadata: Metadata;
  readonly spec: {
    readonly hard: Resources;
    /** The amounts as written, for messages. */
    readonly written: Readonly<Record<string, string>>;
    /** All of them have to hold; `scopes` and `scopeSelector` together. */
    readonly scopes: readonly QuotaScope[];
  };
  readonly status: Readonly<Record<string, never>>;
}
