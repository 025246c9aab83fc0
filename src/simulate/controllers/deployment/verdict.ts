/** What a Deployment amounts to for its users: counts at a moment, and how it stands when nothing more happens. */

import type { Standing, WorkloadCounts } from '../../controller.js';
import { conditionOf } from '../../objects/condition.js';
import type { Deployment } from '../../objects/deployment.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import { NO_PODS } from '../../pod-counts.js';
import { type Change, managed, managerOf, type World } from '../../world.js';
import { availablePods } from '../replica-set/status.js';
import { nextFor, podTrouble } from '../trouble.js';
import { REPLICA_SET_REFUSED } from './new-set.js';
import { isComplete } from './progress.js';
import { newReplicaSet } from './revision.js';
import { maxSurge, maxUnavailable } from './size.js';

/** Pods of all its ReplicaSets, by what they are now. */
export function counts(deployment: Deployment, world: World): WorkloadCounts {
  const sets = managed(world, deployment.metadata.uid, 'ReplicaSet');
  const newSet = newReplicaSet(deployment, sets);
  const pods = (set: ReplicaSet) => world.indexes.podCounts.get(set.metadata.uid) ?? NO_PODS;
  const sum = (pick: (set: ReplicaSet) => number) => sets.reduce((total, set) => total + pick(set), 0);
  const { strategy, replicas } = deployment.spec;
  return {
    desired: replicas,
    total: sum((set) => pods(set).active),
    updated: newSet === undefined ? 0 : pods(newSet).active,
    ready: sum((set) => pods(set).ready),
    available: sum((set) => availablePods(set, world)),
    terminating: sum((set) => pods(set).terminating),
    maxUnavailable: strategy.type === 'Recreate' ? replicas : maxUnavailable(deployment),
  };
}

/** Complete, or why not. */
export function standing(deployment: Deployment, world: World): Standing {
  const { name, namespace } = deployment.metadata;
  const flag = namespace === 'default' || namespace === '' ? '' : ` -n ${namespace}`;
  const resume = `kubectl rollout resume deployment/${name}${flag}`;
  if (isComplete(deployment, deployment.status))
    return deployment.spec.paused
      ? { outcome: 'complete', note: `spec.paused: a change of spec.template waits until ${resume}` }
      : { outcome: 'complete' };
  const sets = managed(world, deployment.metadata.uid, 'ReplicaSet');
  const newSet = newReplicaSet(deployment, sets);
  if (deployment.spec.paused) return { ...held(deployment, sets, world), next: resume };
  const { updated, available, desired, total } = counts(deployment, world);
  const trouble = podTrouble(newSet === undefined ? sets : [newSet, ...sets.filter((set) => set !== newSet)], world);
  const progress = conditionOf(deployment.status.conditions, 'Progressing');
  const deadline =
    progress?.reason === 'ProgressDeadlineExceeded'
      ? `progressDeadlineSeconds ${deployment.spec.progressDeadlineSeconds} passed: Progressing=False, rollout status fails, nothing is rolled back`
      : 'nothing is rolled back by itself';
  if (newSet === undefined && progress?.reason === REPLICA_SET_REFUSED)
    return { outcome: 'stuck', reason: progress.message, next: `${deadline}; ${nextFor(progress.message)}` };
  const undo = sets.length > 1 ? `; kubectl rollout undo deployment/${name}${flag} goes back` : '';
  return {
    outcome: 'stuck',
    reason: `${updated} of ${desired} pods updated, ${available} available: ${trouble.reason}${limits(deployment, { isAlone: sets.length < 2, hasOldPods: total > updated })}`,
    next: `${deadline}; ${trouble.next}${undo}`,
  };
}

const PAUSED = 'spec.paused: the Deployment is paused';

/** Paused by its manifest, which is no trouble unless pods that were available are not any more. */
function held(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  world: World,
): { readonly outcome: 'paused' | 'stuck'; readonly reason: string } {
  if (sets.length === 0) return { outcome: 'paused', reason: `${PAUSED}: no pod is created until it is resumed` };
  const { updated, available, desired, total, ready, maxUnavailable: most } = counts(deployment, world);
  const trouble = ready < total ? `; ${podTrouble(sets, world).reason}` : '';
  return {
    outcome: available < desired - most ? 'stuck' : 'paused',
    reason: `${PAUSED}: ${updated} of ${desired} pods updated, ${available} available${trouble}`,
  };
}

/** Which limits of its strategy keep old pods where they are. */
function limits(deployment: Deployment, sets: { readonly isAlone: boolean; readonly hasOldPods: boolean }): string {
  if (deployment.spec.strategy.type === 'Recreate')
    return sets.isAlone ? '' : '; strategy Recreate has no old pods left';
  if (!sets.hasOldPods) return '';
  return `; maxSurge ${maxSurge(deployment)} and maxUnavailable ${maxUnavailable(deployment)} allow no further step`;
}

/** The Deployment behind a changed pod, set or itself. */
export function workloadOf(change: Change, world: World): Deployment | undefined {
  const { object } = change;
  if (object.kind === 'Deployment') return object;
  const set = object.kind === 'Pod' ? managerOf(world, 'ReplicaSet', object) : object;
  return set?.kind === 'ReplicaSet' ? managerOf(world, 'Deployment', set) : undefined;
}
