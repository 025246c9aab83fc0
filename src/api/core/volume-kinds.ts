// Volumes of CSI drivers, ephemeral claims and images: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { exceedsBytes } from '../../kube/byte-length.js';
import { type FieldErrors, forbidden, required, tooLong } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type {
  CSIVolumeSource,
  EphemeralVolumeSource,
  ImageVolumeSource,
  ObjectMeta,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid, requireOneOfOrMissing, requireText } from '../meta/fields.js';
import { validateLabels } from '../meta/label-selector.js';
import { validateAnnotations } from '../meta/object-meta.js';
import { isSince } from '../since.js';
import { validatePersistentVolumeClaimSpec } from './persistent-volume-claim.js';
import type { VolumeScope } from './volumes.js';

/** The name of a CSI driver: a DNS subdomain in any case, at most 63 characters. */
export function validateCsiDriverName(
  driver: string | undefined,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const name = driver ?? '';
  if (name === '') {
    errors.push(required(path));
    if (isSince('missingDriverAlone', context.version)) return;
  }
  if (exceedsBytes(name, 63)) errors.push(tooLong(path, '', 63));
  pushInvalid(isDns1123Subdomain(name.toLowerCase()), name, path, errors);
}

/** An ephemeral volume of a CSI driver. */
export function validateCsiVolume(
  csi: CSIVolumeSource,
  path: FieldPath,
  errors: FieldErrors,
  scope: VolumeScope,
): void {
  validateCsiDriverName(csi.driver, child(path, 'driver'), scope.context, errors);
  if (csi.nodePublishSecretRef === undefined) return;
  const secret = csi.nodePublishSecretRef.name ?? '';
  if (secret === '') errors.push(required(child(path, 'nodePublishSecretRef', 'name')));
  else pushInvalid(isDns1123Subdomain(secret), secret, child(path, 'name'), errors);
}

/** A claim that is made with the Pod and goes with it. */
export function validateEphemeralVolume(
  ephemeral: EphemeralVolumeSource,
  path: FieldPath,
  errors: FieldErrors,
  scope: VolumeScope,
): void {
  const template = ephemeral.volumeClaimTemplate;
  const templatePath = child(path, 'volumeClaimTemplate');
  if (template === undefined) {
    errors.push(required(templatePath));
    return;
  }
  validateTemplateMetadata(template.metadata ?? {}, child(templatePath, 'metadata'), errors);
  validatePersistentVolumeClaimSpec(template.spec ?? {}, child(templatePath, 'spec'), scope.context, errors);
}

// The order is that of Go's ObjectMeta.
const METADATA_NOT_IN_TEMPLATES = [
  'name',
  'generateName',
  'namespace',
  'selfLink',
  'uID',
  'resourceVersion',
  'generation',
  'creationTimestamp',
  'deletionTimestamp',
  'deletionGracePeriodSeconds',
  'ownerReferences',
  'finalizers',
  'managedFields',
] as const;

/** The metadata of a template inside another object: only labels and annotations. */
export function validateTemplateMetadata(metadata: ObjectMeta, path: FieldPath, errors: FieldErrors): void {
  validateAnnotations(metadata.annotations, child(path, 'annotations'), errors);
  validateLabels(metadata.labels, child(path, 'labels'), errors);
  for (const field of METADATA_NOT_IN_TEMPLATES) {
    // Upstream prints Go's field name with a small first letter.
    const value = metadata[field === 'uID' ? 'uid' : field];
    const isZero = value === undefined || value === '' || value === 0;
    if (!isZero) errors.push(forbidden(child(path, field), 'cannot be set'));
  }
}

/** The files of an image. A template may leave the reference out. */
export function validateImageVolume(
  image: ImageVolumeSource,
  path: FieldPath,
  errors: FieldErrors,
  scope: VolumeScope,
): void {
  if (scope.metadata !== undefined) requireText(image.reference, child(path, 'reference'), errors);
  requireOneOfOrMissing(image.pullPolicy, ['Always', 'IfNotPresent', 'Never'], child(path, 'pullPolicy'), errors);
}
