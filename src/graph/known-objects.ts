import { groupOf } from '../kube/api-version.js';
import { podTemplate } from '../kube/pod-template.js';
import type { Resource } from '../manifest/resource.js';

/** Objects that every cluster makes itself, by kind; names in any namespace. */
const IN_EVERY_CLUSTER: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  ['ConfigMap', new Set(['kube-root-ca.crt'])],
  ['ServiceAccount', new Set(['default'])],
  ['scheduling.k8s.io/PriorityClass', new Set(['system-cluster-critical', 'system-node-critical'])],
]);

// Objects that the control plane keeps in its own namespaces.
const OF_CONTROL_PLANE: ReadonlyMap<string, ReadonlySet<string>> = new Map([
  [
    'ConfigMap',
    new Set(['extension-apiserver-authentication', 'kubeadm-config', 'kube-proxy', 'coredns', 'cluster-info']),
  ],
  ['Service', new Set(['kubernetes', 'kube-dns'])],
  ['rbac.authorization.k8s.io/Role', new Set(['extension-apiserver-authentication-reader'])],
]);

const BUILT_IN_ROLES = new Set(['cluster-admin', 'admin', 'edit', 'view']);

/** Does every cluster have the object, whatever the manifests say? */
export function isKnownObject(kind: string, name: string): boolean {
  if (IN_EVERY_CLUSTER.get(kind)?.has(name) === true || OF_CONTROL_PLANE.get(kind)?.has(name) === true) return true;
  // The tokens that clusters before 1.24 made for each ServiceAccount.
  if (kind === 'Secret') return /-token-[a-z0-9]{5}$/.test(name);
  if (kind === 'rbac.authorization.k8s.io/ClusterRole') return BUILT_IN_ROLES.has(name) || name.startsWith('system:');
  return kind === 'rbac.authorization.k8s.io/Role' && name.startsWith('system:');
}

const BUILT_IN_GROUPS: ReadonlySet<string> = new Set([
  '',
  'apps',
  'autoscaling',
  'batch',
  'extensions',
  'policy',
  ...[
    'admissionregistration',
    'apiextensions',
    'apiregistration',
    'authentication',
    'authorization',
    'certificates',
  ].map(inK8s),
  ...['coordination', 'discovery', 'events', 'flowcontrol.apiserver', 'internal.apiserver', 'networking', 'node'].map(
    inK8s,
  ),
  ...['rbac.authorization', 'resource', 'scheduling', 'storage', 'storagemigration'].map(inK8s),
]);

function inK8s(name: string): string {
  return `${name}.k8s.io`;
}

/** Is the object of a group that Kubernetes itself serves? */
export function isBuiltIn({ apiVersion }: Resource): boolean {
  return BUILT_IN_GROUPS.has(groupOf(apiVersion));
}

// Groups whose objects make no Pods.
const PODLESS_GROUPS: ReadonlySet<string> = new Set([
  'acme.cert-manager.io',
  'autoscaling.k8s.io',
  'bitnami.com',
  'cert-manager.io',
  'cilium.io',
  'cloud.google.com',
  'crd.projectcalico.org',
  'external-secrets.io',
  'gateway.networking.k8s.io',
  'getambassador.io',
  'k8s.nginx.org',
  'keda.sh',
  'kustomize.config.k8s.io',
  'kyverno.io',
  'metallb.io',
  'monitoring.googleapis.com',
  'networking.gke.io',
  'networking.istio.io',
  'projectcalico.org',
  'projectcontour.io',
  'route.openshift.io',
  'secrets-store.csi.x-k8s.io',
  'security.istio.io',
  'security.openshift.io',
  'snapshot.storage.k8s.io',
  'telemetry.istio.io',
  'traefik.containo.us',
  'traefik.io',
]);
const PODLESS_KINDS = new Set([
  'AlertmanagerConfig',
  'AppProject',
  'GrafanaDashboard',
  'PodMonitor',
  'Probe',
  'PrometheusRule',
  'ScrapeConfig',
  'ServiceMonitor',
]);

const WORKLOAD_KINDS = new Set([
  'Deployment',
  'ReplicaSet',
  'StatefulSet',
  'DaemonSet',
  'ReplicationController',
  'Job',
  'CronJob',
]);

/** Can the object be one that makes Pods which these files do not show: an operator's, or a workload of a removed version? */
export function mayMakePods(resource: Resource): boolean {
  if (isBuiltIn(resource)) return WORKLOAD_KINDS.has(resource.kind) && podTemplate(resource.object) === undefined;
  return !PODLESS_GROUPS.has(groupOf(resource.apiVersion)) && !PODLESS_KINDS.has(resource.kind);
}
