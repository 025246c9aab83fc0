// What may change in the kinds of rbac.authorization.k8s.io: pkg/apis/rbac/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import type { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { isSame } from '../equality.js';
import { anyValidOf, type UpdateKind, type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateClusterRole, validateRole } from './role.js';
import { validateClusterRoleBinding, validateRoleBinding } from './role-binding.js';

type Validate<T> = (object: T, context: ApiContext, errors: FieldErrors) => void;

// A binding is to one role for good.
function bindingOf<T extends RoleBinding | ClusterRoleBinding>(validate: Validate<T>): UpdateKind<T> {
  return {
    validate: (to, from, context, errors) => {
      validate(to, context, errors);
      if (isSame(to.roleRef, from.roleRef, 'roleRef')) return;
      errors.push(invalid(child(undefined, 'roleRef'), to.roleRef, 'cannot change roleRef'));
    },
  };
}

/** What may change in the kinds of rbac.authorization.k8s.io/v1. */
export const rbacUpdates: UpdateKinds = new Map([
  ['ClusterRole', anyValidOf<ClusterRole>(validateClusterRole)],
  ['ClusterRoleBinding', updateKindOf(bindingOf<ClusterRoleBinding>(validateClusterRoleBinding))],
  ['Role', anyValidOf<Role>(validateRole)],
  ['RoleBinding', updateKindOf(bindingOf<RoleBinding>(validateRoleBinding))],
]);
