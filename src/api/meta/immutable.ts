// Twins of ValidateImmutableField and ValidateObjectMetaAccessorUpdate: k8s.io/apimachinery v0.35.4
// pkg/api/validation/objectmeta.go.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import type { ObjectMeta } from '../../kube/types.generated.js';
import { isSame } from '../equality.js';

const METADATA = child(undefined, 'metadata');
const IDENTITY = ['name', 'namespace', 'uid', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const;

/** The field of this name keeps its value; `path` where the server does not print it where it is. */
export function validateImmutable<T extends object>(
  to: T | undefined,
  from: T | undefined,
  field: keyof T & string,
  path: FieldPath,
  errors: FieldErrors,
): void {
  const value = to?.[field];
  if (!isSame(value, from?.[field], field)) errors.push(invalid(path, value, 'field is immutable'));
}

/** What tells an object from others keeps its value; what the caller leaves out is taken from the live object. */
export function validateIdentity(to: ObjectMeta, live: ObjectMeta, errors: FieldErrors): void {
  for (const field of IDENTITY) {
    if (to[field] !== undefined) validateImmutable(to, live, field, child(METADATA, field), errors);
  }
}
