// Volumes made of the Pod's own fields, of several sources, of tokens and certificates:
// pkg/apis/core/validation/validation.go and names.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type {
  ClusterTrustBundleProjection,
  DownwardAPIVolumeFile,
  DownwardAPIVolumeSource,
  PodCertificateProjection,
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  VolumeProjection,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid, requireText } from '../meta/fields.js';
import { validateLabelSelector } from '../meta/label-selector.js';
import { validateUserAnnotations } from '../meta/user-annotations.js';
import { isSince } from '../since.js';
import { VOLUME_FIELD_PATHS, validateFieldReference, validateResourceFieldReference } from './field-reference.js';
import { isKubernetesSignerName, validateSignerName } from './signer-name.js';
import { validateFileMode, validateKeysToPaths, validateLocalNonReservedPath } from './volume-paths.js';
import type { VolumeScope } from './volumes.js';

/** The Pod's own fields as files. Upstream does not say which file. */
export function validateDownwardApiVolume(
  downwardApi: DownwardAPIVolumeSource,
  path: FieldPath,
  errors: FieldErrors,
  scope: VolumeScope,
): void {
  validateFileMode(downwardApi.defaultMode, child(path, 'defaultMode'), errors);
  for (const file of downwardApi.items ?? []) validateDownwardApiFile(file, path, scope.context, errors);
}

function validateDownwardApiFile(
  file: DownwardAPIVolumeFile,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  requireText(file.path, child(path, 'path'), errors);
  validateLocalNonReservedPath(file.path ?? '', child(path, 'path'), errors);
  if (file.fieldRef !== undefined) {
    validateFieldReference(file.fieldRef, VOLUME_FIELD_PATHS, child(path, 'fieldRef'), context, errors);
    if (file.resourceFieldRef !== undefined) {
      errors.push(invalid(path, 'resource', 'fieldRef and resourceFieldRef cannot be specified simultaneously'));
    }
  } else if (file.resourceFieldRef !== undefined) {
    validateResourceFieldReference(file.resourceFieldRef, 'volume', child(path, 'resourceFieldRef'), errors);
  } else errors.push(required(path, 'one of fieldRef and resourceFieldRef is required'));
  validateFileMode(file.mode, child(path, 'mode'), errors);
}

// What a projected volume's sources are validated with: the volume's path, and the files so far.
interface Projection {
  readonly volume: FieldPath;
  readonly files: Set<string>;
  readonly errors: FieldErrors;
  readonly context: ApiContext;
}

/** Several sources in one directory. */
export function validateProjectedVolume(
  projected: ProjectedVolumeSource,
  path: FieldPath,
  errors: FieldErrors,
  scope: VolumeScope,
): void {
  validateFileMode(projected.defaultMode, child(path, 'defaultMode'), errors);
  const projection = { volume: path, files: new Set<string>(), errors, context: scope.context };
  for (const [at, source] of (projected.sources ?? []).entries()) {
    validateProjectedSource(source, index(child(path, 'sources'), at), projection);
  }
}

function validateProjectedSource(source: VolumeProjection, path: FieldPath, projection: Projection): void {
  const { errors } = projection;
  for (const field of ['secret', 'configMap'] as const) {
    const keys = source[field];
    if (keys === undefined) continue;
    requireText(keys.name, child(path, field, 'name'), errors);
    validateKeysToPaths(keys.items, child(path, field, 'items'), errors);
    for (const item of keys.items ?? []) claimFile(item.path, keys.name, projection);
  }
  for (const file of source.downwardAPI?.items ?? []) {
    validateDownwardApiFile(file, child(path, 'downwardAPI'), projection.context, errors);
    claimFile(file.path, file.path, projection);
  }
  if (source.serviceAccountToken !== undefined) {
    validateToken(source.serviceAccountToken, child(path, 'serviceAccountToken'), projection);
  }
  if (source.clusterTrustBundle !== undefined) {
    validateTrustBundle(source.clusterTrustBundle, child(path, 'clusterTrustBundle'), projection);
  }
  if (source.podCertificate !== undefined) {
    validatePodCertificate(source.podCertificate, child(path, 'podCertificate'), projection);
  }
  if (Object.values(source).filter((value) => value !== undefined).length > 1) {
    errors.push(forbidden(path, 'may not specify more than 1 volume type per source'));
  }
}

// Upstream reports the volume.
function claimFile(file: string | undefined, value: unknown, projection: Projection): void {
  if (file === undefined || file === '') return;
  if (projection.files.has(file)) {
    projection.errors.push(invalid(projection.volume, value, `conflicting duplicate paths: ${file}`));
  }
  projection.files.add(file);
}

function validateToken(token: ServiceAccountTokenProjection, path: FieldPath, projection: Projection): void {
  const { errors, volume } = projection;
  const expiration = token.expirationSeconds ?? 0;
  const expirationPath = child(path, 'expirationSeconds');
  if (expiration < 600) errors.push(invalid(expirationPath, expiration, 'may not be less than 10 minutes'));
  if (expiration > 2 ** 32) errors.push(invalid(expirationPath, expiration, 'may not be more than 2^32 seconds'));
  // Upstream reports the volume's path, not the source's.
  if ((token.path ?? '') === '') errors.push(required(child(volume, 'path')));
  else if (isSince('localTokenPath', projection.context.version)) {
    validateLocalNonReservedPath(token.path ?? '', child(volume, 'path'), errors);
  }
}

function validateTrustBundle(bundle: ClusterTrustBundleProjection, path: FieldPath, projection: Projection): void {
  const { errors } = projection;
  if (bundle.name !== undefined && bundle.signerName !== undefined) {
    errors.push(invalid(path, bundle, 'only one of name and signerName may be used'));
  } else if (bundle.name !== undefined) {
    requireText(bundle.name, child(path, 'name'), errors);
    pushInvalid(trustBundleNameErrors(bundle.name), bundle.name, child(path, 'name'), errors);
    if (bundle.labelSelector !== undefined) {
      const detail = 'labelSelector must be unset if name is specified';
      errors.push(invalid(child(path, 'labelSelector'), bundle.labelSelector, detail));
    }
  } else if (bundle.signerName !== undefined) {
    requireText(bundle.signerName, child(path, 'signerName'), errors);
    validateSignerName(bundle.signerName, child(path, 'signerName'), errors);
    validateLabelSelector(bundle.labelSelector, child(path, 'labelSelector'), errors);
  } else errors.push(required(path, 'either name or signerName must be specified'));
  const file = bundle.path ?? '';
  requireText(file, child(path, 'path'), errors);
  validateLocalNonReservedPath(file, child(path, 'path'), errors);
  // Unlike the others, an empty path takes part.
  if (projection.files.has(file)) errors.push(invalid(projection.volume, file, 'conflicting duplicate paths'));
  projection.files.add(file);
}

// What follows the last colon is a DNS subdomain; what precedes it is the signer.
function trustBundleNameErrors(name: string): readonly string[] {
  return isDns1123Subdomain(name.slice(name.lastIndexOf(':') + 1));
}

const KEY_TYPES = ['RSA3072', 'RSA4096', 'ECDSAP256', 'ECDSAP384', 'ECDSAP521', 'ED25519'];
const DAY = 86_400;

function validatePodCertificate(certificate: PodCertificateProjection, path: FieldPath, projection: Projection): void {
  const { errors } = projection;
  validateSignerName(certificate.signerName ?? '', child(path, 'signerName'), errors);
  validateUserAnnotations(certificate.userAnnotations, child(path, 'userAnnotations'), errors);
  if (!KEY_TYPES.includes(certificate.keyType ?? '')) {
    errors.push(notSupported(child(path, 'keyType'), certificate.keyType ?? '', KEY_TYPES));
  }
  const expiration = certificate.maxExpirationSeconds;
  if (expiration !== undefined) {
    const expirationPath = child(path, 'maxExpirationSeconds');
    const max = isKubernetesSignerName(certificate.signerName ?? '') ? DAY : 91 * DAY;
    if (expiration < 3600) errors.push(invalid(expirationPath, expiration, 'must be at least 3600'));
    if (expiration > max) errors.push(invalid(expirationPath, expiration, `must be at most ${max}`));
  }
  let files = 0;
  for (const field of ['credentialBundlePath', 'keyPath', 'certificateChainPath'] as const) {
    const file = certificate[field] ?? '';
    if (file === '') continue;
    files++;
    validateLocalNonReservedPath(file, child(path, field), errors);
    claimFile(file, file, projection);
  }
  if (files === 0) {
    errors.push(required(path, 'specify at least one of credentialBundlePath, keyPath, and certificateChainPath'));
  }
}
