// Custom resources: which kinds the CustomResourceDefinitions of the input define.
import { evaluateRules } from '../cel/custom-resources/crd-rules.js';
import { type FieldError, type FieldErrors, type FieldErrorType, invalid } from '../kube/field-error.js';
import { child, formatPath } from '../kube/field-path.js';
import { arrayOf, type JsonObject, objectOf, stringOf } from '../kube/json.js';
import { withCustomDefaults, withoutForbiddenNulls } from './custom-defaults.js';
import type {
  CrdIndex,
  CustomContext,
  CustomResourceType,
  CustomResourceVerdict,
  CustomUpdateVerdict,
} from './custom-type.js';
import { validateEmbeddedResources } from './embedded-resource.js';
import { validateListTypes } from './list-type.js';
import { prune } from './pruning.js';
import { type Scale, scaleOf, validateScale } from './scale.js';
import { validateValue } from './schema-values.js';
import { type Structural, structural } from './structural.js';
import { namedStruct } from './table.js';

/** An object that may be a CustomResourceDefinition. */
interface Candidate {
  readonly apiVersion: string;
  readonly kind: string;
  readonly object: JsonObject;
}

/**
 * The kinds that the CustomResourceDefinitions among `resources` define; where two define the same one, the first counts.
 * A kind that `resources` define is theirs in all its versions: `installed` are what they replace.
 */
export function crdIndex(resources: Iterable<Candidate>, installed: Iterable<Candidate> = []): CrdIndex {
  const index = new Map<string, CustomResourceType>();
  const add = ({ apiVersion, kind, object }: Candidate, replaced: ReadonlySet<string>): void => {
    if (kind !== 'CustomResourceDefinition' || apiVersion !== 'apiextensions.k8s.io/v1') return;
    for (const type of definedTypes(object)) {
      const name = `${type.apiVersion} ${type.kind}`;
      if (!index.has(name) && !replaced.has(`${type.group} ${type.kind}`)) index.set(name, type);
    }
  };
  for (const resource of resources) add(resource, new Set());
  const own = new Set([...index.values()].map(({ group, kind }) => `${group} ${kind}`));
  for (const resource of installed) add(resource, own);
  return index;
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
    const type: CustomResourceType = {
      apiVersion: `${group}/${name}`,
      group,
      version: name,
      kind,
      plural: stringOf(names?.['plural']) ?? '',
      namespaced: spec['scope'] !== 'Cluster',
      schema: objectOf(objectOf(version['schema'])?.['openAPIV3Schema']),
      preservesUnknownFields: spec['preserveUnknownFields'] === true,
      isConverted: objectOf(spec['conversion'])?.['strategy'] === 'Webhook',
      hasStatus: objectOf(objectOf(version['subresources'])?.['status']) !== undefined,
      scale: scaleOf(objectOf(version['subresources'])?.['scale']),
      judge: (object, context) => validateCustomResource(object, type, context),
      judgeUpdate: (object, old, context) => validateCustomUpdate(object, { old, type }, context),
    };
    types.push(type);
  }
  return types;
}

/**
 * Judges a custom resource by its CRD's schema: unknown fields, defaults, values, list types, embedded resources, CEL rules.
 * Metadata is decoded here and validated by `metadataErrors`.
 */
function validateCustomResource(
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
  const notChecked = validateSchema(created, { schema, scale: type.scale }, context, errors);
  if (errors.length === 0) validateStorage(metadata, errors);
  return { object: created, errors, notChecked };
}

/**
 * Judges an update by the CRD's schema: transition rules (`oldSelf`) run, and from 1.30 on what the update leaves alone passes.
 * Twin of `ValidateUpdate` in pkg/registry/customresource/strategy.go.
 */
function validateCustomUpdate(
  object: JsonObject,
  { old, type }: { readonly old: JsonObject; readonly type: CustomResourceType },
  context: CustomContext,
): CustomUpdateVerdict {
  const schema = type.schema === undefined ? OPEN : structural(type.schema);
  // What nobody may write through the resource itself stays as it is.
  const status = type.hasStatus && Object.hasOwn(old, 'status') ? { status: old['status'] ?? null } : {};
  const next = { ...object, ...status };
  const [ofNew, ofUpdate]: [FieldErrors, FieldErrors] = [[], []];
  const asked = { schema, scale: type.scale };
  validateSchema(next, asked, context, ofNew);
  const notChecked = validateSchema(next, { ...asked, old }, context, ofUpdate);
  const [before, after] = [ofNew, ofUpdate].map((errors) => new Set(errors.map(textOf)));
  return {
    errors: ofUpdate.filter((error) => before?.has(textOf(error)) !== true),
    passed: ofNew.filter((error) => after?.has(textOf(error)) !== true),
    notChecked,
  };
}

function textOf({ type, path, detail }: FieldError): string {
  return `${type} ${formatPath(path)} ${detail}`;
}

/** Adds what the schema refuses; returns what was not checked of it. `old` is what an update replaces. */
function validateSchema(
  object: JsonObject,
  { schema, scale, old }: { readonly schema: Structural; readonly scale: Scale | undefined; readonly old?: JsonObject },
  { version, metadataErrors = () => [] }: CustomContext,
  errors: FieldErrors,
): readonly string[] {
  const { minor } = version;
  errors.push(...validateValue(object, schema, { minor, old }));
  if (scale !== undefined) validateScale(object, scale, errors);
  validateEmbeddedResources(object, { schema, path: undefined, metadataErrors, errors });
  const repeated: FieldErrors = [];
  if (old !== undefined) validateListTypes(old, schema, undefined, repeated);
  // Where something is repeated already, a repetition is no reason to refuse an update.
  if (repeated.length === 0) validateListTypes(object, schema, undefined, errors);
  if (!schema.contains.rules) return [];
  if (errors.some(({ type }) => BLOCKING.has(type))) {
    errors.push(invalid(undefined, '', RULES_SKIPPED));
    return [];
  }
  const verdict = evaluateRules(schema, object, { minor, ...(old !== undefined && { old }) });
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
