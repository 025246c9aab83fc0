/** The way of a manifest into the world: defaults, metadata, the kind's own shape; and `kubectl apply` on top. */

import { isJsonObject, type Json, type JsonObject, objectOf, stringOf } from '../../kube/json.js';
import type { NewMetadata, NewObject, Steps } from '../action.js';
import type { Kind, WorldObject } from '../objects/kinds.js';
import type { Labels } from '../objects/metadata.js';
import type { World } from '../world.js';
import { patchRefusal, updateRefusal } from './check-update.js';
import { withServerDefaults } from './defaults.js';
import { mergedFinalizers, saidFinalizers } from './finalizers.js';
import { withoutGatedFields } from './gated-fields.js';
import type { Manifest, ManifestKind } from './manifest.js';
import { strategicPatch, threeWayMerge } from './merge.js';
import { configMapManifest, secretManifest } from './objects/config.js';
import { cronJobManifest } from './objects/cron-job.js';
import { csiNodeManifest } from './objects/csi-node.js';
import { daemonSetManifest } from './objects/daemon-set.js';
import { deploymentManifest } from './objects/deployment.js';
import { horizontalPodAutoscalerManifest } from './objects/horizontal-pod-autoscaler.js';
import { jobManifest } from './objects/job.js';
import { limitRangeManifest } from './objects/limit-range.js';
import { networkPolicyManifest } from './objects/network-policy.js';
import { nodeManifest } from './objects/node.js';
import { persistentVolumeManifest } from './objects/persistent-volume.js';
import { persistentVolumeClaimManifest } from './objects/persistent-volume-claim.js';
import { podManifest } from './objects/pod.js';
import { podDisruptionBudgetManifest } from './objects/pod-disruption-budget.js';
import { priorityClassManifest } from './objects/priority-class.js';
import { replicaSetManifest } from './objects/replica-set.js';
import { replicationControllerManifest } from './objects/replication-controller.js';
import { resourceQuotaManifest } from './objects/resource-quota.js';
import { runtimeClassManifest } from './objects/runtime-class.js';
import { scaledObjectManifest } from './objects/scaled-object.js';
import { serviceManifest } from './objects/service.js';
import { statefulSetManifest } from './objects/stateful-set.js';
import { storageClassManifest } from './objects/storage-class.js';
import { withStoredTemplates } from './stored-template.js';

/** A kind that can be applied; each keeps to its own kind of object. */
type AnyManifestKind = { readonly [K in Kind]: ManifestKind<K> }[Kind];

/** Every kind that can be applied to the world. */
export const MANIFEST_KINDS: readonly AnyManifestKind[] = [
  configMapManifest,
  secretManifest,
  serviceManifest,
  networkPolicyManifest,
  nodeManifest,
  resourceQuotaManifest,
  limitRangeManifest,
  priorityClassManifest,
  runtimeClassManifest,
  csiNodeManifest,
  podDisruptionBudgetManifest,
  daemonSetManifest,
  deploymentManifest,
  replicaSetManifest,
  replicationControllerManifest,
  statefulSetManifest,
  storageClassManifest,
  persistentVolumeManifest,
  persistentVolumeClaimManifest,
  cronJobManifest,
  jobManifest,
  horizontalPodAutoscalerManifest,
  scaledObjectManifest,
  podManifest,
];

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The kind's entry, `undefined` if the simulator does not know it. */
export function manifestKind(manifest: Manifest): AnyManifestKind | undefined {
  return MANIFEST_KINDS.find(
    ({ kind, apiVersions }) => kind === manifest.kind && apiVersions.includes(manifest.apiVersion),
  );
}

/** Does what `kubectl apply` of one object does. Gives the refusal, if there is one, in the API server's words. */
export function* applyManifest(manifest: Manifest, world: World): Steps<string | undefined> {
  const entry = manifestKind(manifest);
  if (entry === undefined) return `no controller is simulated for ${manifest.apiVersion} ${manifest.kind}`;
  const namespace = entry.namespaced ? (manifest.namespace ?? 'default') : '';
  const refused = yield* applied(manifest, { entry, namespace, world });
  const { kind } = entry;
  yield { do: 'answer', kind, key: `${namespace}/${manifest.name ?? ''}`, refused: refused ?? '' };
  return refused;
}

/** Kinds whose selector has to select what their template makes. */
const SELECTING: ReadonlySet<string> = new Set([
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
]);

/** The world does not keep all metadata, such as the namespace as it was written: what it says of itself was judged before. */
function withMetadataOf({ metadata = {} }: JsonObject, patched: JsonObject): JsonObject {
  return { ...patched, metadata };
}

interface Applying {
  readonly entry: AnyManifestKind;
  readonly namespace: string;
  readonly world: World;
}

function* applied(manifest: Manifest, { entry, namespace, world }: Applying): Steps<string | undefined> {
  const stored =
    manifest.name === undefined ? undefined : world.objects[entry.kind].get(`${namespace}/${manifest.name}`);
  const because = 'kubectl apply';
  // One that is being deleted is changed like any other (kubectl only warns), and goes all the same.
  if (stored === undefined) {
    const outcome = yield { do: 'create', object: newObject(manifest.object, entry, { namespace, world }), because };
    return outcome.kind === 'refused' ? outcome.message : undefined;
  }
  const refused = updateRefusal(manifest, lastApplied(stored), stored, world.settings.version);
  if (refused !== undefined) return refused;
  const live = written(stored, entry);
  const merged = threeWayMerge(lastApplied(stored), live, manifest.object);
  const patched = isJsonObject(merged) ? merged : {};
  // What the manifest says is sound; a selector that the server had filled in need not fit its new template.
  const unsound = SELECTING.has(entry.kind)
    ? patchRefusal(manifest, { live, patched: withMetadataOf(live, patched) }, stored, world.settings.version)
    : undefined;
  if (unsound !== undefined) return unsound;
  const next = newObject(patched, entry, { namespace, world, lastApplied: manifest.object });
  const finalizers = mergedFinalizers(stored.metadata.finalizers, manifest.object, lastApplied(stored));
  yield { do: 'update', object: withNew(stored, next, finalizers), because };
  return undefined;
}

/** Does what `kubectl replace` of one object does: it becomes what the manifest says, whatever others wrote. */
export function* replaceObject(stored: WorldObject, manifest: Manifest, world: World): Steps<string | undefined> {
  const entry = manifestKind(manifest);
  if (entry === undefined) return `no controller is simulated for ${manifest.apiVersion} ${manifest.kind}`;
  const refused = updateRefusal(manifest, lastApplied(stored), stored, world.settings.version);
  if (refused !== undefined) return refused;
  const next = newObject(manifest.object, entry, { namespace: stored.metadata.namespace, world });
  const finalizers = saidFinalizers(manifest.object) ?? [];
  yield { do: 'update', object: withNew(stored, next, finalizers), because: 'kubectl replace' };
  return undefined;
}

/** Does what `kubectl patch` does to one object: a strategic merge patch. Gives the refusal, if there is one. */
export function* patchObject(
  stored: WorldObject,
  { patch, because }: { readonly patch: JsonObject; readonly because: string },
  world: World,
): Steps<string | undefined> {
  const entry = MANIFEST_KINDS.find(({ kind }) => kind === stored.kind);
  if (entry === undefined) return `a ${stored.kind} cannot be patched here`;
  const live = written(stored, entry);
  const merged = strategicPatch(live, patch);
  const patched = isJsonObject(merged) ? merged : {};
  const { version } = world.settings;
  const asked = { apiVersion: entry.apiVersions[0] ?? '', kind: entry.kind };
  const refused = patchRefusal(asked, { live, patched }, stored, version);
  if (refused !== undefined) return refused;
  const admission = { namespace: stored.metadata.namespace, world, lastApplied: lastApplied(stored) };
  const finalizers = mergedFinalizers(stored.metadata.finalizers, patch);
  yield { do: 'update', object: withNew(stored, newObject(patched, entry, admission), finalizers), because };
  return undefined;
}

interface Admission {
  readonly namespace: string;
  readonly world: World;
  /** What the manifest said, where `object` is already merged. */
  readonly lastApplied?: JsonObject;
}

function newObject(object: JsonObject, entry: AnyManifestKind, admission: Admission): NewObject {
  const { version } = admission.world.settings;
  const kept = withStoredTemplates(entry.kind, withoutGatedFields(entry.kind, object, version));
  const defaulted = withServerDefaults(entry.apiVersions[0] ?? '', entry.kind, kept, version);
  const metadata = objectOf(object.metadata) ?? {};
  const annotations: Record<string, string> = { ...labelsOf(metadata.annotations) };
  annotations[LAST_APPLIED] = JSON.stringify(admission.lastApplied ?? object, bigints);
  const name = stringOf(metadata.name);
  const generateName = stringOf(metadata.generateName);
  const given: NewMetadata = {
    ...(name !== undefined && { name }),
    ...(generateName !== undefined && { generateName }),
    namespace: admission.namespace,
    labels: labelsOf(metadata.labels),
    annotations,
    ownerReferences: [],
    finalizers: saidFinalizers(object) ?? [],
  };
  return entry.read(defaulted, given, version);
}

function bigints(_key: string, value: unknown): unknown {
  return typeof value === 'bigint' ? Number(value) : value;
}

function labelsOf(value: Json | undefined): Labels {
  const entries = Object.entries(objectOf(value) ?? {});
  return Object.fromEntries(entries.map(([name, text]) => [name, text === null ? '' : String(text)]));
}

/** The stored object with the spec and the user's metadata of a new one of its kind. */
function withNew(stored: WorldObject, next: NewObject, finalizers: readonly string[]): WorldObject {
  const { labels, annotations } = next.metadata;
  const metadata = { ...stored.metadata, labels, annotations, finalizers };
  // Both are of one kind: `manifestKind` found the stored object by it.
  return { ...stored, spec: next.spec, metadata } as WorldObject;
}

/** The manifest that `kubectl apply` applied last; empty if nobody has applied one. */
export function lastApplied(object: WorldObject): JsonObject {
  const text = object.metadata.annotations[LAST_APPLIED];
  const parsed: unknown = text === undefined ? {} : JSON.parse(text);
  // Written above from a JSON object.
  return parsed as JsonObject;
}

/** What a manifest of the stored object would say. */
function written(object: WorldObject, entry: AnyManifestKind): JsonObject {
  const { name, labels, annotations } = object.metadata;
  const own = Object.fromEntries(Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED));
  // The entry was found by the object's kind.
  const { spec, fields } = entry as ManifestKind<Kind>;
  const metadata = { name, labels, annotations: own };
  return fields === undefined ? { metadata, spec: spec(object) } : { ...fields(object), metadata };
}
