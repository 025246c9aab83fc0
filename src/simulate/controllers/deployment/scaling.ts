/** Changing the size of ReplicaSets. Follows kubernetes@v1.35.4 pkg/controller/deployment/sync.go. */

import type { Steps } from '../../action.js';
import type { Deployment } from '../../objects/deployment.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import { DESIRED_REPLICAS, numberIn } from './annotations.js';
import { activeOrLatest, sizeAnnotations } from './revision.js';
import { scalingEvent } from './scaling-event.js';
import { bySize, maxSurge, proportion, totalReplicas } from './size.js';

/** Gives a set another size, says so in an event, and gives back the set as it is then. */
export function* scaleSet(set: ReplicaSet, replicas: number, because: Cause): Steps<ReplicaSet> {
  if (set.spec.replicas === replicas) return set;
  return yield* resize(set, replicas, because);
}

/** On whose behalf a set is scaled, and the field that made it so. */
export interface Cause {
  readonly deployment: Deployment;
  readonly because: string;
}

function* resize(set: ReplicaSet, replicas: number, { deployment, because }: Cause): Steps<ReplicaSet> {
  const annotations = { ...set.metadata.annotations, ...sizeAnnotations(deployment) };
  const object = { ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, replicas } };
  const outcome = yield { do: 'update', object, because };
  const scaled = outcome.kind === 'done' && outcome.object?.kind === 'ReplicaSet' ? outcome.object : set;
  if (set.spec.replicas === replicas) return scaled;
  yield scalingEvent(deployment, set, { from: set.spec.replicas, to: replicas, because });
  return scaled;
}

/** Has `spec.replicas` changed since the active sets were last scaled? */
export function isScalingEvent(deployment: Deployment, sets: readonly ReplicaSet[]): boolean {
  return sets.some((set) => {
    const desired = numberIn(set.metadata.annotations, DESIRED_REPLICAS);
    return set.spec.replicas > 0 && desired !== undefined && desired !== deployment.spec.replicas;
  });
}

/** Follows a change of `spec.replicas`: the only active set gets it all, several share it in proportion (`scale`). */
export function* scale(deployment: Deployment, newSet: ReplicaSet | undefined, oldSets: readonly ReplicaSet[]): Steps {
  const { replicas } = deployment.spec;
  const cause = { deployment, because: `spec.replicas: ${replicas}` };
  const only = activeOrLatest(newSet, oldSets);
  if (only !== undefined) {
    yield* scaleSet(only, replicas, cause);
    return;
  }
  if (newSet !== undefined && isSaturated(deployment, newSet)) {
    for (const old of oldSets) if (old.spec.replicas > 0) yield* scaleSet(old, 0, cause);
    return;
  }
  if (deployment.spec.strategy.type === 'RollingUpdate') yield* scaleInProportion(deployment, newSet, oldSets);
}

function isSaturated(deployment: Deployment, newSet: ReplicaSet): boolean {
  const { replicas } = deployment.spec;
  return (
    newSet.spec.replicas === replicas &&
    numberIn(newSet.metadata.annotations, DESIRED_REPLICAS) === replicas &&
    newSet.status.availableReplicas === replicas
  );
}

function* scaleInProportion(
  deployment: Deployment,
  newSet: ReplicaSet | undefined,
  oldSets: readonly ReplicaSet[],
): Steps {
  const { replicas } = deployment.spec;
  const active = [...oldSets, ...(newSet ? [newSet] : [])].filter((set) => set.spec.replicas > 0);
  const allowed = replicas > 0 ? replicas + maxSurge(deployment) : 0;
  const toAdd = allowed - totalReplicas(active);
  const ordered = toAdd === 0 ? active : bySize(active, toAdd > 0);
  let added = 0;
  const sizes = ordered.map((set) => {
    const share = proportion(set, deployment, { toAdd, added });
    added += share;
    return set.spec.replicas + share;
  });
  const because = `spec.replicas: ${replicas}, shared in proportion while a rollout is under way`;
  for (const [place, set] of ordered.entries()) {
    // What rounding leaves over goes to the largest.
    const leftover = place === 0 && toAdd !== 0 ? toAdd - added : 0;
    yield* resize(set, Math.max(0, (sizes[place] ?? 0) + leftover), { deployment, because });
  }
}
