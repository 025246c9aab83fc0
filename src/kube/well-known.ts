// Objects that every cluster makes itself, so that a reference to one dangles nowhere.
// https://kubernetes.io/docs/concepts/overview/working-with-objects/namespaces/#initial-namespaces and
// pkg/apis/scheduling/types.go, pkg/controller/certificates/rootcacertpublisher, pkg/controlplane, Kubernetes v1.35.4.

/** An object by kind, namespace and name; without a namespace it is cluster-scoped or in every namespace. */
interface Known {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}

const KNOWN: readonly Known[] = [
  ...['default', 'kube-system', 'kube-public', 'kube-node-lease'].map((name) => ({
    apiVersion: 'v1',
    kind: 'Namespace',
    name,
  })),
  { apiVersion: 'v1', kind: 'ServiceAccount', name: 'default' },
  { apiVersion: 'v1', kind: 'ConfigMap', name: 'kube-root-ca.crt' },
  { apiVersion: 'v1', kind: 'ConfigMap', name: 'extension-apiserver-authentication', namespace: 'kube-system' },
  { apiVersion: 'v1', kind: 'Service', name: 'kubernetes', namespace: 'default' },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', name: 'system-cluster-critical' },
  { apiVersion: 'scheduling.k8s.io/v1', kind: 'PriorityClass', name: 'system-node-critical' },
  ...['cluster-admin', 'admin', 'edit', 'view'].map((name) => ({
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    name,
  })),
];

const INDEX = new Map(KNOWN.map((known) => [keyOf(known.apiVersion, known.kind, known.name), known]));

function keyOf(apiVersion: string, kind: string, name: string): string {
  return `${apiVersion} ${kind} ${name}`;
}

/**
 * Does a cluster make this object itself: the Namespaces it starts with, the ServiceAccount `default` and the ConfigMap
 * `kube-root-ca.crt` of every Namespace, the system PriorityClasses, the ClusterRoles for users, `system:` roles?
 */
export function isMadeByCluster(apiVersion: string, kind: string, name: string, namespace?: string): boolean {
  if (apiVersion === 'rbac.authorization.k8s.io/v1' && kind === 'ClusterRole' && name.startsWith('system:'))
    return true;
  const known = INDEX.get(keyOf(apiVersion, kind, name));
  return known !== undefined && (known.namespace === undefined || known.namespace === namespace);
}

/** The value of a PriorityClass that every cluster has; `undefined` for others. */
export function systemPriority(name: string): number | undefined {
  if (name === 'system-cluster-critical') return 2_000_000_000;
  return name === 'system-node-critical' ? 2_000_001_000 : undefined;
}
