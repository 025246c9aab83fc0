// Twin of ValidateControllerRevisionCreate: pkg/apis/apps/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isJsonObject } from '../../kube/json.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { ControllerRevision } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateNonnegative } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { isSince } from '../since.js';

/** A ControllerRevision on create. */
export function validateControllerRevision(
  revision: ControllerRevision,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateRevision(revision, errors);
  const data = child(undefined, 'data');
  if (revision.data === undefined) errors.push(required(data, 'data is mandatory'));
  else if (!isJsonObject(revision.data) && isSince('revisionDataOnCreate', context.version))
    errors.push(required(data, 'data must be a valid JSON object'));
}

/** What a ControllerRevision has to fulfil on create and on update. */
export function validateRevision(revision: ControllerRevision, errors: FieldErrors): void {
  validateObjectMeta(revision.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validateNonnegative(revision.revision, child(undefined, 'revision'), errors);
}
