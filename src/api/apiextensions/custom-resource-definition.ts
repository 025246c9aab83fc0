// Twin of ValidateCustomResourceDefinition: k8s.io/apiextensions-apiserver v0.35.4
// pkg/apis/apiextensions/validation/validation.go.
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index, key } from '../../kube/field-path.js';
import { isDns1035Label, isDns1123Subdomain } from '../../kube/names.js';
import type {
  CustomResourceDefinition,
  CustomResourceDefinitionNames,
  CustomResourceDefinitionVersion,
} from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { pushInvalid } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { validateConversion } from './conversion.js';
import { type InternalSpec, internalSpec } from './internal-spec.js';
import { validatePrinterColumns, validateSelectableFields } from './printer-columns.js';
import { validateCustomResourceSchema } from './schema.js';
import { validateSubresources } from './subresources.js';

const SPEC = child(undefined, 'spec');
const NAMES = child(SPEC, 'names');
const VERSIONS = child(SPEC, 'versions');
const SCOPES = ['Cluster', 'Namespaced'];
const APPROVAL = 'api-approved.kubernetes.io';
const MAX_WARNING = 256;

/** A CustomResourceDefinition on create. */
export function validateCustomResourceDefinition(
  definition: CustomResourceDefinition,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const spec = internalSpec(definition.spec ?? {});
  const requiredName = `${spec.names.plural ?? ''}.${spec.group}`;
  const nameErrors = (name: string): readonly string[] => [
    ...isDns1123Subdomain(name),
    ...(name === requiredName ? [] : [`must be spec.names.plural+"."+spec.group, here ${requiredName}`]),
  ];
  validateObjectMeta(definition.metadata, { namespaced: false, name: nameErrors, finalizers: 'any' }, errors);
  validateCustomResourceDefinitionSpec(spec, context, errors);
  validateStoredVersions(definition, errors);
  validateApproval(definition.metadata?.annotations, spec.group, errors);
  validatePreserving(spec, errors);
}

/** Unknown fields are kept by the schema, not by the definition. */
export function validatePreserving(spec: InternalSpec, errors: FieldErrors): void {
  if (!spec.preserveUnknownFields) return;
  const detail =
    'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead';
  errors.push(invalid(child(SPEC, 'preserveUnknownFields'), true, detail));
}

/** The spec as the server keeps it, on create and on update. */
export function validateCustomResourceDefinitionSpec(
  spec: InternalSpec,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateGroup(spec.group, errors);
  if (spec.scope === '') errors.push(required(child(SPEC, 'scope')));
  else if (!SCOPES.includes(spec.scope)) errors.push(notSupported(child(SPEC, 'scope'), spec.scope, SCOPES));
  if (spec.schema?.openAPIV3Schema === undefined) {
    for (const [at, version] of spec.versions.entries()) {
      if (version.schema?.openAPIV3Schema !== undefined) continue;
      errors.push(required(child(index(VERSIONS, at), 'schema', 'openAPIV3Schema')));
    }
  }
  validateVersions(spec, context, errors);
  validateNames(spec.names, errors);
  if (spec.schema !== undefined) {
    const hasStatus = [spec, ...spec.versions].some((each) => each.subresources?.status !== undefined);
    validateCustomResourceSchema(spec.schema, hasStatus, child(SPEC, 'validation'), context, errors);
  }
  validateSubresources(spec.subresources ?? {}, child(SPEC, 'subresources'), errors);
  validatePrinterColumns(spec.additionalPrinterColumns, child(SPEC, 'additionalPrinterColumns'), errors);
  validateSelectableFields(spec.selectableFields, spec.schema, child(SPEC, 'selectableFields'), context, errors);
  validateConversion(spec.conversion, spec.preserveUnknownFields, errors);
}

function validateGroup(group: string, errors: FieldErrors): void {
  const path = child(SPEC, 'group');
  const details = isDns1123Subdomain(group);
  if (group === '') errors.push(required(path));
  else if (details.length > 0) errors.push(invalid(path, group, details.join(', ')));
  else if (!group.includes('.')) errors.push(invalid(path, group, 'should be a domain with at least one dot'));
}

function validateVersions(spec: InternalSpec, context: ApiContext, errors: FieldErrors): void {
  const perVersion = spec.versions.some((version) => version.subresources !== undefined);
  for (const [at, version] of spec.versions.entries()) {
    const path = index(VERSIONS, at);
    const name = version.name ?? '';
    pushInvalid(isDns1035Label(name), name, child(path, 'name'), errors);
    const { subresources } = perVersion ? version : spec;
    validateVersion(version, subresources?.status !== undefined, path, context, errors);
  }
  const names = spec.versions.map((version) => version.name ?? '');
  if (new Set(names).size < names.length) {
    errors.push(invalid(VERSIONS, undefined, 'must contain unique version names'));
  }
  const storage = spec.versions.filter((version) => version.storage === true).length;
  if (storage !== 1) {
    const detail = `must have exactly one version marked as storage version, not ${storage}`;
    errors.push(invalid(VERSIONS, undefined, detail));
  }
  // The server keeps the first version's name a second time.
  const [first = ''] = names;
  if (first !== '') pushInvalid(isDns1035Label(first), first, child(SPEC, 'version'), errors);
}

function validateVersion(
  version: CustomResourceDefinitionVersion,
  hasStatus: boolean,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const { deprecationWarning: warning, additionalPrinterColumns = [], selectableFields = [] } = version;
  if (warning !== undefined) {
    const details = deprecationWarningErrors(warning, version.deprecated === true);
    pushInvalid(details, warning, child(path, 'deprecationWarning'), errors);
  }
  if (version.schema !== undefined) {
    validateCustomResourceSchema(version.schema, hasStatus, child(path, 'schema'), context, errors);
  }
  validateSubresources(version.subresources ?? {}, child(path, 'subresources'), errors);
  validatePrinterColumns(additionalPrinterColumns, child(path, 'additionalPrinterColumns'), errors);
  validateSelectableFields(selectableFields, version.schema, child(path, 'selectableFields'), context, errors);
}

function deprecationWarningErrors(warning: string, deprecated: boolean): string[] {
  if (!deprecated) return ['can only be set for deprecated versions'];
  const details: string[] = [];
  if (byteLength(warning) > MAX_WARNING) details.push(`must be <= ${MAX_WARNING} characters long`);
  if (warning === '') details.push('must not be an empty string');
  const at = warning.search(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/u);
  if (at !== -1) details.push(`must only contain printable UTF-8 characters; there is another at index ${at}`);
  return details;
}

function validateNames(names: CustomResourceDefinitionNames, errors: FieldErrors): void {
  for (const field of ['plural', 'singular', 'kind', 'listKind'] as const) {
    const value = names[field] ?? '';
    const path = child(NAMES, field);
    if (value === '') {
      errors.push(required(path));
      continue;
    }
    const mixedCase = field === 'kind' || field === 'listKind';
    const details = isDns1035Label(mixedCase ? value.toLowerCase() : value);
    if (details.length > 0)
      errors.push(invalid(path, value, `${mixedCase ? 'in any case, ' : ''}${details.join(', ')}`));
  }
  if ((names.kind ?? '') !== '' && names.kind === names.listKind) {
    errors.push(invalid(child(NAMES, 'listKind'), names.listKind, 'kind and listKind may not be the same'));
  }
  for (const field of ['shortNames', 'categories'] as const) {
    for (const [at, name] of (names[field] ?? []).entries()) {
      pushInvalid(isDns1035Label(name), name, index(child(NAMES, field), at), errors);
    }
  }
}

// On create the server notes the first storage version itself.
function validateStoredVersions(definition: CustomResourceDefinition, errors: FieldErrors): void {
  const path = child(undefined, 'status', 'storedVersions');
  const storage = (definition.spec?.versions ?? []).filter((version) => version.storage === true);
  const [first, ...others] = storage.map((version) => version.name ?? '');
  if (first === undefined) errors.push(invalid(path, [], 'must have at least one stored version'));
  for (const other of others) errors.push(invalid(path, [first], `must have the storage version ${other}`));
}

/** Groups of Kubernetes itself need an approval, which an annotation names. */
export function validateApproval(
  annotations: { readonly [name: string]: string } | undefined,
  group: string,
  errors: FieldErrors,
): void {
  const annotation = annotations?.[APPROVAL];
  if (!/(^|\.)(k8s\.io|kubernetes\.io)$/.test(group)) return;
  const path = key(child(undefined, 'metadata', 'annotations'), APPROVAL);
  if (annotation === undefined || annotation === '') {
    const detail = `protected groups must have approval annotation "${APPROVAL}"`;
    errors.push(required(path, `${detail}, see https://github.com/kubernetes/enhancements/pull/1111`));
  } else if (!annotation.startsWith('unapproved') && !/^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]+/.test(annotation)) {
    errors.push(invalid(path, annotation, 'must be a URL or a reason that starts with "unapproved"'));
  }
}
