import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import { amounts } from '../../scheduler/resources.js';
import type { ManifestKind } from '../manifest.js';

/** ResourceQuotas. */
export const resourceQuotaManifest: ManifestKind<'ResourceQuota'> = {
  kind: 'ResourceQuota',
  apiVersions: ['v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { hard = {} } = (object as api.ResourceQuota).spec ?? {};
    const written = Object.fromEntries(Object.entries(hard).map(([name, amount]) => [name, String(amount)]));
    return { kind: 'ResourceQuota', metadata, spec: { hard: amounts(hard), written } };
  },
  spec: (object): JsonObject => ({ hard: object.spec.written }),
};
