import { type Json, type JsonObject, objectOf } from '../../../kube/json.js';
import type { ManifestKind } from '../manifest.js';

/** ConfigMaps (v1). */
export const configMapManifest: ManifestKind<'ConfigMap'> = {
  kind: 'ConfigMap',
  apiVersions: ['v1'],
  namespaced: true,
  read: (object, metadata) => ({ kind: 'ConfigMap', metadata, spec: { data: dataOf(object) } }),
  // All its fields are at the top of a manifest, which says each anew.
  spec: (): JsonObject => ({}),
};

/** Secrets (v1). */
export const secretManifest: ManifestKind<'Secret'> = {
  kind: 'Secret',
  apiVersions: ['v1'],
  namespaced: true,
  read: (object, metadata) => ({ kind: 'Secret', metadata, spec: { data: dataOf(object) } }),
  spec: (): JsonObject => ({}),
};

function dataOf(object: JsonObject): Record<string, string> {
  const { data, binaryData, stringData } = object;
  const entries = [data, binaryData, stringData].flatMap((map) => Object.entries(objectOf(map) ?? {}));
  return Object.fromEntries(entries.map(([key, value]: [string, Json]) => [key, String(value ?? '')]));
}
