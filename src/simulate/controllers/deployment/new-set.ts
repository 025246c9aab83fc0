/** Finds, updates or makes the new ReplicaSet. Follows kubernetes@v1.35.4 pkg/controller/deployment/sync.go. */

import type { NewObject, Steps } from '../../action.js';
import { type Condition, conditionOf, withCondition } from '../../objects/condition.js';
import type { Deployment } from '../../objects/deployment.js';
import { wholeSeconds } from '../../objects/metadata.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import { controllerReference, type World } from '../../world.js';
import { REVISION } from './annotations.js';
import { newReplicaSet, newSetAnnotations, oldReplicaSets, revisionOf } from './revision.js';
import { scalingEvent } from './scaling-event.js';
import { newSetSize } from './size.js';
import { SOURCE } from './source.js';
import { HASH_LABEL, templateHash } from './template-hash.js';

/** The Deployment as it is now, with its sets told apart. */
export interface Split {
  readonly deployment: Deployment;
  readonly newSet: ReplicaSet | undefined;
  readonly oldSets: readonly ReplicaSet[];
}

/** `getAllReplicaSetsAndSyncRevision`: gives the new set its revision; makes it if asked to. */
export function* splitSets(
  deployment: Deployment,
  sets: readonly ReplicaSet[],
  { world, create }: { readonly world: World; readonly create: boolean },
): Steps<Split | 'retry'> {
  const oldSets = oldReplicaSets(deployment, sets);
  const newRevision = Math.max(0, ...oldSets.map(revisionOf)) + 1;
  const existing = newReplicaSet(deployment, sets);
  if (existing !== undefined)
    return { ...(yield* adoptRevision(deployment, existing, { newRevision, world })), oldSets };
  if (!create) return { deployment, newSet: undefined, oldSets };
  const made = yield* makeSet(deployment, oldSets, { newRevision, world });
  return made === 'retry' ? made : { ...made, oldSets };
}

type Made = Omit<Split, 'oldSets'>;

function* adoptRevision(
  deployment: Deployment,
  set: ReplicaSet,
  { newRevision, world }: { readonly newRevision: number; readonly world: World },
): Steps<Made> {
  const annotations = newSetAnnotations(
    deployment,
    { annotations: set.metadata.annotations, exists: true },
    newRevision,
  );
  const { minReadySeconds } = deployment.spec;
  const object = { ...set, metadata: { ...set.metadata, annotations }, spec: { ...set.spec, minReadySeconds } };
  const outcome = yield { do: 'update', object, because: 'spec.template is that of this ReplicaSet again' };
  const updated = outcome.kind === 'done' && outcome.object?.kind === 'ReplicaSet' ? outcome.object : set;
  // Upstream goes on with the status only when the set needed no change; the next sync comes at once.
  if (updated !== set) return { deployment, newSet: updated };
  let { conditions } = deployment.status;
  if (hasProgressDeadline(deployment) && conditionOf(conditions, 'Progressing') === undefined) {
    const message = `Found new replica set "${set.metadata.name}"`;
    conditions = withCondition(conditions, progressing('True', { reason: 'FoundNewReplicaSet', message }, world));
  }
  return { deployment: yield* recordRevision(deployment, revisionOf(updated), conditions), newSet: updated };
}

function* makeSet(
  deployment: Deployment,
  oldSets: readonly ReplicaSet[],
  { newRevision, world }: { readonly newRevision: number; readonly world: World },
): Steps<Made | 'retry'> {
  const replicas = newSetSize(deployment, oldSets, 0);
  const object = newSetObject(deployment, { replicas, newRevision });
  const because = oldSets.length === 0 ? 'it has no ReplicaSet yet' : 'spec.template changed';
  const outcome = yield { do: 'create', object, because };
  if (outcome.kind === 'refused' && outcome.reason !== 'AlreadyExists') {
    const message = `Failed to create new replica set "${object.metadata.name}": ${outcome.message}`;
    yield* reportRefusal(deployment, message, world);
    return 'retry';
  }
  if (outcome.kind === 'refused' || outcome.object?.kind !== 'ReplicaSet') {
    yield* bumpCollisionCount(deployment);
    return 'retry';
  }
  const made = outcome.object;
  if (replicas > 0) yield scalingEvent(deployment, made, { from: 0, to: replicas, because });
  const message = `Created new replica set "${made.metadata.name}"`;
  const conditions = hasProgressDeadline(deployment)
    ? withCondition(
        deployment.status.conditions,
        progressing('True', { reason: 'NewReplicaSetCreated', message }, world),
      )
    : deployment.status.conditions;
  return { deployment: yield* recordRevision(deployment, newRevision, conditions), newSet: made };
}

function newSetObject(
  deployment: Deployment,
  { replicas, newRevision }: { readonly replicas: number; readonly newRevision: number },
): Extract<NewObject, { readonly kind: 'ReplicaSet' }> {
  const { template, selector, minReadySeconds } = deployment.spec;
  const hash = templateHash(template, deployment.status.collisionCount);
  const labels = { ...template.metadata?.labels, [HASH_LABEL]: hash };
  return {
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name.slice(0, 253 - 1 - hash.length)}-${hash}`,
      namespace: deployment.metadata.namespace,
      labels,
      annotations: newSetAnnotations(deployment, { annotations: {}, exists: false }, newRevision),
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas,
      minReadySeconds,
      selector: { ...selector, matchLabels: { ...selector.matchLabels, [HASH_LABEL]: hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

/** The reason of the condition and the event when the API server refuses the new ReplicaSet. */
export const REPLICA_SET_REFUSED = 'ReplicaSetCreateError';

function* reportRefusal(deployment: Deployment, message: string, world: World): Steps {
  const reason = REPLICA_SET_REFUSED;
  if (hasProgressDeadline(deployment)) {
    const { conditions: before } = deployment.status;
    const conditions = withCondition(before, progressing('False', { reason, message }, world));
    const object = { ...deployment, status: { ...deployment.status, conditions } };
    if (conditions !== before) yield { do: 'status', object, because: 'the API server refuses a ReplicaSet' };
  }
  const because = 'the API server refuses a ReplicaSet';
  yield { do: 'event', object: deployment, source: SOURCE, type: 'Warning', reason, message, because };
}

// The name is taken: by another object, or by a template with the same hash.
function* bumpCollisionCount(deployment: Deployment): Steps {
  const status = { ...deployment.status, collisionCount: deployment.status.collisionCount + 1 };
  yield { do: 'status', object: { ...deployment, status }, because: 'a ReplicaSet of that name exists' };
}

function* recordRevision(
  deployment: Deployment,
  revision: number,
  conditions: readonly Condition[],
): Steps<Deployment> {
  const annotations =
    deployment.metadata.annotations[REVISION] === String(revision)
      ? deployment.metadata.annotations
      : { ...deployment.metadata.annotations, [REVISION]: String(revision) };
  const object = {
    ...deployment,
    metadata: { ...deployment.metadata, annotations },
    status: { ...deployment.status, conditions },
  };
  if (annotations === deployment.metadata.annotations && conditions === deployment.status.conditions) return deployment;
  yield { do: 'status', object, because: `revision ${revision}` };
  // Upstream goes on with what it sent, at the version from before: its next write in this sync is refused.
  return object;
}

/** Is lack of progress reported? */
export function hasProgressDeadline(deployment: Deployment): boolean {
  return deployment.spec.progressDeadlineSeconds !== 2 ** 31 - 1;
}

/** A Progressing condition of this moment. */
export function progressing(
  status: Condition['status'],
  { reason, message }: { readonly reason: string; readonly message: string },
  world: World,
): Condition {
  const at = wholeSeconds(world.now);
  return { type: 'Progressing', status, reason, message, lastUpdateTime: at, lastTransitionTime: at };
}
