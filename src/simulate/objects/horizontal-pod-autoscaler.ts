import type { HPAScalingRules, MetricSpec } from '../../kube/types.generated.js';
import type { Condition } from './condition.js';
import type { Metadata } from './metadata.js';

/** A number of replicas that the metrics asked for. Times are virtual milliseconds. */
export interface Recommendation {
  readonly replicas: number;
  readonly at: number;
}

/** So many replicas more, or fewer, at once. */
export interface ScaleEvent {
  readonly change: number;
  readonly at: number;
}

/** What one metric showed at the last look. */
export interface MetricReading {
  /** Percent of the requests; absent for targets of an amount. */
  readonly utilization?: number;
  /** Per pod: millicores, or bytes. */
  readonly average: number;
  readonly resource: string;
}

/** `status` of a HorizontalPodAutoscaler, and what the real controller keeps in its memory. */
export interface AutoscalerStatus {
  readonly currentReplicas: number;
  readonly desiredReplicas: number;
  readonly lastScaleTime: number | undefined;
  /** By the place of the metric in the spec; `undefined` for one that failed. */
  readonly currentMetrics: readonly (MetricReading | undefined)[];
  readonly conditions: readonly Condition[];
  /** When it looked last, `undefined` before the first time. */
  readonly lookedAt: number | undefined;
  /** Is its next look waited for, because something will come of it? */
  readonly isAwaited: boolean;
  readonly recommendations: readonly Recommendation[];
  readonly scaleUps: readonly ScaleEvent[];
  readonly scaleDowns: readonly ScaleEvent[];
  /** Metrics of its spec, by place, of which the scenario says nothing. */
  readonly unknownMetrics: readonly number[];
}

/** A HorizontalPodAutoscaler with its defaults filled in. */
export interface HorizontalPodAutoscaler {
  readonly kind: 'HorizontalPodAutoscaler';
  readonly metadata: Metadata;
  readonly spec: {
    readonly scaleTargetRef: { readonly apiVersion: string; readonly kind: string; readonly name: string };
    readonly minReplicas: number;
    readonly maxReplicas: number;
    readonly metrics: readonly MetricSpec[];
    readonly behavior?: { readonly scaleUp: HPAScalingRules; readonly scaleDown: HPAScalingRules };
  };
  readonly status: AutoscalerStatus;
}

/** The status of an autoscaler that was just created. */
export const NEW_AUTOSCALER_STATUS: AutoscalerStatus = {
  currentReplicas: 0,
  desiredReplicas: 0,
  lastScaleTime: undefined,
  currentMetrics: [],
  conditions: [],
  lookedAt: undefined,
  isAwaited: false,
  recommendations: [],
  scaleUps: [],
  scaleDowns: [],
  unknownMetrics: [],
};
