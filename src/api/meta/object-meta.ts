// Twin of k8s.io/apimachinery v0.35.4 pkg/api/validation/objectmeta.go and generic.go (on create).
import { byteLength } from '../../kube/byte-length.js';
import { type FieldErrors, forbidden, invalid, required, tooLong } from '../../kube/field-error.js';
import { child, type FieldPath, index, key } from '../../kube/field-path.js';
import { isDns1123Label, isQualifiedName } from '../../kube/names.js';
import type { ObjectMeta, OwnerReference } from '../../kube/types.generated.js';
import { validateNonnegative } from './fields.js';
import { validateLabels } from './label-selector.js';
import { validateManagedFields } from './managed-fields.js';

/** What a kind asks of its objects' metadata. */
export interface MetadataRules {
  readonly namespaced: boolean;
  /** What is wrong with a name; a trailing dash of `generateName` is masked before it is asked. */
  readonly name: (name: string, isPrefix: boolean) => readonly string[];
  /**
   * `any`: finalizers without a domain may have any name. Most kinds take only Kubernetes' own, as
   * pkg/apis/core/validation does; the others call apimachinery's validation.
   */
  readonly finalizers?: 'any';
  /** `any`: only the name that `generateName` becomes is looked at (ValidateObjectMetaWithOpts). */
  readonly generateName?: 'any';
}

const METADATA = child(undefined, 'metadata');
const ANNOTATIONS_MAX = 256 * 1024;

/**
 * An object's metadata on create, name generated, namespace filled in and `managedFields` read.
 */
export function validateObjectMeta(
  metadata: ObjectMeta | undefined,
  rules: MetadataRules,
  errors: FieldErrors,
  path: FieldPath = METADATA,
): void {
  const meta = metadata ?? {};
  validateName(meta, rules, path, errors);
  validateNamespace(meta.namespace ?? '', rules.namespaced, child(path, 'namespace'), errors);
  validateNonnegative(meta.generation, child(path, 'generation'), errors);
  if (meta.labels !== undefined) validateLabels(meta.labels, child(path, 'labels'), errors);
  if (meta.annotations !== undefined) validateAnnotations(meta.annotations, child(path, 'annotations'), errors);
  validateOwnerReferences(meta.ownerReferences ?? [], child(path, 'ownerReferences'), errors);
  validateFinalizers(meta.finalizers ?? [], child(path, 'finalizers'), errors);
  if (meta.managedFields !== undefined) {
    validateManagedFields(meta.managedFields, child(path, 'managedFields'), errors);
  }
  if (rules.finalizers !== 'any') validateOwnFinalizers(meta.finalizers ?? [], child(path, 'finalizers'), errors);
}

function validateName(meta: ObjectMeta, rules: MetadataRules, path: FieldPath, errors: FieldErrors): void {
  const prefix = meta.generateName ?? '';
  if (prefix !== '' && rules.generateName !== 'any') {
    for (const detail of rules.name(maskTrailingDash(prefix), true)) {
      errors.push(invalid(child(path, 'generateName'), prefix, detail));
    }
  }
  const name = meta.name ?? '';
  if (name === '') errors.push(required(child(path, 'name'), 'name or generateName is required'));
  else for (const detail of rules.name(name, false)) errors.push(invalid(child(path, 'name'), name, detail));
}

/**
 * A prefix as the names that begin with it: something follows, so a dash at its end is no dash at the name's end. Upstream
 * puts the `a` in place of the last two characters.
 */
export function maskTrailingDash(name: string): string {
  return name.length > 1 && name.endsWith('-') ? `${name.slice(0, -2)}a` : name;
}

function validateNamespace(namespace: string, namespaced: boolean, path: FieldPath, errors: FieldErrors): void {
  if (!namespaced) {
    if (namespace !== '') errors.push(forbidden(path, 'this kind has no namespace'));
  } else if (namespace === '') errors.push(required(path));
  else for (const detail of isDns1123Label(namespace)) errors.push(invalid(path, namespace, detail));
}

/** Annotations: keys are qualified names in any case, and all together have at most 256 KiB. */
export function validateAnnotations(
  annotations: { readonly [key: string]: string } | undefined,
  path: FieldPath | undefined,
  errors: FieldErrors,
): void {
  let size = 0;
  for (const [name, value] of Object.entries(annotations ?? {})) {
    for (const detail of isQualifiedName(name.toLowerCase())) {
      errors.push({ ...invalid(path, name, detail), spot: { path: key(path, name), at: 'key' } });
    }
    size += byteLength(name) + byteLength(value);
  }
  if (size > ANNOTATIONS_MAX) errors.push(tooLong(path, '', ANNOTATIONS_MAX));
}

function validateOwnerReferences(owners: readonly OwnerReference[], path: FieldPath, errors: FieldErrors): void {
  let controller: string | undefined;
  // Exact duplicates are dropped before validation.
  const distinct = new Map(owners.map((owner) => [JSON.stringify(Object.entries(owner).sort()), owner]));
  for (const owner of distinct.values()) {
    validateOwnerReference(owner, path, errors);
    if (owner.controller !== true) continue;
    const name = `${owner.kind}/${owner.name}`;
    if (controller === undefined) controller = name;
    else errors.push(invalid(path, owners, `only one owner can be the controller, not both ${controller} and ${name}`));
  }
}

// The server names the list, not the item.
function validateOwnerReference(owner: OwnerReference, path: FieldPath, errors: FieldErrors): void {
  const version = versionOf(owner.apiVersion ?? '');
  if (version === '') errors.push(invalid(child(path, 'apiVersion'), owner.apiVersion ?? '', 'names no version'));
  if ((owner.kind ?? '') === '') errors.push(invalid(child(path, 'kind'), '', 'must not be empty'));
  if ((owner.name ?? '') === '') errors.push(invalid(child(path, 'name'), '', 'must not be empty'));
  if ((owner.uid ?? '') === '') errors.push(invalid(child(path, 'uid'), '', 'must not be empty'));
  if (owner.apiVersion === 'v1' && owner.kind === 'Event') errors.push(invalid(path, owner, 'an Event owns nothing'));
}

// schema.ParseGroupVersion: `v1`, `apps/v1`; nothing for an empty value, `/` and more than one slash.
function versionOf(apiVersion: string): string {
  if (apiVersion === '' || apiVersion === '/') return '';
  const parts = apiVersion.split('/');
  return parts.length > 2 ? '' : (parts.at(-1) ?? '');
}

/** Finalizers are qualified names; `orphan` and `foregroundDeletion` exclude each other. */
function validateFinalizers(finalizers: readonly string[], path: FieldPath, errors: FieldErrors): void {
  for (const [at, finalizer] of finalizers.entries()) {
    for (const detail of isQualifiedName(finalizer)) {
      errors.push({ ...invalid(path, finalizer, detail), spot: { path: index(path, at) } });
    }
  }
  if (finalizers.includes('orphan') && finalizers.includes('foregroundDeletion')) {
    errors.push(invalid(path, finalizers, 'orphan and foregroundDeletion cannot both be set'));
  }
}

const OWN_FINALIZERS = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

function validateOwnFinalizers(finalizers: readonly string[], path: FieldPath, errors: FieldErrors): void {
  for (const [at, finalizer] of finalizers.entries()) {
    if (finalizer.includes('/') || OWN_FINALIZERS.has(finalizer)) continue;
    errors.push(invalid(index(path, at), finalizer, 'name is neither a standard finalizer name nor fully qualified'));
  }
}
