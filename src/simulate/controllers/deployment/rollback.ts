/**
 * Going back to an earlier revision because an annotation asks for it, as the API before apps/v1 did; `kubectl rollout
 * undo` patches the template itself (`scenario/rollout.ts`). Follows kubernetes@v1.35.4
 * pkg/controller/deployment/rollback.go.
 */

import type { Steps } from '../../action.js';
import type { Deployment } from '../../objects/deployment.js';
import type { ReplicaSet } from '../../objects/replica-set.js';
import type { World } from '../../world.js';
import { numberIn, ROLLBACK_TO } from './annotations.js';
import { splitSets } from './new-set.js';
import { isTemplateOf, revisionOf, rolledBackAnnotations } from './revision.js';
import { SOURCE } from './source.js';
import { HASH_LABEL } from './template-hash.js';

/** The revision that the annotation asks for; 0 is the one before. */
export function rollbackRevision(deployment: Deployment): number | undefined {
  return numberIn(deployment.metadata.annotations, ROLLBACK_TO);
}

/** Takes over the template of the wanted revision and clears the request. */
export function* rollBack(given: Deployment, sets: readonly ReplicaSet[], world: World): Steps<'retry' | undefined> {
  const split = yield* splitSets(given, sets, { world, create: true });
  if (split === 'retry' || split.newSet === undefined) return 'retry';
  const { deployment } = split;
  const everything = [...split.oldSets, split.newSet];
  const wanted = rollbackRevision(deployment) || lastRevision(everything);
  const target = wanted === 0 ? undefined : everything.find((set) => revisionOf(set) === wanted);
  const because = `annotation ${ROLLBACK_TO}`;
  const say = (type: 'Normal' | 'Warning', reason: string, message: string) =>
    ({ do: 'event', object: deployment, source: SOURCE, type, reason, message, because }) as const;
  if (target === undefined) {
    const what = wanted === 0 ? 'last revision' : 'the revision to rollback to';
    yield say('Warning', 'DeploymentRollbackRevisionNotFound', `Unable to find ${what}.`);
    yield { do: 'update', object: cleared(deployment), because };
    return undefined;
  }
  const { name } = deployment.metadata;
  if (isTemplateOf(target, deployment)) {
    const message = `The rollback revision contains the same template as current deployment "${name}"`;
    yield say('Warning', 'DeploymentRollbackTemplateUnchanged', message);
    yield { do: 'update', object: cleared(deployment), because };
    return undefined;
  }
  yield { do: 'update', object: cleared(rolledBack(deployment, target)), because };
  yield say('Normal', 'DeploymentRollback', `Rolled back deployment "${name}" to revision ${wanted}`);
  return undefined;
}

/** The second highest revision: the one before the present one. */
export function lastRevision(sets: readonly ReplicaSet[]): number {
  const revisions = sets.map(revisionOf).sort((one, other) => other - one);
  return revisions[1] ?? 0;
}

/** The Deployment with the template, and the annotations, of an earlier revision. */
export function rolledBack(deployment: Deployment, set: ReplicaSet): Deployment {
  const { metadata = {} } = set.spec.template;
  const labels = Object.fromEntries(Object.entries(metadata.labels ?? {}).filter(([name]) => name !== HASH_LABEL));
  const template = { ...set.spec.template, metadata: { ...metadata, labels } };
  const annotations = rolledBackAnnotations(deployment, set);
  return { ...deployment, metadata: { ...deployment.metadata, annotations }, spec: { ...deployment.spec, template } };
}

function cleared(deployment: Deployment): Deployment {
  const rest = Object.entries(deployment.metadata.annotations).filter(([name]) => name !== ROLLBACK_TO);
  return { ...deployment, metadata: { ...deployment.metadata, annotations: Object.fromEntries(rest) } };
}
