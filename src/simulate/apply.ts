import type { Action, NewObject, Outcome } from './action.js';
import { admitted, refusal } from './admission/admit.js';
import { correlate, type EventLog, type RecordedEvent } from './event-log.js';
import { reindex } from './indexes.js';
import { NEW_CRON_JOB_STATUS } from './objects/cron-job.js';
import { NEW_DAEMON_SET_STATUS } from './objects/daemon-set.js';
import { NEW_DEPLOYMENT_STATUS } from './objects/deployment.js';
import { NEW_AUTOSCALER_STATUS } from './objects/horizontal-pod-autoscaler.js';
import { NEW_JOB_STATUS } from './objects/job.js';
import type { Kind, Kinds, WorldObject } from './objects/kinds.js';
import type { Labels, Metadata } from './objects/metadata.js';
import { isTerminal, NEW_POD_STATUS, type Pod, type PodStatus } from './objects/pod.js';
import { NEW_BUDGET_STATUS } from './objects/pod-disruption-budget.js';
import { NEW_REPLICA_SET_STATUS } from './objects/replica-set.js';
import { resourceName } from './objects/resource-name.js';
import { NEW_STATEFUL_SET_STATUS } from './objects/stateful-set.js';
import { nameSuffix, randomOf } from './random.js';
import { isSame } from './same.js';
import type { Change, World } from './world.js';

type Writable<T> = { -readonly [P in keyof T]: T[P] };

/** The world together with what only the loop touches. */
export interface WorldState extends World {
  now: number;
  readonly objects: { readonly [K in Kind]: Map<string, Kinds[K]> };
  /** Counts everything that gets a number: uids, name suffixes. */
  serial: number;
  /** Changes that the loop has not told anybody yet. */
  readonly changes: Writable<Change>[];
  /** Events that the loop has not told anybody yet. */
  readonly events: RecordedEvent[];
  readonly eventLog: EventLog;
}

const INITIAL_STATUS: { readonly [K in Kind]: Kinds[K]['status'] } = {
  Pod: NEW_POD_STATUS,
  Node: { allocatable: new Map(), ready: true },
  ReplicaSet: NEW_REPLICA_SET_STATUS,
  ReplicationController: NEW_REPLICA_SET_STATUS,
  Deployment: NEW_DEPLOYMENT_STATUS,
  ResourceQuota: {},
  Job: NEW_JOB_STATUS,
  CronJob: NEW_CRON_JOB_STATUS,
  PodDisruptionBudget: NEW_BUDGET_STATUS,
  DaemonSet: NEW_DAEMON_SET_STATUS,
  ControllerRevision: {},
  StatefulSet: NEW_STATEFUL_SET_STATUS,
  PersistentVolumeClaim: { phase: 'Pending' },
  PersistentVolume: { phase: 'Available' },
  StorageClass: {},
  HorizontalPodAutoscaler: NEW_AUTOSCALER_STATUS,
  LimitRange: {},
  PriorityClass: {},
  Load: {},
  ConfigMap: {},
  Secret: {},
  Service: {},
  NetworkPolicy: {},
  RuntimeClass: {},
  CSINode: {},
  ScaledObject: { activeAt: undefined, isActive: false, nextLook: undefined },
};

type StoreAction = Exclude<Action, { readonly do: 'wake' | 'answer' }>;

/** Does one action to the world, as the API server would: the only way it changes. */
export function apply(world: WorldState, action: StoreAction): Outcome {
  switch (action.do) {
    case 'create':
      return create(world, action.object, action.because);
    case 'update':
      return update(world, action.object, action.because);
    case 'status':
      return updateStatus(world, action.object, action.because);
    case 'delete':
      return remove(world, action);
    case 'remove':
      return end(world, action.object, action.because);
    case 'statuses':
      for (const pod of action.pods) giveStatus(world, pod, action);
      return twins(world);
    case 'removals':
      for (const pod of action.pods) end(world, pod, action.because);
      return twins(world);
    case 'bind':
      return bind(world, action.pod, action.node, action.because);
    case 'event':
      world.events.push(correlate(world.eventLog, action, world.now));
      return { kind: 'done', object: undefined };
    default: {
      const unknown: never = action;
      return unknown;
    }
  }
}

const NO_FINALIZERS: readonly string[] = [];

function create(world: WorldState, asked: NewObject, because: string): Outcome {
  const object = admitted(world, asked);
  const { name, generateName = '', namespace, labels, annotations, ownerReferences, finalizers } = object.metadata;
  const fullName = name ?? freeName(world, object.kind, namespace, generateName);
  const key = `${namespace}/${fullName}`;
  if (world.objects[object.kind].has(key)) {
    const message = `${resourceName(object.kind)} "${fullName}" already exists`;
    return { kind: 'refused', reason: 'AlreadyExists', message };
  }
  const refused = refusal(world, object, fullName);
  if (refused !== undefined) return { kind: 'refused', reason: 'Forbidden', message: refused };
  const serial = ++world.serial;
  const metadata: Metadata = {
    name: fullName,
    namespace,
    uid: uidOf(world, serial),
    serial,
    key,
    generation: 1,
    creationTimestamp: world.now,
    deletionTimestamp: undefined,
    deletionGraceMs: undefined,
    labels,
    annotations,
    ownerReferences,
    finalizers: finalizers ?? NO_FINALIZERS,
  };
  const stored = object.kind === 'Pod' ? newPod(world, object, metadata) : newObject(object, metadata);
  store(world, undefined, stored, because);
  return { kind: 'done', object: stored };
}

function newObject(object: NewObject, metadata: Metadata): WorldObject {
  // Kind, spec and status are of the same kind: `INITIAL_STATUS` is typed by kind.
  return { ...object, metadata, status: object.status ?? INITIAL_STATUS[object.kind] } as WorldObject;
}

function newPod(
  { settings }: World,
  { kind, spec, node, status = NEW_POD_STATUS }: Extract<NewObject, { readonly kind: 'Pod' }>,
  metadata: Metadata,
): Pod {
  return { kind, metadata, spec, node, life: settings.lives.lifeOf(spec, metadata, settings.version), status };
}

function freeName(world: WorldState, kind: Kind, namespace: string, prefix: string): string {
  for (;;) {
    const name = prefix + nameSuffix(world.settings.seed, ++world.serial);
    if (!world.objects[kind].has(`${namespace}/${name}`)) return name;
  }
}

// Real uids are random: nothing may depend on their order except through the seed.
function uidOf({ settings }: World, serial: number): string {
  const head = Math.floor(randomOf(settings.seed, serial) * 2 ** 32).toString(16);
  return `${head.padStart(8, '0')}-${serial}`;
}

function update(world: WorldState, object: WorldObject, because: string): Outcome {
  const stored = storedTwin(world, object);
  if (stored === undefined) return notFound(object);
  const isNewGeneration =
    !isSame(stored.spec, object.spec) ||
    (object.kind === 'Deployment' && !isSame(stored.metadata.annotations, object.metadata.annotations));
  const { labels, annotations, ownerReferences, finalizers } = object.metadata;
  const isSameMetadata =
    isSame(stored.metadata.labels, labels) &&
    isSame(stored.metadata.annotations, annotations) &&
    isSame(stored.metadata.ownerReferences, ownerReferences) &&
    isSame(stored.metadata.finalizers, finalizers);
  const isSameLife = object.kind !== 'Pod' || stored.kind !== 'Pod' || object.life === stored.life;
  if (!isNewGeneration && isSameMetadata && isSameLife) return { kind: 'done', object: stored };
  const metadata: Metadata = {
    ...stored.metadata,
    labels: kept(stored.metadata.labels, labels),
    annotations: kept(stored.metadata.annotations, annotations),
    ownerReferences,
    finalizers,
    generation: stored.metadata.generation + (isNewGeneration ? 1 : 0),
  };
  // The status is the stored one of the same kind.
  const next = { ...object, metadata, status: stored.status } as WorldObject;
  store(world, stored, next, because);
  const isLetGo = metadata.deletionTimestamp !== undefined && finalizers.length === 0;
  if (isLetGo && (next.kind !== 'Pod' || metadata.deletionGraceMs === 0)) return end(world, next, because);
  return { kind: 'done', object: next };
}

/** The stored map if it says the same: pods of one template keep sharing it. */
function kept(stored: Labels, next: Labels): Labels {
  return isSame(stored, next) ? stored : next;
}

function updateStatus(world: WorldState, object: WorldObject, because: string): Outcome {
  const stored = storedTwin(world, object);
  if (stored === undefined) return notFound(object);
  const annotations = object.kind === 'Deployment' ? object.metadata.annotations : stored.metadata.annotations;
  if (isSame(stored.status, object.status) && isSame(stored.metadata.annotations, annotations)) {
    return { kind: 'done', object: stored };
  }
  const metadata = annotations === stored.metadata.annotations ? stored.metadata : { ...stored.metadata, annotations };
  // Only the status is taken over, and it is of the same kind.
  const next = { ...stored, metadata, status: object.status } as WorldObject;
  store(world, stored, next, because);
  return { kind: 'done', object: next };
}

function twins({ changes }: WorldState): Outcome {
  for (let place = 1; place < changes.length; place++) {
    const change = changes[place];
    if (change !== undefined) change.isTwin = true;
  }
  return { kind: 'done', object: undefined };
}

function giveStatus(
  world: WorldState,
  { metadata }: Pod,
  { status, because }: Extract<Action, { readonly do: 'statuses' }>,
): void {
  const stored = world.objects.Pod.get(metadata.key);
  if (stored?.metadata.uid === metadata.uid) store(world, stored, { ...stored, status }, because);
}

function remove(world: WorldState, action: Extract<Action, { readonly do: 'delete' }>): Outcome {
  const stored = storedTwin(world, action.object);
  if (stored === undefined) return notFound(action.object);
  if (stored.metadata.deletionTimestamp !== undefined && stored.kind !== 'Pod') return { kind: 'done', object: stored };
  if (stored.kind === 'Pod') return removePod(world, stored, action);
  const finalizers = finalizersFor(stored, action.propagation ?? 'Background');
  if (finalizers.length === 0) return end(world, stored, action.because);
  const metadata = {
    ...stored.metadata,
    finalizers,
    deletionTimestamp: world.now,
    deletionGraceMs: 0,
    generation: stored.metadata.generation + 1,
  };
  const next = { ...stored, metadata };
  store(world, stored, next, action.because);
  return { kind: 'done', object: next };
}

function finalizersFor(object: WorldObject, propagation: 'Background' | 'Foreground' | 'Orphan'): readonly string[] {
  if (propagation === 'Orphan') return [...object.metadata.finalizers, 'orphan'];
  if (propagation === 'Foreground') return [...object.metadata.finalizers, 'foregroundDeletion'];
  return object.metadata.finalizers;
}

// Graceful deletion: the kubelet ends the pod later. A pod without a node, or one that has ended, needs no kubelet
// (pkg/registry/core/pod/strategy.go CheckGracefulDelete).
function removePod(world: WorldState, pod: Pod, action: Extract<Action, { readonly do: 'delete' }>): Outcome {
  const graceMs = action.graceMs ?? Number(pod.spec.terminationGracePeriodSeconds ?? 30) * 1000;
  const isAtOnce = pod.node === undefined || isTerminal(pod) || graceMs === 0;
  const { deletionTimestamp, deletionGraceMs } = pod.metadata;
  const isSlower = deletionTimestamp !== undefined && graceMs >= (deletionGraceMs ?? 0);
  if (isSlower && !isAtOnce) return { kind: 'done', object: pod };
  const metadata = {
    ...pod.metadata,
    deletionTimestamp: deletionTimestamp ?? world.now,
    deletionGraceMs: isAtOnce ? 0 : graceMs,
  };
  const next = { ...pod, metadata };
  store(world, pod, next, action.because);
  const change = world.changes.at(-1);
  if (action.alike !== undefined && change !== undefined)
    world.changes[world.changes.length - 1] = { ...change, alike: action.alike };
  return isAtOnce ? end(world, next, action.because) : { kind: 'done', object: next };
}

function end(world: WorldState, object: WorldObject, because: string): Outcome {
  const stored = storedTwin(world, object);
  if (stored === undefined) return notFound(object);
  if (stored.metadata.finalizers.length > 0) {
    if (stored.metadata.deletionGraceMs === 0) return { kind: 'done', object: stored };
    const deletionTimestamp = stored.metadata.deletionTimestamp ?? world.now;
    const next = {
      ...stored,
      metadata: { ...stored.metadata, deletionTimestamp, deletionGraceMs: 0 },
    };
    store(world, stored, next, because);
    return { kind: 'done', object: next };
  }
  store(world, stored, undefined, because);
  return { kind: 'done', object: undefined };
}

function bind(world: WorldState, pod: Pod, node: string, because: string): Outcome {
  const stored = world.objects.Pod.get(pod.metadata.key);
  if (stored === undefined || stored.metadata.uid !== pod.metadata.uid) return notFound(pod);
  const next = { ...stored, node, status: boundStatus(stored.status, world) };
  store(world, stored, next, because);
  return { kind: 'done', object: next };
}

// Pods of one status that are bound at one moment go on sharing it.
const bound = new WeakMap<PodStatus, PodStatus>();

function boundStatus(status: PodStatus, { now }: World): PodStatus {
  const known = bound.get(status);
  if (known?.scheduledAt === now) return known;
  const next = { ...status, scheduledAt: now, since: now, unschedulable: '' };
  bound.set(status, next);
  return next;
}

function storedTwin(world: WorldState, object: WorldObject): WorldObject | undefined {
  const stored = world.objects[object.kind].get(object.metadata.key);
  return stored?.metadata.uid === object.metadata.uid ? stored : undefined;
}

function notFound(object: WorldObject): Outcome {
  const message = `${resourceName(object.kind)} "${object.metadata.name}" not found`;
  return { kind: 'refused', reason: 'NotFound', message };
}

function store(
  world: WorldState,
  before: WorldObject | undefined,
  after: WorldObject | undefined,
  because: string,
): void {
  const object = after ?? before;
  if (object === undefined) return;
  // The map of a kind holds objects of that kind: both come from the same object.
  const map = world.objects[object.kind] as Map<string, WorldObject>;
  if (after === undefined) map.delete(object.metadata.key);
  else map.set(object.metadata.key, after);
  reindex(world.indexes, before, after);
  const type = before === undefined ? 'added' : after === undefined ? 'deleted' : 'modified';
  world.changes.push({ type, before, after, object, because, isTwin: false });
}
