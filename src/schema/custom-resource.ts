// Custom resources: which kinds the CustomResourceDefinitions of the input define.
import type { FieldError } from '../kube/field-error.js';
import { arrayOf, type JsonObject, objectOf, stringOf } from '../kube/json.js';
import type { KubernetesVersion } from '../kube/version.js';
import { withCustomDefaults, withoutForbiddenNulls } from './custom-defaults.js';
import { validateEmbeddedResources } from './embedded-resource.js';
import { validateListTypes } from './list-type.js';
import { prune } from './pruning.js';
import { validateValue } from './schema-values.js';
import { type Structural, structural } from './structural.js';
import { namedStruct } from './table.js';

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
  /** With the defaults of the schema, without unknown fields. */
  readonly object: JsonObject;
  /** Decode errors first; what the schema refuses follows, though the server names it only if there are none. */
  readonly errors: readonly FieldError[];
  readonly notChecked: readonly string[];
}

/** Judges a custom resource by its CRD's schema: metadata, unknown fields, defaults, values, list types, embedded resources. */
export function validateCustomResource(
  object: JsonObject,
  type: CustomResourceType,
  version: KubernetesVersion,
): CustomResourceVerdict {
  const objectMeta = namedStruct('meta.v1.ObjectMeta', version.minor);
  if (objectMeta === undefined) throw new Error('schemas/kubernetes.json has no meta.v1.ObjectMeta');
  const schema = type.schema === undefined ? undefined : structural(type.schema);
  // The server fills in defaults first, but prunes those of the schema when it reads the schema.
  const pruned = prune(object, type.preservesUnknownFields ? OPEN : schema, objectMeta);
  const defaulted =
    schema === undefined ? pruned.object : withCustomDefaults(withoutForbiddenNulls(pruned.object, schema), schema);
  const created = withoutStatus(defaulted, type);
  if (schema === undefined) return { object: created, errors: pruned.errors, notChecked: [] };
  const errors = [...pruned.errors, ...validateValue(created, schema, version.minor)];
  validateEmbeddedResources(created, schema, undefined, errors);
  validateListTypes(created, schema, undefined, errors);
  return { object: created, errors, notChecked: celRules(schema) };
}

const OPEN: Structural = structural({ 'x-kubernetes-preserve-unknown-fields': true });

function withoutStatus(object: JsonObject, type: CustomResourceType): JsonObject {
  if (!type.hasStatus || !Object.hasOwn(object, 'status')) return object;
  const { status: _, ...rest } = object;
  return rest;
}

/** Says how many CEL rules the schema has, since nobody has evaluated them here. */
function celRules(schema: Structural): string[] {
  const count = countRules(schema);
  return count === 0 ? [] : [`${count} CEL ${count === 1 ? 'rule' : 'rules'} (x-kubernetes-validations)`];
}

function countRules(schema: Structural): number {
  const additional = typeof schema.additionalProperties === 'object' ? [schema.additionalProperties] : [];
  const inner = [...schema.properties.values(), ...additional, ...(schema.items === undefined ? [] : [schema.items])];
  return inner.reduce((sum, one) => sum + countRules(one), schema.validations.length);
}
