// What the API server does with a change to an object, in the order of k8s.io/apiserver v0.35.4
// pkg/endpoints/handlers/update.go and pkg/registry/rest/update.go: defaults, what registries allocate, PrepareForUpdate,
// the checks of metadata that all kinds share together with strategy.ValidateUpdate.
import type { FieldError, FieldErrors } from '../kube/field-error.js';
import { formatPath } from '../kube/field-path.js';
import { type JsonObject, objectOf } from '../kube/json.js';
import type { ObjectMeta } from '../kube/types.generated.js';
import type { KubernetesVersion } from '../kube/version.js';
import { withoutSystemFields, withSystemMetadata } from './create.js';
import { GROUPS } from './groups.js';
import { validateIdentity } from './meta/immutable.js';
import { withReadManagedFields } from './meta/managed-fields.js';
import { validateObjectMeta } from './meta/object-meta.js';
import { pathSegmentErrors } from './meta/path-segment.js';
import { UPDATE_GROUPS } from './update-groups.js';

/** Does rollcast know what the API server lets change in this kind? */
export function hasUpdateValidation(apiVersion: string, kind: string): boolean {
  return UPDATE_GROUPS.get(apiVersion)?.has(kind) === true;
}

/**
 * The reasons for which the API server refuses to turn `from` into `to`; none means it accepts the change. Both are decoded
 * manifests of one object, `from` one that the server accepted; `status` is what controllers wrote to it since, if anything.
 * A kind without update validation here has no errors: ask `hasUpdateValidation`.
 */
export function validateUpdate(
  apiVersion: string,
  kind: string,
  from: JsonObject,
  to: JsonObject,
  version: KubernetesVersion,
  status?: JsonObject,
): FieldErrors {
  const rules = GROUPS.get(apiVersion)?.get(kind);
  const update = UPDATE_GROUPS.get(apiVersion)?.get(kind);
  if (rules === undefined || update === undefined) return [];
  const context = { version };
  const stored = withSystemMetadata(withoutSystemFields(rules.defaults?.(from, context) ?? from), rules);
  const created = rules.prepare?.(stored, context) ?? stored;
  // A status in the manifest is not written on create.
  const { status: _, ...unread } = created;
  const live: JsonObject = status === undefined ? unread : { ...unread, status };
  const carried = update.carry?.(to, from, live) ?? to;
  const named = withSystemMetadata(rules.defaults?.(carried, context) ?? carried, rules);
  const wanted = withLiveStatus(withReadManagedFields(named), live);
  const errors: FieldErrors = [];
  update.admit?.(wanted, live, context, errors);
  if (errors.length > 0) return errors;
  const prepare = update.prepare ?? ((next: JsonObject) => rules.prepare?.(next, context) ?? next);
  const next = withLiveGeneration(prepare(wanted, live, context), live);
  const { finalizers } = update;
  const shared = { namespaced: rules.namespaced, name: pathSegmentErrors };
  const metadata = objectOf(next.metadata);
  validateObjectMeta(metadata, finalizers === undefined ? shared : { ...shared, finalizers }, errors);
  // Decoded metadata is an ObjectMeta: see kindOf.
  validateIdentity((metadata ?? {}) as ObjectMeta, (objectOf(live.metadata) ?? {}) as ObjectMeta, errors);
  update.validate(next, live, context, errors);
  return distinct(errors);
}

// PrepareForUpdate keeps the status of what has one: it is written through a path of its own.
function withLiveStatus(object: JsonObject, live: JsonObject): JsonObject {
  if (object.status === undefined && live.status === undefined) return object;
  const { status: _, ...rest } = object;
  return live.status === undefined ? rest : { ...rest, status: live.status };
}

// The server counts the generation on its own.
function withLiveGeneration(object: JsonObject, live: JsonObject): JsonObject {
  const metadata = objectOf(object.metadata);
  if (metadata?.generation === undefined) return object;
  const { generation: _, ...rest } = metadata;
  const generation = objectOf(live.metadata)?.generation;
  return { ...object, metadata: generation === undefined ? rest : { ...rest, generation } };
}

// Metadata is looked at for all kinds and again for most: the same error is said once.
function distinct(errors: FieldErrors): FieldErrors {
  const seen = new Map<string, FieldError>();
  for (const error of errors) {
    const key = `${error.type} ${formatPath(error.path)} ${error.detail}`;
    if (!seen.has(key)) seen.set(key, error);
  }
  return [...seen.values()];
}
