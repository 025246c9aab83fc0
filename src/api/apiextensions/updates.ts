// Twin of ValidateCustomResourceDefinitionUpdate: k8s.io/apiextensions-apiserver v0.35.4
// pkg/apis/apiextensions/validation/validation.go and pkg/registry/customresourcedefinition/strategy.go.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child, index } from '../../kube/field-path.js';
import type { CustomResourceDefinition, CustomResourceDefinitionSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateImmutable } from '../meta/immutable.js';
import { hasCertificate } from '../pem.js';
import { isSince } from '../since.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';
import {
  validateApproval,
  validateCustomResourceDefinitionSpec,
  validatePreserving,
} from './custom-resource-definition.js';
import { internalSpec } from './internal-spec.js';

const SPEC = child(undefined, 'spec');
const NAMES = child(SPEC, 'names');
const STORED = child(undefined, 'status', 'storedVersions');

// The definition in the cluster is served: its names were accepted.
function validateUpdate(
  to: CustomResourceDefinition,
  from: CustomResourceDefinition,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const [spec, old] = [to.spec ?? {}, from.spec ?? {}];
  const internal = internalSpec(spec);
  validateCustomResourceDefinitionSpec(internal, context, errors);
  validateImmutable(spec, old, 'scope', child(SPEC, 'scope'), errors);
  validateImmutable(spec.names, old.names, 'kind', child(NAMES, 'kind'), errors);
  validateImmutable(spec, old, 'group', child(SPEC, 'group'), errors);
  validateImmutable(spec.names, old.names, 'plural', child(NAMES, 'plural'), errors);
  validateCaBundle(spec, old, context, errors);
  validateStoredVersions(spec, from.status?.storedVersions ?? storageVersions(old), errors);
  // As wrong as it was before is let through: the old group need not have been one that asks for approval.
  const [approval, before]: [FieldErrors, FieldErrors] = [[], []];
  validateApproval(to.metadata?.annotations, internal.group, approval);
  validateApproval(from.metadata?.annotations, internal.group, before);
  if (approval[0]?.type !== before[0]?.type) errors.push(...approval);
  validatePreserving(internal, errors);
}

// On create, and while the old one was no better, anything goes.
function validateCaBundle(
  spec: CustomResourceDefinitionSpec,
  old: CustomResourceDefinitionSpec,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const bundleOf = ({ conversion }: CustomResourceDefinitionSpec): string =>
    conversion?.webhook?.clientConfig?.caBundle ?? '';
  const isBroken = (bundle: string): boolean => bundle !== '' && !hasCertificate(bundle);
  if (!isSince('caBundleHasCertificates', context.version) || isBroken(bundleOf(old)) || !isBroken(bundleOf(spec))) {
    return;
  }
  const path = child(SPEC, 'conversion', 'webhookClientConfig', 'caBundle');
  errors.push(invalid(path, undefined, 'unable to load root certificates: there is none in PEM'));
}

function storageVersions(spec: CustomResourceDefinitionSpec): string[] {
  return (spec.versions ?? []).flatMap(({ name = '', storage }) => (storage === true ? [name] : []));
}

// The server itself notes the first storage version; none that was ever noted may go.
function validateStoredVersions(
  spec: CustomResourceDefinitionSpec,
  noted: readonly string[],
  errors: FieldErrors,
): void {
  const [first] = storageVersions(spec);
  const stored = first === undefined || noted.includes(first) ? noted : [...noted, first];
  const missing = new Set(stored);
  for (const { name = '', storage } of spec.versions ?? []) {
    // A version that is there twice counts once.
    if (!missing.delete(name) && storage === true) {
      errors.push(invalid(STORED, stored, `must have the storage version ${name}`));
    }
  }
  for (const [at, version] of stored.entries()) {
    if (!missing.has(version)) continue;
    const detail =
      `missing from spec.versions; ${version} was a storage version, and has to stay in spec.versions until no object is` +
      ' stored in it and it is gone from status.storedVersions';
    errors.push(invalid(index(STORED, at), version, detail));
  }
}

/** What may change in the kinds of apiextensions.k8s.io/v1. */
export const apiextensionsUpdates: UpdateKinds = new Map([
  ['CustomResourceDefinition', updateKindOf<CustomResourceDefinition>({ finalizers: 'any', validate: validateUpdate })],
]);
