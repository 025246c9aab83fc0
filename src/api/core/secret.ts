// Twins of ValidateSecret and ValidateConfigMap: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, invalid, required, tooLong } from '../../kube/field-error.js';
import { child, key } from '../../kube/field-path.js';
import { isConfigMapKey, isDns1123Subdomain } from '../../kube/names.js';
import type { ConfigMap, Secret } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';

const DATA_MAX = 1024 * 1024;
const DATA = child(undefined, 'data');
const BINARY_DATA = child(undefined, 'binaryData');
const ANNOTATIONS = child(undefined, 'metadata', 'annotations');
const ACCOUNT_NAME = 'kubernetes.io/service-account.name';

/** A Secret on create. */
export function validateSecret(secret: Secret, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(secret.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  const sizes = dataSizes(secret);
  let total = 0;
  for (const [name, size] of sizes) {
    pushInvalid(isConfigMapKey(name), name, key(DATA, name), errors);
    total += size;
  }
  if (total > DATA_MAX) errors.push(tooLong(DATA, '', DATA_MAX));
  validateSecretType(secret, sizes, errors);
}

// Bytes by key. `stringData` overwrites `data`.
function dataSizes(secret: Secret): ReadonlyMap<string, number> {
  const sizes = new Map<string, number>();
  for (const [name, value] of Object.entries(secret.data ?? {})) sizes.set(name, base64Size(value));
  for (const [name, value] of Object.entries(secret.stringData ?? {})) sizes.set(name, byteLength(value));
  return sizes;
}

function base64Size(text: string): number {
  // Go skips line ends.
  const digits = text.replace(/[\r\n=]/g, '').length;
  return Math.floor((digits * 3) / 4);
}

function validateSecretType(secret: Secret, sizes: ReadonlyMap<string, number>, errors: FieldErrors): void {
  const requireKeys = (...names: readonly string[]): void => {
    for (const name of names) if (!sizes.has(name)) errors.push(required(key(DATA, name)));
  };
  switch (secret.type) {
    case 'kubernetes.io/service-account-token':
      if ((new Map(Object.entries(secret.metadata?.annotations ?? {})).get(ACCOUNT_NAME) ?? '') === '') {
        errors.push(required(key(ANNOTATIONS, ACCOUNT_NAME)));
      }
      return;
    case 'kubernetes.io/dockercfg':
      validateJson(secret, '.dockercfg', errors);
      return;
    case 'kubernetes.io/dockerconfigjson':
      validateJson(secret, '.dockerconfigjson', errors);
      return;
    case 'kubernetes.io/basic-auth':
      if (!sizes.has('username') && !sizes.has('password')) requireKeys('username', 'password');
      return;
    case 'kubernetes.io/ssh-auth':
      if ((sizes.get('ssh-privatekey') ?? 0) === 0) errors.push(required(key(DATA, 'ssh-privatekey')));
      return;
    case 'kubernetes.io/tls':
      requireKeys('tls.crt', 'tls.key');
      return;
    default:
  }
}

function validateJson(secret: Secret, name: string, errors: FieldErrors): void {
  const path = key(DATA, name);
  const text = textOf(secret, name);
  if (text === undefined) errors.push(required(path));
  else if (!isJsonMap(text)) errors.push(invalid(path, '<secret contents redacted>', 'is not a JSON object'));
}

function textOf(secret: Secret, name: string): string | undefined {
  const { data = {}, stringData = {} } = secret;
  if (Object.hasOwn(stringData, name)) return stringData[name];
  const encoded = Object.hasOwn(data, name) ? data[name] : undefined;
  if (encoded === undefined) return undefined;
  const bytes = Uint8Array.from(atob(encoded.replace(/[\r\n]/g, '')), (character) => character.charCodeAt(0));
  return new TextDecoder().decode(bytes);
}

// What json.Unmarshal takes for a map: an object, or null.
function isJsonMap(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && !Array.isArray(value);
  } catch (error) {
    // JSON.parse has no other way to say that it is no JSON.
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/** A ConfigMap on create. */
export function validateConfigMap(configMap: ConfigMap, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(configMap.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  const { data = {}, binaryData = {} } = configMap;
  let total = 0;
  for (const [name, value] of Object.entries(data)) {
    pushInvalid(isConfigMapKey(name), name, key(DATA, name), errors);
    if (Object.hasOwn(binaryData, name)) {
      errors.push(invalid(key(DATA, name), name, 'duplicate of key present in binaryData'));
    }
    total += byteLength(value);
  }
  for (const [name, value] of Object.entries(binaryData)) {
    pushInvalid(isConfigMapKey(name), name, key(BINARY_DATA, name), errors);
    total += base64Size(value);
  }
  if (total > DATA_MAX) errors.push(tooLong(undefined, '', DATA_MAX));
}
