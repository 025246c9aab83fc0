// Twins of ValidateNamespace and ValidateServiceAccount: pkg/apis/core/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import { isDns1123Label, isDns1123Subdomain, isQualifiedName } from '../../kube/names.js';
import type { Namespace, ServiceAccount } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { namespaceLabelErrors } from '../pod-security/namespace.js';

const FINALIZERS = child(undefined, 'spec', 'finalizers');
const STANDARD = new Set(['kubernetes', 'orphan', 'foregroundDeletion']);

/** A Namespace with the label that carries its name, and its phase. */
export function withNamespaceDefaults(namespace: Namespace): Namespace {
  const { metadata = {}, status = {} } = namespace;
  const name = metadata.name ?? '';
  const labels = name === '' ? metadata.labels : { ...metadata.labels, 'kubernetes.io/metadata.name': name };
  return {
    ...namespace,
    metadata: { ...metadata, ...(labels === undefined ? {} : { labels }) },
    status: { ...status, phase: status.phase || 'Active' },
  };
}

/** A Namespace on create. */
export function validateNamespace(namespace: Namespace, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(namespace.metadata, { namespaced: false, name: isDns1123Label }, errors);
  for (const finalizer of namespace.spec?.finalizers ?? []) {
    for (const detail of isQualifiedName(finalizer)) errors.push(invalid(FINALIZERS, finalizer, detail));
    if (finalizer.includes('/') || STANDARD.has(finalizer)) continue;
    errors.push(invalid(FINALIZERS, finalizer, 'name is neither a standard finalizer name nor fully qualified'));
  }
}

/** PodSecurity admission: the levels and versions that the labels ask for exist. */
export function reviewNamespace(namespace: Namespace, _context: ApiContext, errors: FieldErrors): void {
  errors.push(...namespaceLabelErrors({ metadata: { labels: namespace.metadata?.labels ?? {} } }));
}

/** A ServiceAccount on create. */
export function validateServiceAccount(account: ServiceAccount, _context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(account.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
}
