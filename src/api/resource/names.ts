// Names of drivers, pools, attributes and counters: pkg/apis/resource/validation/validation.go, Kubernetes v1.35.4.
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, invalid, required, tooLong } from '../../kube/field-error.js';
import type { FieldPath } from '../../kube/field-path.js';
import { isCIdentifier, isDns1123Label, isDns1123Subdomain } from '../../kube/names.js';
import type { ApiContext } from '../context.js';
import { validateCsiDriverName } from '../core/volume-kinds.js';
import { pushInvalid } from '../meta/fields.js';

const MAX_POOL = 253;
const MAX_ID = 32;

/** The name of a driver: what CSI drivers may be called. */
export function validateDriverName(
  name: string | undefined,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateCsiDriverName(name, path, context, errors);
}

/** A label; of devices, requests and counters. */
export function validateLabelLike(name: string | undefined, path: FieldPath, errors: FieldErrors): void {
  pushInvalid(isDns1123Label(name ?? ''), name ?? '', path, errors);
}

/** The name of a pool: subdomains with slashes between. */
export function validatePoolName(name: string, path: FieldPath, errors: FieldErrors): void {
  if (name === '') {
    errors.push(required(path));
    return;
  }
  if (byteLength(name) > MAX_POOL) errors.push(tooLong(path, name, MAX_POOL));
  for (const part of name.split('/')) pushInvalid(isDns1123Subdomain(part), part, path, errors);
}

/** The name of an attribute or capacity: an identifier, with the driver's domain before a slash or without. */
export function validateQualifiedName(name: string, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  const parts = name.split('/');
  const [first = '', second] = parts;
  // More slashes are not looked at.
  if (parts.length > 2) return;
  if (second === undefined) {
    validateIdentifier(first, path, errors);
    return;
  }
  if (first === '') errors.push(invalid(path, '', 'the domain must not be empty'));
  else validateDriverName(first, path, context, errors);
  if (second === '') errors.push(invalid(path, '', 'the name must not be empty'));
  else validateIdentifier(second, path, errors);
}

/** The same with the domain. */
export function validateFullName(name: string, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  validateQualifiedName(name, path, context, errors);
  if (name.includes('/')) return;
  errors.push(invalid(path, name, 'a fully qualified name must be a domain and a name separated by a slash'));
}

function validateIdentifier(id: string, path: FieldPath, errors: FieldErrors): void {
  if (byteLength(id) > MAX_ID) errors.push(tooLong(path, id, MAX_ID));
  pushInvalid(isCIdentifier(id), id, path, errors);
}
