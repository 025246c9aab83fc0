import type { JsonObject } from '../../../kube/json.js';
import { scaledObjectSpec } from '../../autoscalers/keda.js';
import type { ManifestKind } from '../manifest.js';

/** ScaledObjects (keda.sh/v1alpha1). */
export const scaledObjectManifest: ManifestKind<'ScaledObject'> = {
  kind: 'ScaledObject',
  apiVersions: ['keda.sh/v1alpha1'],
  namespaced: true,
  read: (object, metadata) => ({ kind: 'ScaledObject', metadata, spec: scaledObjectSpec(object) }),
  // A manifest says all of it anew.
  spec: (): JsonObject => ({}),
};
