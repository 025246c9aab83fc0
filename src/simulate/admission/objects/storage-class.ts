import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import { fieldsOf, type ManifestKind } from '../manifest.js';

const DEFAULT_MARKS = [
  'storageclass.kubernetes.io/is-default-class',
  'storageclass.beta.kubernetes.io/is-default-class',
] as const;

/** StorageClasses (storage.k8s.io/v1). */
export const storageClassManifest: ManifestKind<'StorageClass'> = {
  kind: 'StorageClass',
  apiVersions: ['storage.k8s.io/v1'],
  namespaced: false,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const given = object as api.StorageClass;
    const { provisioner = '', volumeBindingMode, reclaimPolicy = 'Delete', allowedTopologies = [] } = given;
    const { annotations } = metadata;
    const isDefault = DEFAULT_MARKS.some((mark) => Object.hasOwn(annotations, mark) && annotations[mark] === 'true');
    const waitsForConsumer = volumeBindingMode === 'WaitForFirstConsumer';
    return {
      kind: 'StorageClass',
      metadata,
      spec: { fields: fieldsOf(object), provisioner, waitsForConsumer, reclaimPolicy, allowedTopologies, isDefault },
    };
  },
  spec: (): JsonObject => ({}),
  fields: ({ spec }) => spec.fields,
};
