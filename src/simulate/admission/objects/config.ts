import { type Json, type JsonObject, objectOf } from '../../../kube/json.js';
import { fieldsOf, type ManifestKind } from '../manifest.js';

/** ConfigMaps (v1). */
export const configMapManifest: ManifestKind<'ConfigMap'> = {
  kind: 'ConfigMap',
  apiVersions: ['v1'],
  namespaced: true,
  read: (object, metadata) => ({
    kind: 'ConfigMap',
    metadata,
    spec: { data: dataOf(object), fields: fieldsOf(object) },
  }),
  spec: (): JsonObject => ({}),
  fields: ({ spec }) => spec.fields,
};

/** Secrets (v1). */
export const secretManifest: ManifestKind<'Secret'> = {
  kind: 'Secret',
  apiVersions: ['v1'],
  namespaced: true,
  read: (object, metadata) => ({
    kind: 'Secret',
    metadata,
    spec: { data: dataOf(object), fields: encoded(fieldsOf(object)) },
  }),
  spec: (): JsonObject => ({}),
  fields: ({ spec }) => spec.fields,
};

/** `stringData` is for writing only: the API server keeps it as `data`. */
function encoded({ stringData, ...fields }: JsonObject): JsonObject {
  const entries = Object.entries(objectOf(stringData) ?? {}).map(([key, value]) => [key, base64(String(value ?? ''))]);
  return entries.length === 0
    ? fields
    : { ...fields, data: { ...objectOf(fields.data), ...Object.fromEntries(entries) } };
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64');
}

function dataOf(object: JsonObject): Record<string, string> {
  const { data, binaryData, stringData } = object;
  const entries = [data, binaryData, stringData].flatMap((map) => Object.entries(objectOf(map) ?? {}));
  return Object.fromEntries(entries.map(([key, value]: [string, Json]) => [key, String(value ?? '')]));
}
