// Twin of ValidateRoleBinding and ValidateClusterRoleBinding: pkg/apis/rbac/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath, index } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { ClusterRoleBinding, RoleBinding, RoleRef, Subject } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { pathSegmentErrors } from '../meta/path-segment.js';

const GROUP = 'rbac.authorization.k8s.io';

/** A RoleBinding on create. */
export function validateRoleBinding(binding: RoleBinding, _context: ApiContext, errors: FieldErrors): void {
  validateBinding(binding, true, errors);
}

/** A ClusterRoleBinding on create. */
export function validateClusterRoleBinding(
  binding: ClusterRoleBinding,
  _context: ApiContext,
  errors: FieldErrors,
): void {
  validateBinding(binding, false, errors);
}

function validateBinding(binding: RoleBinding | ClusterRoleBinding, namespaced: boolean, errors: FieldErrors): void {
  validateObjectMeta(binding.metadata, { namespaced, name: (name) => pathSegmentErrors(name) }, errors);
  const kinds = namespaced ? ['Role', 'ClusterRole'] : ['ClusterRole'];
  validateRoleRef(binding.roleRef ?? {}, kinds, child(undefined, 'roleRef'), errors);
  for (const [at, subject] of (binding.subjects ?? []).entries()) {
    validateSubject(subject, namespaced, index(child(undefined, 'subjects'), at), errors);
  }
}

function validateRoleRef(role: RoleRef, kinds: readonly string[], path: FieldPath, errors: FieldErrors): void {
  const { apiGroup = '', kind = '', name = '' } = role;
  if (apiGroup !== GROUP) errors.push(notSupported(child(path, 'apiGroup'), apiGroup, [GROUP]));
  if (!kinds.includes(kind)) errors.push(notSupported(child(path, 'kind'), kind, kinds));
  if (name === '') errors.push(required(child(path, 'name')));
  else for (const detail of pathSegmentErrors(name)) errors.push(invalid(child(path, 'name'), name, detail));
}

function validateSubject(subject: Subject, namespaced: boolean, path: FieldPath, errors: FieldErrors): void {
  const { kind = '', name = '', apiGroup = '', namespace = '' } = subject;
  const groupPath = child(path, 'apiGroup');
  if (name === '') errors.push(required(child(path, 'name')));
  switch (kind) {
    case 'ServiceAccount':
      if (name !== '') {
        for (const detail of isDns1123Subdomain(name)) errors.push(invalid(child(path, 'name'), name, detail));
      }
      if (apiGroup !== '') errors.push(notSupported(groupPath, apiGroup, ['']));
      if (!namespaced && namespace === '') errors.push(required(child(path, 'namespace')));
      return;
    case 'User':
    case 'Group':
      if (apiGroup !== GROUP) errors.push(notSupported(groupPath, apiGroup, [GROUP]));
      return;
    default:
      errors.push(notSupported(child(path, 'kind'), kind, ['ServiceAccount', 'User', 'Group']));
  }
}
