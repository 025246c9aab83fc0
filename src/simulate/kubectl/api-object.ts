/**
 * An object of the world in the shape of the API, with the server's defaults, as `kubectl get -o json` shows it.
 *
 * Not modelled: `metadata.resourceVersion` and `managedFields`, what machines and networks say of themselves (addresses,
 * container ids, digests of images). Addresses that somebody may ask for are `<unknown>`, never made up.
 */

import type { Json, JsonObject } from '../../kube/json.js';
import { withServerDefaults } from '../admission/defaults.js';
import type { Kind, WorldObject } from '../objects/kinds.js';
import type { Metadata } from '../objects/metadata.js';
import { apiVersionOf } from '../objects/resource-name.js';
import type { World } from '../world.js';
import { apiFields, apiSpec } from './api-spec.js';
import { apiStatus } from './api-status.js';
import { apiTime } from './api-values.js';

/** The object as the API server would return it. */
export function apiObject(object: WorldObject, world: World): JsonObject {
  const { kind } = object;
  const apiVersion = apiVersionOf(kind);
  const spec = apiSpec(object, world);
  const status = apiStatus(object, world);
  const whole: JsonObject = {
    apiVersion,
    kind,
    metadata: apiMetadata(object, world),
    ...apiFields(object),
    ...(spec !== undefined && { spec }),
    ...(status !== undefined && { status }),
  };
  return withServerDefaults(apiVersion, kind, whole, world.settings.version);
}

function apiMetadata(object: WorldObject, world: World): JsonObject {
  const { metadata } = object;
  const { deletionTimestamp, deletionGraceMs } = metadata;
  const deletion = deletionTimestamp === undefined ? {} : deletionOf(deletionTimestamp, deletionGraceMs, world);
  return {
    ...(Object.keys(metadata.annotations).length > 0 && { annotations: metadata.annotations }),
    creationTimestamp: apiTime(metadata.creationTimestamp, world),
    ...deletion,
    ...(metadata.finalizers.length > 0 && { finalizers: metadata.finalizers }),
    ...generateName(object),
    ...(HAS_GENERATION.has(object.kind) && { generation: metadata.generation }),
    ...(Object.keys(metadata.labels).length > 0 && { labels: metadata.labels }),
    name: metadata.name,
    ...(metadata.namespace !== '' && { namespace: metadata.namespace }),
    ...(metadata.ownerReferences.length > 0 && { ownerReferences: ownersOf(metadata) }),
    uid: metadata.uid,
  };
}

// Kinds whose registry counts generations: pods since 1.35, for the others since ever.
const HAS_GENERATION: ReadonlySet<Kind> = new Set([
  'Pod',
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'PodDisruptionBudget',
  'NetworkPolicy',
  'PriorityClass',
]);

/** The API server's deletionTimestamp is when the grace period will be over. */
function deletionOf(at: number, graceMs: number | undefined, world: World): JsonObject {
  return {
    deletionGracePeriodSeconds: Math.round((graceMs ?? 0) / 1000),
    deletionTimestamp: apiTime(at + (graceMs ?? 0), world),
  };
}

function generateName({ kind, metadata }: WorldObject): JsonObject {
  const owner = metadata.ownerReferences.find(({ controller }) => controller);
  const isMadeUp = kind === 'Pod' && owner !== undefined;
  return isMadeUp ? { generateName: metadata.name.replace(/[^-]*$/, '') } : {};
}

function ownersOf({ ownerReferences }: Metadata): Json {
  return ownerReferences.map(({ kind, name, uid, controller }) => ({
    // Only kinds of the world own anything here.
    apiVersion: apiVersionOf(kind as Kind),
    ...(controller && { blockOwnerDeletion: true, controller }),
    kind,
    name,
    uid,
  }));
}
