/**
 * The arithmetic of a Deployment's sizes. Follows kubernetes@v1.35.4 pkg/controller/deployment/util/deployment_util.go
 * (`ResolveFenceposts`, `NewRSNewReplicas`, `GetReplicaSetProportion`).
 */

import { scaledValue } from '../../../kube/int-or-percent.js';
import type { Deployment } from '../../objects/deployment.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import { compareCreation, MAX_REPLICAS, numberIn } from './annotations.js';

// 10 replicas, 25% and 25% → maxSurge 3 (rounded up), maxUnavailable 2 (down); 5 replicas, 0 and 10% → 0 and 1.
function fenceposts(deployment: Deployment): { readonly surge: number; readonly unavailable: number } {
  const { strategy, replicas } = deployment.spec;
  if (strategy.type !== 'RollingUpdate') return { surge: 0, unavailable: 0 };
  const surge = scaledValue(strategy.rollingUpdate.maxSurge, replicas, 'up') ?? 0;
  const unavailable = scaledValue(strategy.rollingUpdate.maxUnavailable, replicas, 'down') ?? 0;
  return surge === 0 && unavailable === 0 ? { surge, unavailable: 1 } : { surge, unavailable };
}

/** How many pods there may be beyond `spec.replicas`. */
export function maxSurge(deployment: Deployment): number {
  return fenceposts(deployment).surge;
}

/** How many of `spec.replicas` may be unavailable. */
export function maxUnavailable(deployment: Deployment): number {
  const { replicas, strategy } = deployment.spec;
  if (strategy.type !== 'RollingUpdate' || replicas === 0) return 0;
  return Math.min(fenceposts(deployment).unavailable, replicas);
}

/** The size that the new set may have now. */
export function newSetSize(deployment: Deployment, sets: readonly ReplicaSet[], newSetReplicas: number): number {
  const { replicas, strategy } = deployment.spec;
  if (strategy.type === 'Recreate') return replicas;
  const maxTotalPods = replicas + maxSurge(deployment);
  const currentPods = totalReplicas(sets);
  if (currentPods >= maxTotalPods) return newSetReplicas;
  return newSetReplicas + Math.min(maxTotalPods - currentPods, replicas - newSetReplicas);
}

/** Sum of `spec.replicas`. */
export function totalReplicas(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + set.spec.replicas, 0);
}

/** Sum of `status.availableReplicas`. */
export function totalAvailable(sets: readonly ReplicaSet[]): number {
  return sets.reduce((sum, set) => sum + set.status.availableReplicas, 0);
}

/** Largest first; equals newest first when growing, oldest first when shrinking. */
export function bySize(sets: readonly ReplicaSet[], isGrowing: boolean): ReplicaSet[] {
  const direction = isGrowing ? -1 : 1;
  return [...sets].sort(
    (one, other) => other.spec.replicas - one.spec.replicas || direction * compareCreation(one, other),
  );
}

/** What a set gets of `toAdd` replicas (negative: loses) when `added` are given out already. */
export function proportion(
  set: ReplicaSet,
  deployment: Deployment,
  { toAdd, added }: { readonly toAdd: number; readonly added: number },
): number {
  if (set.spec.replicas === 0 || toAdd === 0 || toAdd === added) return 0;
  const fraction = fractionOf(set, deployment);
  return toAdd > 0 ? Math.min(fraction, toAdd - added) : Math.max(fraction, toAdd - added);
}

function fractionOf(set: ReplicaSet, deployment: Deployment): number {
  const { replicas } = deployment.spec;
  if (replicas === 0) return -set.spec.replicas;
  const maxReplicas = replicas + maxSurge(deployment);
  const maxReplicasBefore = numberIn(set.metadata.annotations, MAX_REPLICAS) || deployment.status.replicas;
  if (maxReplicasBefore === 0) return 0;
  // 8 of 13 before, 18 now: 8 * 18 / 13 = 11.08 → 11, three more
  return Math.round((set.spec.replicas * maxReplicas) / maxReplicasBefore) - set.spec.replicas;
}
