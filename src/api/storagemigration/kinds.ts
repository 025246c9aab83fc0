// Twin of ValidateStorageVersionMigration: pkg/apis/storagemigration/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, required } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isDns1035Label, isDns1123Subdomain } from '../../kube/names.js';
import type { StorageVersionMigration } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { type Kinds, kindOf } from '../kind.js';
import { pushInvalid } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';

const RESOURCE = child(undefined, 'spec', 'resource');

/** The kinds of storagemigration.k8s.io/v1beta1. */
export const storagemigrationKinds: Kinds = new Map([
  ['StorageVersionMigration', kindOf<StorageVersionMigration>({ namespaced: false, validate: validateMigration })],
]);

/** A StorageVersionMigration on create. */
export function validateMigration(migration: StorageVersionMigration, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(migration.metadata, { namespaced: false, name: isDns1123Subdomain }, errors);
  const { resource = '', group = '' } = migration.spec?.resource ?? {};
  const path = child(RESOURCE, 'resource');
  const details = isDns1035Label(resource);
  if (resource === '') errors.push(required(path, 'resource is required to be set'));
  else if (details.length > 0) errors.push(invalid(path, resource, details.join(', ')));
  if (group !== '') pushInvalid(isDns1123Subdomain(group), group, child(RESOURCE, 'group'), errors);
}
