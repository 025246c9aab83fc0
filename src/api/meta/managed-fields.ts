// What the server makes of `metadata.managedFields` that are sent, before they are validated: k8s.io/apimachinery v0.35.4
// pkg/util/managedfields/internal/fieldmanager.go and managedfields.go. Not modelled: what an update changes of the owners.
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, invalid, tooLong } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { arrayOf, isJsonObject, type Json, type JsonObject, objectOf, stringOf } from '../../kube/json.js';
import type { ManagedFieldsEntry } from '../../kube/types.generated.js';

const MANAGER_MAX = 128;
const SUBRESOURCE_MAX = 256;

/**
 * The object with the entries that are kept. One that cannot be read lets all go. Whoever sends the object owns all that is
 * in it, and who owns nothing any more is forgotten: so is an entry of another version.
 */
export function withReadManagedFields(object: JsonObject): JsonObject {
  const metadata = objectOf(object.metadata);
  if (metadata?.managedFields === undefined) return object;
  const entries = (arrayOf(metadata.managedFields) ?? []).map((entry) => objectOf(entry) ?? {});
  const isOfSomething = ({ apiVersion, fieldsV1 }: JsonObject): boolean =>
    apiVersion === object.apiVersion && ownsMore(objectOf(fieldsV1) ?? {}, object);
  const kept = entries.every(isReadable) ? entries.filter(isOfSomething) : [];
  return { ...object, metadata: { ...metadata, managedFields: kept } };
}

/** Entries that were kept. */
export function validateManagedFields(
  entries: readonly ManagedFieldsEntry[],
  path: FieldPath,
  errors: FieldErrors,
): void {
  for (const [at, { manager = '', subresource = '' }] of entries.entries()) {
    const managerPath = child(index(path, at), 'manager');
    if (byteLength(manager) > MANAGER_MAX) errors.push(tooLong(managerPath, '', MANAGER_MAX));
    for (const character of manager) {
      if (!/[\p{L}\p{M}\p{N}\p{P}\p{S} ]/u.test(character)) {
        errors.push(invalid(managerPath, manager, `invalid character ${JSON.stringify(character)}`));
      }
    }
    if (byteLength(subresource) > SUBRESOURCE_MAX) {
      errors.push(tooLong(child(index(path, at), 'subresource'), '', SUBRESOURCE_MAX));
    }
  }
}

function isReadable({ operation, apiVersion, fieldsType, fieldsV1 }: JsonObject): boolean {
  const isKnown = (operation === 'Apply' || operation === 'Update') && fieldsType === 'FieldsV1';
  return isKnown && (stringOf(apiVersion) ?? '') !== '' && isFieldSet(fieldsV1 ?? {}, 0);
}

// Beyond this nobody looks.
const DEEPEST = 64;

function isFieldSet(value: Json, depth: number): boolean {
  if (!isJsonObject(value) || depth > DEEPEST) return false;
  return Object.entries(value).every(
    ([name, inside]) => /^(\.$|[fkvi]:)/.test(name) && isFieldSet(inside ?? null, depth + 1),
  );
}

// Is there a field in the set that the object does not have?
function ownsMore(fields: JsonObject, value: Json | undefined): boolean {
  return Object.entries(fields).some(([name, inside]) => {
    if (!name.startsWith('f:')) return false;
    const there = isJsonObject(value) && Object.hasOwn(value, name.slice(2)) ? value[name.slice(2)] : undefined;
    return there === undefined || ownsMore(objectOf(inside) ?? {}, there);
  });
}
