// Custom resources: which kinds the CustomResourceDefinitions of the input define.
import { evaluateRules } from '../cel/crd-rules.js';
import { type FieldError, type FieldErrors, type FieldErrorType, invalid } from '../kube/field-error.js';
import { child, type FieldPath } from '../kube/field-path.js';
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

/**
 * What is wrong with decoded metadata beyond its types. `owner` is the custom kind whose metadata it is; `undefined` for an
 * object embedded in a custom resource, which may be of any kind and needs no name.
 */
export type MetadataErrors = (
  metadata: JsonObject,
  place: { readonly path: FieldPath; readonly owner: CustomResourceType | undefined },
) => readonly FieldError[];

/** What the API server makes of a custom resource. */
export interface CustomResourceVerdict {
  /** With the defaults of the schema, without unknown fields. */
  readonly object: JsonObject;
  /** Decode errors first; what the schema refuses follows, though the server names it only if there are none. */
  readonly errors: readonly FieldError[];
  readonly notChecked: readonly string[];
}

/**
 * Judges a custom resource by its CRD's schema: unknown fields, defaults, values, list types, embedded resources, CEL rules.
 * Metadata is decoded here and validated by `metadataErrors`.
 */
export function validateCustomResource(
  object: JsonObject,
  type: CustomResourceType,
  context: CustomContext,
): CustomResourceVerdict {
  const objectMeta = namedStruct('meta.v1.ObjectMeta', context.version.minor);
  if (objectMeta === undefined) throw new Error('schemas/kubernetes.json has no meta.v1.ObjectMeta');
  const schema = type.schema === undefined ? OPEN : structural(type.schema);
  // The server fills in defaults first, but prunes those of the schema when it reads the schema.
  const pruned = prune(object, type.preservesUnknownFields ? OPEN : schema, objectMeta);
  const created = withoutStatus(withCustomDefaults(withoutForbiddenNulls(pruned.object, schema), schema), type);
  const metadata = objectOf(created['metadata']) ?? {};
  const errors = [...pruned.errors, ...(context.metadataErrors?.(metadata, { path: METADATA, owner: type }) ?? [])];
  const notChecked = validateSchema(created, schema, context, errors);
  if (errors.length === 0) validateStorage(metadata, errors);
  return { object: created, errors, notChecked };
}

/** What judges a custom resource besides its CustomResourceDefinition. */
export interface CustomContext {
  readonly version: KubernetesVersion;
  readonly metadataErrors?: MetadataErrors;
}

/** Adds what the schema refuses; returns what was not checked of it. */
function validateSchema(
  object: JsonObject,
  schema: Structural,
  { version, metadataErrors = () => [] }: CustomContext,
  errors: FieldErrors,
): readonly string[] {
  errors.push(...validateValue(object, schema, version.minor));
  validateEmbeddedResources(object, { schema, path: undefined, metadataErrors, errors });
  validateListTypes(object, schema, undefined, errors);
  if (!schema.contains.rules) return [];
  if (errors.some(({ type }) => BLOCKING.has(type))) {
    errors.push(invalid(undefined, '', RULES_SKIPPED));
    return [];
  }
  const verdict = evaluateRules(schema, object, undefined, { minor: version.minor });
  errors.push(...verdict.errors);
  return verdict.notChecked;
}

// etcd's store refuses a new object that already has a version, after everything else agreed.
function validateStorage(metadata: JsonObject, errors: FieldErrors): void {
  const version = metadata['resourceVersion'];
  if (typeof version !== 'string' || version === '' || version === '0') return;
  errors.push({
    type: 'BadRequest',
    path: child(METADATA, 'resourceVersion'),
    value: version,
    detail: 'resourceVersion should not be set on objects to be created',
  });
}

const METADATA = child(undefined, 'metadata');
const OPEN: Structural = structural({ 'x-kubernetes-preserve-unknown-fields': true });

function withoutStatus(object: JsonObject, type: CustomResourceType): JsonObject {
  if (!type.hasStatus || !Object.hasOwn(object, 'status')) return object;
  const { status: _, ...rest } = object;
  return rest;
}

// The server runs no CEL rule on a value whose shape it has refused, and says so without a field.
const BLOCKING: ReadonlySet<FieldErrorType> = new Set([
  'NotSupported',
  'Required',
  'TooLong',
  'TooMany',
  'TypeInvalid',
]);
const RULES_SKIPPED =
  'some validation rules were not checked because the object was invalid; correct the existing errors to complete validation';
