/** What users do with kubectl to objects of the world. Each is a sequence of actions, as kubectl sends it. */

import type { JsonObject } from '../../kube/json.js';
import type { Propagation, Steps } from '../action.js';
import { patchObject } from '../admission/admit-manifest.js';
import { byRevision, holdsTemplate } from '../controllers/controller-revisions.js';
import { newReplicaSet, revisionOf } from '../controllers/deployment/revision.js';
import { lastRevision, rolledBack } from '../controllers/deployment/rollback.js';
import type { Behaviour } from '../kubelet/lives.js';
import type { Deployment } from '../objects/deployment.js';
import type { WorldObject } from '../objects/kinds.js';
import type { Labels } from '../objects/metadata.js';
import type { Pod } from '../objects/pod.js';
import { managed, type World } from '../world.js';

/** `kubectl scale --replicas=N`: writes the scale subresource. */
export function* scaleTo(object: WorldObject, replicas: number): Steps {
  if (!('spec' in object) || !('replicas' in object.spec)) return;
  const because = `kubectl scale --replicas=${replicas}`;
  // Every kind with `spec.replicas` takes a number there.
  yield { do: 'update', object: { ...object, spec: { ...object.spec, replicas } } as WorldObject, because };
}

/** `kubectl set image`. */
export function* setImage(
  object: WorldObject,
  image: { readonly container: string; readonly image: string },
  world: World,
): Steps {
  const containers = [{ name: image.container, image: image.image }];
  const patch = { spec: { template: { spec: { containers } } } };
  yield* patchObject(object, patch, world, `kubectl set image ${image.container}=${image.image}`);
}

/** `kubectl patch`, a strategic merge patch. */
export function* patch(object: WorldObject, change: JsonObject, world: World): Steps {
  yield* patchObject(object, change, world, 'kubectl patch');
}

/** `kubectl rollout restart`: an annotation in the template. */
export function* restart(object: WorldObject, world: World): Steps {
  const annotations = { 'kubectl.kubernetes.io/restartedAt': `t+${world.now}ms` };
  yield* patchObject(object, { spec: { template: { metadata: { annotations } } } }, world, 'kubectl rollout restart');
}

/** `kubectl rollout pause` and `resume`. */
export function* pause(object: WorldObject, paused: boolean): Steps {
  if (object.kind !== 'Deployment' || object.spec.paused === paused) return;
  const because = `kubectl rollout ${paused ? 'pause' : 'resume'}`;
  yield { do: 'update', object: { ...object, spec: { ...object.spec, paused } }, because };
}

/** `kubectl rollout undo` of a Deployment: takes over the template of an earlier revision. Gives kubectl's error. */
export function* undoDeployment(deployment: Deployment, toRevision: number, world: World): Steps<string | undefined> {
  const sets = [...managed(world, deployment.metadata.uid, 'ReplicaSet')];
  const { name } = deployment.metadata;
  if (deployment.spec.paused)
    return `you cannot rollback a paused deployment; resume it first with 'kubectl rollout resume deployment/${name}' and try again`;
  const revision = toRevision || lastRevision(sets);
  const target = sets.find((set) => revision !== 0 && revisionOf(set) === revision);
  if (target === undefined) {
    return toRevision === 0
      ? `no rollout history found for deployment "${name}"`
      : `unable to find specified revision ${revision} in history`;
  }
  if (target === newReplicaSet(deployment, sets)) return undefined;
  yield {
    do: 'update',
    object: rolledBack(deployment, target),
    because: `kubectl rollout undo to revision ${revision}`,
  };
  return undefined;
}

/** Kinds whose history is in ControllerRevisions. */
export type Revisioned = Extract<WorldObject, { readonly kind: 'StatefulSet' | 'DaemonSet' }>;

/** `kubectl rollout undo` of a StatefulSet or DaemonSet: takes over the template of an earlier revision. Gives kubectl's error. */
export function* undoRevision(object: Revisioned, toRevision: number, world: World): Steps<string | undefined> {
  const history = byRevision([...managed(world, object.metadata.uid, 'ControllerRevision')]);
  if (toRevision === 0 && history.length <= 1) return 'no last revision to roll back to';
  const target = toRevision === 0 ? history.at(-2) : history.find(({ spec }) => spec.revision === toRevision);
  if (target === undefined) return `unable to find specified revision ${toRevision} in history`;
  const { template } = target.spec;
  if (holdsTemplate(target, object.spec.template)) return undefined;
  const because = `kubectl rollout undo to revision ${target.spec.revision}`;
  // Only the template changes: the spec stays one of the same kind.
  yield { do: 'update', object: { ...object, spec: { ...object.spec, template } } as Revisioned, because };
  return undefined;
}

/** `kubectl delete`. */
export function* deleteObject(object: WorldObject, propagation: Propagation = 'Background'): Steps {
  yield { do: 'delete', object, propagation, because: 'kubectl delete' };
}

/** `kubectl label` and `kubectl annotate`; `null` removes. */
export function* relabel(
  object: WorldObject,
  { labels = {}, annotations = {} }: { readonly labels?: Marks; readonly annotations?: Marks },
): Steps {
  const metadata = {
    ...object.metadata,
    labels: marked(object.metadata.labels, labels),
    annotations: marked(object.metadata.annotations, annotations),
  };
  yield { do: 'update', object: { ...object, metadata } as WorldObject, because: 'kubectl label' };
}

/** Labels or annotations to set, or to remove where `null`. */
export type Marks = Readonly<Record<string, string | null>>;

function marked(labels: Labels, marks: Marks): Labels {
  const next = new Map(Object.entries(labels));
  for (const [name, value] of Object.entries(marks)) {
    if (value === null) next.delete(name);
    else next.set(name, value);
  }
  return Object.fromEntries(next);
}

/** From now on the pod behaves differently: a fault, or its end. */
export function* behave(pod: Pod, behaviour: Behaviour): Steps {
  const { pullMs, startMs, readyMs, runMs, exitCode, terminateMs, unready } = behaviour;
  const ending = { afterMs: pod.life.exit?.afterMs ?? 0, code: pod.life.exit?.code ?? 0 };
  const isEnding = runMs !== undefined || exitCode !== undefined;
  const given = isEnding ? { afterMs: runMs ?? ending.afterMs, code: exitCode ?? ending.code } : undefined;
  const exit = behaviour.exit ?? given;
  const life = {
    ...pod.life,
    ...(pullMs !== undefined && { pullMs }),
    ...(startMs !== undefined && { startMs }),
    ...(readyMs !== undefined && { readyMs }),
    ...(exit !== undefined && { exit }),
    ...(terminateMs !== undefined && { terminateMs }),
    ...(unready !== undefined && { unready }),
  };
  yield { do: 'update', object: { ...pod, life }, because: 'the scenario says so' };
}
