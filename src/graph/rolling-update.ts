import { scaledValue } from '../kube/int-or-percent.js';
import type { Deployment, IntOrString } from '../kube/types.generated.js';

/** What a Deployment's RollingUpdate strategy comes to, as the controller computes it. */
export interface RollingUpdate {
  readonly replicas: number;
  /** As written, or the default. */
  readonly maxSurge: IntOrString;
  readonly maxUnavailable: IntOrString;
  /** Pods above `replicas`: percentages round up. */
  readonly surge: number;
  /** Pods below `replicas`: percentages round down; 1 where both come to 0. */
  readonly unavailable: number;
  /** Did both come to 0, so that the controller takes 1 for `unavailable`? */
  readonly isFenced: boolean;
}

// pkg/apis/apps/v1/defaults.go SetDefaults_Deployment.
const DEFAULT: IntOrString = '25%';

/**
 * The rolling update of a Deployment, or `undefined` for Recreate and for values that the API server refuses. Twin of
 * ResolveFenceposts in pkg/controller/deployment/util/deployment_util.go.
 */
export function rollingUpdate({ spec }: Deployment): RollingUpdate | undefined {
  const { replicas = 1, strategy } = spec ?? {};
  if ((strategy?.type ?? 'RollingUpdate') !== 'RollingUpdate') return undefined;
  const { maxSurge = DEFAULT, maxUnavailable = DEFAULT } = strategy?.rollingUpdate ?? {};
  const surge = scaledValue(maxSurge, replicas, 'up');
  const unavailable = scaledValue(maxUnavailable, replicas, 'down');
  if (surge === undefined || unavailable === undefined) return undefined;
  const isFenced = surge === 0 && unavailable === 0;
  return {
    replicas,
    maxSurge,
    maxUnavailable,
    surge,
    unavailable: isFenced ? 1 : Math.min(unavailable, replicas),
    isFenced,
  };
}
