import type { NewMetadata, NewObject, NewPod, Outcome } from './action.js';
import { admitted, refusal } from './admission/admit.js';
import { NEW_CRON_JOB_STATUS } from './objects/cron-job.js';
import { NEW_DAEMON_SET_STATUS } from './objects/daemon-set.js';
import { NEW_DEPLOYMENT_STATUS } from './objects/deployment.js';
import { NEW_AUTOSCALER_STATUS } from './objects/horizontal-pod-autoscaler.js';
import { NEW_JOB_STATUS } from './objects/job.js';
import type { Kind, Kinds, WorldObject } from './objects/kinds.js';
import type { Metadata } from './objects/metadata.js';
import { NEW_POD_STATUS, type Pod } from './objects/pod.js';
import { NEW_BUDGET_STATUS } from './objects/pod-disruption-budget.js';
import { NEW_REPLICA_SET_STATUS } from './objects/replica-set.js';
import { resourceName } from './objects/resource-name.js';
import { NEW_STATEFUL_SET_STATUS } from './objects/stateful-set.js';
import { nameSuffix, randomOf } from './random.js';
import { store, type WorldState } from './store.js';
import type { World } from './world.js';

// What the registry gives an object before any controller has seen it.
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

const NO_FINALIZERS: readonly string[] = [];

/** Admits an object and stores it under its name, or the first free one; the refusal in the API server's words. */
export function create(world: WorldState, asked: NewObject, because: string): Outcome {
  const object = admitted(world, asked);
  const { name, namespace } = object.metadata;
  const named = name === undefined ? freeName(world, object) : { name, key: `${namespace}/${name}` };
  if (name !== undefined && world.objects[object.kind].has(named.key)) {
    const message = `${resourceName(object.kind)} "${name}" already exists`;
    return { kind: 'refused', reason: 'AlreadyExists', message };
  }
  const refused = refusal(world, object, named.name);
  if (refused !== undefined) return { kind: 'refused', reason: 'Forbidden', message: refused };
  const metadata = newMetadata(world, object.metadata, named);
  const stored = object.kind === 'Pod' ? newPod(world, object, metadata) : newObject(object, metadata);
  store(world, undefined, stored, because);
  return { kind: 'done', object: stored };
}

/** What the API server makes of the metadata of a new object. */
export function newMetadata(
  world: WorldState,
  { namespace, labels, annotations, ownerReferences, finalizers }: NewMetadata,
  { name, key }: FreeName,
): Metadata {
  const serial = ++world.serial;
  return {
    name,
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
}

function newObject(object: NewObject, metadata: Metadata): WorldObject {
  // Kind, spec and status are of the same kind: `INITIAL_STATUS` is typed by kind.
  return { ...object, metadata, status: object.status ?? INITIAL_STATUS[object.kind] } as WorldObject;
}

/** A new pod as it is stored. */
export function newPod(
  { settings }: World,
  { kind, spec, node, status = NEW_POD_STATUS }: NewPod,
  metadata: Metadata,
): Pod {
  return { kind, metadata, spec, node, life: settings.lives.lifeOf(spec, metadata, settings.version), status };
}

/** A name that no object of the kind has, with the key that goes with it. */
export interface FreeName {
  readonly name: string;
  readonly key: string;
}

/** The first free name that begins with `metadata.generateName`. */
export function freeName(world: WorldState, { kind, metadata }: NewObject): FreeName {
  const { namespace, generateName = '' } = metadata;
  for (;;) {
    const name = generateName + nameSuffix(world.settings.seed, ++world.serial);
    const key = `${namespace}/${name}`;
    if (!world.objects[kind].has(key)) return { name, key };
  }
}

// Real uids are random: nothing may depend on their order except through the seed.
function uidOf({ settings }: World, serial: number): string {
  const head = Math.floor(randomOf(settings.seed, serial) * 2 ** 32).toString(16);
  return `${head.padStart(8, '0')}-${serial}`;
}
