// Twin of SetDefaults_RoleBinding, SetDefaults_ClusterRoleBinding and SetDefaults_Subject: pkg/apis/rbac/v1/defaults.go,
// Kubernetes v1.35.4.
import type { ClusterRoleBinding, RoleBinding } from '../../kube/types.generated.js';

const GROUP = 'rbac.authorization.k8s.io';

/** A RoleBinding or ClusterRoleBinding with the server's defaults: the API groups. */
export function withBindingDefaults<T extends RoleBinding | ClusterRoleBinding>(binding: T): T {
  const { roleRef, subjects } = binding;
  return {
    ...binding,
    roleRef: { ...roleRef, apiGroup: roleRef?.apiGroup || GROUP },
    ...(subjects !== undefined && {
      subjects: subjects.map((subject) => {
        const isOfGroup = subject.kind === 'User' || subject.kind === 'Group';
        return isOfGroup && !subject.apiGroup ? { ...subject, apiGroup: GROUP } : subject;
      }),
    }),
  };
}
