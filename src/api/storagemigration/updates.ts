// Twin of ValidateStorageVersionMigrationUpdate: pkg/apis/storagemigration/validation/validation.go, Kubernetes v1.35.4.
import { child } from '../../kube/field-path.js';
import type { StorageVersionMigration } from '../../kube/types.generated.js';
import { validateImmutable } from '../meta/immutable.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateMigration } from './kinds.js';

/** What may change in the kinds of storagemigration.k8s.io/v1beta1: nothing that is asked for. */
export const storagemigrationUpdates: UpdateKinds = new Map([
  [
    'StorageVersionMigration',
    updateKindOf<StorageVersionMigration>({
      validate: (to, from, context, errors) => {
        validateMigration(to, context, errors);
        validateImmutable(to, from, 'spec', child(undefined, 'spec'), errors);
      },
    }),
  ],
]);
