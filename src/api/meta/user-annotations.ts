// Twins of ValidateUserAnnotations (pkg/apis/core/validation, Kubernetes v1.35.4) and IsDomainPrefixedKey (apimachinery).
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, invalid, required, tooLong } from '../../kube/field-error.js';
import type { FieldPath } from '../../kube/field-path.js';
import { isQualifiedName } from '../../kube/names.js';
import { pushInvalid } from './fields.js';

const MAX = 256 * 1024;

/** Annotations for a signer: every key has a domain. */
export function validateUserAnnotations(
  annotations: { readonly [key: string]: string } | undefined,
  path: FieldPath,
  errors: FieldErrors,
): void {
  if (annotations === undefined) return;
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    validateDomainPrefixedKey(key.toLowerCase(), path, errors);
    size += byteLength(key) + byteLength(value);
  }
  if (size > MAX) errors.push(tooLong(path, '', MAX));
}

function validateDomainPrefixedKey(key: string, path: FieldPath, errors: FieldErrors): void {
  const details = isQualifiedName(key);
  if (key === '') errors.push(required(path));
  else if (details.length > 0) pushInvalid(details, key, path, errors);
  else if (!key.includes('/')) errors.push(invalid(path, key, 'must be a key after a domain (such as "acme.io/foo")'));
}
