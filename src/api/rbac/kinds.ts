import type { ClusterRole, ClusterRoleBinding, Role, RoleBinding } from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import { withBindingDefaults } from './defaults.js';
import { validateClusterRole, validateRole } from './role.js';
import { validateClusterRoleBinding, validateRoleBinding } from './role-binding.js';

/** The kinds of rbac.authorization.k8s.io/v1. */
export const rbacKinds: Kinds = new Map([
  ['ClusterRole', kindOf<ClusterRole>({ namespaced: false, validate: validateClusterRole })],
  [
    'ClusterRoleBinding',
    kindOf<ClusterRoleBinding>({
      namespaced: false,
      defaults: withBindingDefaults,
      validate: validateClusterRoleBinding,
    }),
  ],
  ['Role', kindOf<Role>({ namespaced: true, validate: validateRole })],
  [
    'RoleBinding',
    kindOf<RoleBinding>({ namespaced: true, defaults: withBindingDefaults, validate: validateRoleBinding }),
  ],
]);
