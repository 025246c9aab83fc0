// Twin of ValidateVolumeAttachment: pkg/apis/storage/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, forbidden, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { VolumeAttachment, VolumeAttachmentSource } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validatePersistentVolumeSpec } from '../core/persistent-volume.js';
import { validateCsiDriverName } from '../core/volume-kinds.js';
import { pushInvalid } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';

const SPEC = child(undefined, 'spec');

/** A VolumeAttachment on create. */
export function validateVolumeAttachment(attachment: VolumeAttachment, context: ApiContext, errors: FieldErrors): void {
  validateAttachment(attachment, context, errors);
  const { attacher = '', source = {} } = attachment.spec ?? {};
  validateCsiDriverName(attacher, child(SPEC, 'attacher'), context, errors);
  const { persistentVolumeName: name } = source;
  const path = child(SPEC, 'source', 'persistentVolumeName');
  if (name !== undefined) pushInvalid(isDns1123Subdomain(name), name, path, errors);
}

/** What a VolumeAttachment has to fulfil on create and on update. */
export function validateAttachment(attachment: VolumeAttachment, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(attachment.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  const { attacher = '', nodeName = '', source = {} } = attachment.spec ?? {};
  if (attacher === '') errors.push(required(child(SPEC, 'attacher')));
  validateSource(source, child(SPEC, 'source'), context, errors);
  pushInvalid(isDns1123Subdomain(nodeName), nodeName, child(SPEC, 'nodeName'), errors);
}

function validateSource(
  source: VolumeAttachmentSource,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { persistentVolumeName: name, inlineVolumeSpec: spec } = source;
  const namePath = child(path, 'persistentVolumeName');
  const detail = 'must specify exactly one of inlineVolumeSpec and persistentVolumeName';
  if (name === undefined && spec === undefined) errors.push(required(path, detail));
  else if (name !== undefined && spec !== undefined) errors.push(forbidden(path, detail));
  else if (name === '') errors.push(required(namePath, 'must specify non empty persistentVolumeName'));
  else if (spec !== undefined) {
    validatePersistentVolumeSpec(spec, { inline: true }, child(path, 'inlineVolumeSpec'), context, errors);
  }
}
