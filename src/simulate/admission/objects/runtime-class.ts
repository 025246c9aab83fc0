import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import { fieldsOf, type ManifestKind } from '../manifest.js';

/** RuntimeClasses (node.k8s.io/v1). */
export const runtimeClassManifest: ManifestKind<'RuntimeClass'> = {
  kind: 'RuntimeClass',
  apiVersions: ['node.k8s.io/v1'],
  namespaced: false,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { overhead, scheduling } = object as api.RuntimeClass;
    const { nodeSelector = {}, tolerations = [] } = scheduling ?? {};
    return {
      kind: 'RuntimeClass',
      metadata,
      spec: { fields: fieldsOf(object), overhead: overhead?.podFixed, nodeSelector, tolerations },
    };
  },
  spec: (): JsonObject => ({}),
  fields: ({ spec }) => spec.fields,
};
