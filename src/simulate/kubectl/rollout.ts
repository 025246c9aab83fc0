/** `kubectl rollout` restart, pause, resume and undo. Follows k8s.io/kubectl@v0.35.4 pkg/polymorphichelpers and pkg/cmd/rollout. */

import type { Steps } from '../action.js';
import { patchObject } from '../admission/admit-manifest.js';
import { byRevision, holdsTemplate } from '../controllers/controller-revisions.js';
import { isTemplateOf, revisionOf } from '../controllers/deployment/revision.js';
import { lastRevision, rolledBack } from '../controllers/deployment/rollback.js';
import type { Deployment } from '../objects/deployment.js';
import type { WorldObject } from '../objects/kinds.js';
import { groupOf, printedName, resourceName } from '../objects/resource-name.js';
import type { Reply } from '../scenario/step.js';
import { epochMs, managed, type World } from '../world.js';
import { isRolledOut } from './rollout-status.js';

const RESTARTED_AT = 'kubectl.kubernetes.io/restartedAt';

/** `kubectl rollout restart`: an annotation in the template. */
export function* restart(object: WorldObject, world: World): Steps<Reply> {
  if (!isRolledOut(object)) return `error: ${named(object)} restarting is not supported`;
  if (object.kind === 'Deployment' && object.spec.paused)
    return `error: ${named(object)} can't restart paused deployment (run rollout resume first)`;
  const restartedAt = `${new Date(epochMs(world, world.now)).toISOString().slice(0, -5)}Z`;
  if (object.spec.template.metadata?.annotations?.[RESTARTED_AT] === restartedAt) return tooSoon(object);
  const annotations = { [RESTARTED_AT]: restartedAt };
  const change = { spec: { template: { metadata: { annotations } } } };
  return yield* patchObject(object, { patch: change, because: 'kubectl rollout restart' }, world);
}

function tooSoon({ metadata }: WorldObject): string {
  return `error: failed to create patch for ${metadata.name}: if restart has already been triggered within the past second, please wait before attempting to trigger another`;
}

/** `kubectl rollout pause` and `resume`. */
export function* pause(object: WorldObject, paused: boolean): Steps<Reply> {
  if (object.kind !== 'Deployment')
    return `error: ${named(object)} ${paused ? 'pausing' : 'resuming'} is not supported`;
  if (object.spec.paused === paused) return `error: ${named(object)} is ${paused ? 'already' : 'not'} paused`;
  const because = `kubectl rollout ${paused ? 'pause' : 'resume'}`;
  yield { do: 'update', object: { ...object, spec: { ...object.spec, paused } }, because };
  return undefined;
}

/** `kubectl rollout undo`: takes over the template of an earlier revision; 0 is the one before. */
export function* undo(object: WorldObject, toRevision: number, world: World): Steps<Reply> {
  switch (object.kind) {
    case 'Deployment':
      return yield* undoDeployment(object, toRevision, world);
    case 'StatefulSet':
    case 'DaemonSet':
      return yield* undoRevision(object, toRevision, world);
    default:
      return `error: no rollbacker has been implemented for "${kindName(object)}"`;
  }
}

function* undoDeployment(deployment: Deployment, toRevision: number, world: World): Steps<Reply> {
  const sets = managed(world, deployment.metadata.uid, 'ReplicaSet');
  const revision = toRevision || lastRevision(sets);
  const target = sets.find((set) => revision !== 0 && revisionOf(set) === revision);
  if (target === undefined) {
    return toRevision === 0
      ? `error: no rollout history found for deployment "${deployment.metadata.name}"`
      : notInHistory(revision);
  }
  if (deployment.spec.paused)
    return "error: you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume' and try again";
  if (isTemplateOf(target, deployment)) return skipped(deployment, toRevision);
  yield {
    do: 'update',
    object: rolledBack(deployment, target),
    because: `kubectl rollout undo to revision ${revision}`,
  };
  return undefined;
}

/** Kinds whose history is in ControllerRevisions. */
type Revisioned = Extract<WorldObject, { readonly kind: 'StatefulSet' | 'DaemonSet' }>;

function* undoRevision(object: Revisioned, toRevision: number, world: World): Steps<Reply> {
  const history = byRevision(managed(world, object.metadata.uid, 'ControllerRevision'));
  if (toRevision === 0 && history.length <= 1) return 'error: no last revision to roll back to';
  const target = toRevision === 0 ? history.at(-2) : history.find(({ spec }) => spec.revision === toRevision);
  if (target === undefined) return notInHistory(toRevision);
  const { template } = target.spec;
  if (holdsTemplate(target, object.spec.template)) return skipped(object, toRevision);
  const because = `kubectl rollout undo to revision ${target.spec.revision}`;
  // Only the template changes: the spec stays one of the same kind.
  yield { do: 'update', object: { ...object, spec: { ...object.spec, template } } as Revisioned, because };
  return undefined;
}

function notInHistory(revision: number): string {
  return `error: unable to find specified revision ${revision} in history`;
}

function skipped({ kind, metadata }: WorldObject, revision: number): Reply {
  const why = `skipped rollback (current template already matches revision ${revision})`;
  return { said: [`${printedName(kind, metadata.name)} ${why}`] };
}

function named({ kind, metadata }: WorldObject): string {
  return `${resourceName(kind)} "${metadata.name}"`;
}

/** `ReplicaSet.apps` */
export function kindName({ kind }: WorldObject): string {
  const group = groupOf(kind);
  return group === '' ? kind : `${kind}.${group}`;
}
