/** What users do with kubectl to objects of the world. Each is a sequence of actions, as kubectl sends it. */

import { type JsonObject, objectOf } from '../../kube/json.js';
import type { Container, PodSpec } from '../../kube/types.generated.js';
import type { Propagation, Steps } from '../action.js';
import { patchObject } from '../admission/admit-manifest.js';
import { UNKNOWN } from '../kubectl/api-values.js';
import type { Behaviour } from '../kubelet/behaviour.js';
import { changedLife } from '../kubelet/life.js';
import type { WorldObject } from '../objects/kinds.js';
import type { Labels } from '../objects/metadata.js';
import type { Pod } from '../objects/pod.js';
import type { World } from '../world.js';
import type { Reply, Waiting } from './step.js';

/** `kubectl scale --replicas=N`, only if there are `currentReplicas` now: writes the scale subresource. */
export function* scaleTo(object: WorldObject, replicas: number, precondition: Precondition = {}): Steps<Reply> {
  if (!('spec' in object) || !('replicas' in object.spec))
    return 'Error from server (NotFound): the server could not find the requested resource';
  const { currentReplicas, resourceVersion } = precondition;
  if (currentReplicas !== undefined && object.spec.replicas !== currentReplicas)
    return `error: Expected replicas to be ${currentReplicas}, was ${object.spec.replicas}`;
  // Nobody knows the versions of a real cluster; a version of a scenario is one that is over, unless it is `current`.
  if (resourceVersion !== undefined && resourceVersion !== 'current')
    return `error: Expected resource version to be ${resourceVersion}, was ${UNKNOWN}`;
  const because = `kubectl scale --replicas=${replicas}`;
  // Every kind with `spec.replicas` takes a number there.
  yield { do: 'update', object: { ...object, spec: { ...object.spec, replicas } } as WorldObject, because };
  return undefined;
}

/** What has to hold before a scale. */
export interface Precondition {
  readonly currentReplicas?: number | undefined;
  /** `current`, or a version: an older one. */
  readonly resourceVersion?: string | undefined;
}

/** What a scale waits for. */
export interface ScaleWait {
  readonly replicas: number;
  readonly timeoutMs: number;
  readonly name: string;
}

/** `kubectl scale --timeout`: waits until as many pods are there, whether or not they are ready. */
export function waitingForScale(
  found: (world: World) => WorldObject | string,
  { replicas, timeoutMs, name }: ScaleWait,
): Waiting {
  return {
    timeoutMs,
    look: (world) => {
      const object = found(world);
      if (typeof object === 'string') return object;
      // Somebody else has scaled it: kubectl waits no longer.
      if (!('replicas' in object.spec) || object.spec.replicas !== replicas) return undefined;
      return 'replicas' in object.status && object.status.replicas === replicas ? undefined : 'waiting';
    },
    inVain: () => `error: timed out waiting for "${name}" to be synced`,
  };
}

/** `kubectl set image`; container `*` is every container. */
export function* setImage(
  object: WorldObject,
  image: { readonly container: string; readonly image: string },
  world: World,
): Steps<Reply> {
  const { initContainers = [], containers = [] } = podSpecOf(object) ?? {};
  const found = (all: readonly Container[]) =>
    all.filter(({ name }) => image.container === '*' || name === image.container);
  const set = (all: readonly Container[]) => found(all).map(({ name = '' }) => ({ name, image: image.image }));
  if (found([...initContainers, ...containers]).length === 0)
    return `error: unable to find container named "${image.container}"`;
  const spec = {
    ...(found(containers).length > 0 && { containers: set(containers) }),
    ...(found(initContainers).length > 0 && { initContainers: set(initContainers) }),
  };
  const because = `kubectl set image ${image.container}=${image.image}`;
  return yield* patchObject(object, { patch: inTemplateOf(object, spec), because }, world);
}

function podSpecOf(object: WorldObject): PodSpec | undefined {
  if (object.kind === 'Pod') return object.spec;
  if (object.kind === 'CronJob') return object.spec.jobTemplate.spec.template.spec;
  return 'spec' in object && 'template' in object.spec ? object.spec.template.spec : undefined;
}

/** A patch of the object that changes this of its pods' spec. */
function inTemplateOf({ kind }: WorldObject, spec: JsonObject): JsonObject {
  if (kind === 'Pod') return { spec };
  const template = { template: { spec } };
  return kind === 'CronJob' ? { spec: { jobTemplate: { spec: template } } } : { spec: template };
}

/** `kubectl patch`, a strategic merge patch. */
export function* patch(object: WorldObject, change: JsonObject, world: World): Steps<Reply> {
  const { name } = object.metadata;
  const given = objectOf(change.metadata)?.name;
  if (given !== undefined && given !== name)
    return `Error from server (BadRequest): the name of the object (${String(given)}) does not match the name on the URL (${name})`;
  return yield* patchObject(object, { patch: change, because: 'kubectl patch' }, world);
}

/** `kubectl delete`; `graceMs` is `--grace-period`, 0 with `--force`. */
export function* deleteObject(object: WorldObject, propagation: Propagation = 'Background', graceMs?: number): Steps {
  yield { do: 'delete', object, propagation, because: 'kubectl delete', ...(graceMs !== undefined && { graceMs }) };
}

/** What `kubectl label` and `kubectl annotate` change; `null` removes. */
export interface Relabelling {
  readonly labels?: Marks;
  readonly annotations?: Marks;
  /** `--overwrite`; true if absent. */
  readonly overwrite?: boolean;
}

/** `kubectl label` and `kubectl annotate`. */
export function* relabel(
  object: WorldObject,
  { labels = {}, annotations = {}, overwrite = true }: Relabelling,
): Steps<Reply> {
  const [label] = overwrite ? [] : declared(object.metadata.labels, labels);
  if (label !== undefined) return `error: ${label}, and --overwrite is false`;
  const [annotation] = overwrite ? [] : declared(object.metadata.annotations, annotations);
  if (annotation !== undefined)
    return `error: --overwrite is false but found the following declared annotation(s): ${annotation}`;
  const metadata = {
    ...object.metadata,
    labels: marked(object.metadata.labels, labels),
    annotations: marked(object.metadata.annotations, annotations),
  };
  yield { do: 'update', object: { ...object, metadata } as WorldObject, because: 'kubectl label' };
  return undefined;
}

function declared(stored: Labels, marks: Marks): string[] {
  return Object.keys(marks)
    .filter((name) => marks[name] !== null && Object.hasOwn(stored, name) && stored[name] !== marks[name])
    .map((name) => `'${name}' already has a value (${stored[name]})`);
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
export function* behave(pod: Pod, behaviour: Behaviour, world: World): Steps {
  const life = changedLife(pod, behaviour, world.now);
  yield { do: 'update', object: { ...pod, life }, because: 'the scenario says so' };
}
