// What the API server does with a decoded object on create, in the order of k8s.io/apiserver v0.35.4
// pkg/endpoints/handlers/create.go and pkg/registry/rest/create.go: defaults, mutating admission, PrepareForCreate,
// strategy.Validate, the checks of metadata that all kinds share, validating admission, and what storage refuses.
import type { FieldErrors } from '../kube/field-error.js';
import { child } from '../kube/field-path.js';
import { isJsonObject, type JsonObject, objectOf, stringOf } from '../kube/json.js';
import type { KubernetesVersion } from '../kube/version.js';
import type { Kind } from './kind.js';
import { withReadManagedFields } from './meta/managed-fields.js';
import { validateObjectMeta } from './meta/object-meta.js';
import { pathSegmentErrors } from './meta/path-segment.js';

const METADATA = child(undefined, 'metadata');
const RESOURCE_VERSION = child(METADATA, 'resourceVersion');

/** `names.SimpleNameGenerator`: five characters after at most 58 of the prefix. */
const GENERATED_SUFFIX = 'x2x4x';
const GENERATED_PREFIX_LENGTH = 58;

/**
 * The reasons for which the API server refuses to create this object of the kind; none means it accepts it. `object` is
 * decoded: known fields of the right type only.
 */
export function creationErrors(rules: Kind, object: JsonObject, version: KubernetesVersion): FieldErrors {
  const context = { version };
  const errors: FieldErrors = [];
  const asked = withoutSystemFields(rules.defaults?.(object, context) ?? object);
  let created = withReadManagedFields(withSystemMetadata(asked, rules));
  rules.admit?.(created, context, errors);
  if (errors.length > 0) return errors;
  created = rules.prepare?.(created, context) ?? created;
  rules.validate(created, context, errors);
  if (errors.length > 0 || rules.isStored === false) return errors;
  const shared = { namespaced: rules.namespaced, name: pathSegmentErrors, finalizers: 'any' } as const;
  validateObjectMeta(objectOf(created.metadata), shared, errors);
  if (errors.length > 0) return errors;
  rules.review?.(created, context, errors);
  if (errors.length === 0) validateStorage(created, errors);
  return errors;
}

const SYSTEM_FIELDS = ['creationTimestamp', 'deletionTimestamp', 'deletionGracePeriodSeconds', 'selfLink'];

/**
 * WipeObjectMetaSystemFields: the object without the metadata that only the server says, before it is created. The `uid`
 * stays, so that a change of it shows.
 */
export function withoutSystemFields(object: JsonObject): JsonObject {
  const metadata = objectOf(object.metadata);
  if (metadata === undefined || !SYSTEM_FIELDS.some((field) => metadata[field] !== undefined)) return object;
  const kept = Object.entries(metadata).filter(([field]) => !SYSTEM_FIELDS.includes(field));
  return { ...object, metadata: Object.fromEntries(kept) };
}

/** The object as validating admission gets to see it: with defaults, system metadata, and without what is switched off. */
export function createdObject(rules: Kind, object: JsonObject, version: KubernetesVersion): JsonObject {
  const context = { version };
  const created = withSystemMetadata(rules.defaults?.(object, context) ?? object, rules);
  return rules.prepare?.(created, context) ?? created;
}

/** The object with the namespace of the request, `default` where the manifest says none, and the generated name. */
export function withSystemMetadata(object: JsonObject, kind: Kind): JsonObject {
  const metadata = objectOf(object.metadata) ?? {};
  const namespace = stringOf(metadata.namespace);
  const name = stringOf(metadata.name) ?? '';
  const prefix = stringOf(metadata.generateName) ?? '';
  const wantsNamespace = kind.namespaced && (namespace === undefined || namespace === '');
  const dropsNamespace = !kind.namespaced && namespace !== undefined;
  const wantsName = name === '' && prefix !== '';
  if (!wantsNamespace && !dropsNamespace && !wantsName && isJsonObject(object.metadata)) return object;
  const filled: Record<string, JsonObject[string]> = { ...metadata };
  if (wantsNamespace) filled.namespace = 'default';
  if (dropsNamespace) delete filled.namespace;
  if (wantsName) filled.name = prefix.slice(0, GENERATED_PREFIX_LENGTH) + GENERATED_SUFFIX;
  return { ...object, metadata: filled };
}

const MAX_UINT64 = 2n ** 64n - 1n;

// etcd3's store refuses to create an object that already has a version, after everything else agreed. What is no number
// does not count as one. The server names no field.
function validateStorage(object: JsonObject, errors: FieldErrors): void {
  const text = stringOf(objectOf(object.metadata)?.resourceVersion);
  if (text === undefined || !/^[0-9]+$/.test(text)) return;
  const resourceVersion = BigInt(text);
  if (resourceVersion === 0n || resourceVersion > MAX_UINT64) return;
  errors.push({
    type: 'BadRequest',
    path: RESOURCE_VERSION,
    value: text,
    detail: 'resourceVersion should not be set on objects to be created',
  });
}
