// Custom resources: which kinds the CustomResourceDefinitions of the input define.
import type { FieldError } from '../kube/field-error.js';
import { arrayOf, type JsonObject, objectOf, stringOf } from '../kube/json.js';

/** A kind that a CustomResourceDefinition defines, in one of its versions. */
export interface CustomResourceType {
  readonly apiVersion: string;
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
  readonly namespaced: boolean;
  /** `spec.versions[].schema.openAPIV3Schema`, as written; `undefined` if the version has none. */
  readonly schema: JsonObject | undefined;
  /** `spec.preserveUnknownFields: true`: nothing is pruned. */
  readonly preservesUnknownFields: boolean;
  /** Does the version have the status subresource? Then a create drops `status`. */
  readonly hasStatus: boolean;
}

/** The custom kinds of the input, by `apiVersion kind`. */
export type CrdIndex = ReadonlyMap<string, CustomResourceType>;

/** No custom kinds. */
export const NO_CRDS: CrdIndex = new Map();

/** The kinds that the CustomResourceDefinitions among `resources` define; where two define the same one, the first counts. */
export function crdIndex(
  resources: Iterable<{ readonly apiVersion: string; readonly kind: string; readonly object: JsonObject }>,
): CrdIndex {
  const index = new Map<string, CustomResourceType>();
  for (const { apiVersion, kind, object } of resources) {
    if (kind !== 'CustomResourceDefinition' || apiVersion !== 'apiextensions.k8s.io/v1') continue;
    for (const type of definedTypes(object)) {
      const name = `${type.apiVersion} ${type.kind}`;
      if (!index.has(name)) index.set(name, type);
    }
  }
  return index;
}

/** The custom kind with this name; `undefined` if no CustomResourceDefinition of the input serves it. */
export function customResourceType(crds: CrdIndex, apiVersion: string, kind: string): CustomResourceType | undefined {
  return crds.get(`${apiVersion} ${kind}`);
}

function definedTypes(crd: JsonObject): CustomResourceType[] {
  const spec = objectOf(crd['spec']);
  const names = objectOf(spec?.['names']);
  const group = stringOf(spec?.['group']);
  const kind = stringOf(names?.['kind']);
  if (spec === undefined || group === undefined || kind === undefined) return [];
  const types: CustomResourceType[] = [];
  for (const entry of arrayOf(spec['versions']) ?? []) {
    const version = objectOf(entry);
    const name = stringOf(version?.['name']);
    if (version === undefined || name === undefined || version['served'] !== true) continue;
    types.push({
      apiVersion: `${group}/${name}`,
      group,
      version: name,
      kind,
      plural: stringOf(names?.['plural']) ?? '',
      namespaced: spec['scope'] !== 'Cluster',
      schema: objectOf(objectOf(version['schema'])?.['openAPIV3Schema']),
      preservesUnknownFields: spec['preserveUnknownFields'] === true,
      hasStatus: objectOf(objectOf(version['subresources'])?.['status']) !== undefined,
    });
  }
  return types;
}

/** What the API server makes of a custom resource. */
export interface CustomResourceVerdict {
  readonly object: JsonObject;
  readonly errors: readonly FieldError[];
  readonly notChecked: readonly string[];
}

/** Judges a custom resource by its CRD's schema. */
export function validateCustomResource(object: JsonObject, type: CustomResourceType): CustomResourceVerdict {
  return {
    object,
    errors: [],
    notChecked: type.schema === undefined ? [] : ['the schema of the CustomResourceDefinition'],
  };
}
