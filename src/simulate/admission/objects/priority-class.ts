import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import { fieldsOf, type ManifestKind } from '../manifest.js';

/** PriorityClasses (scheduling.k8s.io/v1). */
export const priorityClassManifest: ManifestKind<'PriorityClass'> = {
  kind: 'PriorityClass',
  apiVersions: ['scheduling.k8s.io/v1'],
  namespaced: false,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { value = 0, globalDefault = false, preemptionPolicy } = object as api.PriorityClass;
    const policy = preemptionPolicy === 'Never' ? 'Never' : 'PreemptLowerPriority';
    return {
      kind: 'PriorityClass',
      metadata,
      spec: { fields: fieldsOf(object), value, globalDefault, preemptionPolicy: policy },
    };
  },
  spec: (): JsonObject => ({}),
  fields: ({ spec }) => spec.fields,
};
