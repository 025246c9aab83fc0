import type { LabelSelector } from '../../kube/types.generated.js';
import type { Metadata } from './metadata.js';

/** The resources of which a metrics server reports the use. */
export type MeteredResource = 'cpu' | 'memory';

/** How much of a resource the pods of a load use: CPU in millicores, memory in bytes. */
export type LoadAmount =
  /** So much together, shared evenly by those that are ready, as behind a Service. */
  | { readonly kind: 'shared'; readonly total: number }
  /** Every ready pod so much, however many there are. */
  | { readonly kind: 'each'; readonly amount: number }
  /** Every ready pod so many percent of what it requests. */
  | { readonly kind: 'percent'; readonly percent: number }
  /** So much each of these pods, by name, as was measured at a moment that has passed (in virtual milliseconds). */
  | { readonly kind: 'measured'; readonly at: number; readonly of: ReadonlyMap<string, number> }
  /** The metrics server knows no pod. */
  | { readonly kind: 'no-metrics' };

/** What a scenario says that pods use: it stands in for the metrics server. No kind of the API. */
export interface Load {
  readonly kind: 'Load';
  readonly metadata: Metadata;
  readonly spec: {
    /** Labels of the pods that bear it. */
    readonly selector: LabelSelector;
    readonly amounts: { readonly [R in MeteredResource]?: LoadAmount };
    /** Values of metrics by name, in thousandths: of the pods themselves, of an object, or of something outside. */
    readonly metrics: Readonly<Record<string, LoadAmount>>;
  };
  readonly status: Readonly<Record<string, never>>;
}
