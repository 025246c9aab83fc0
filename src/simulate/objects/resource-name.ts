import type { Kind } from './kinds.js';

const GROUPS: { readonly [K in Kind]?: string } = {
  Deployment: 'apps',
  ReplicaSet: 'apps',
  StatefulSet: 'apps',
  DaemonSet: 'apps',
  ControllerRevision: 'apps',
  Job: 'batch',
  CronJob: 'batch',
  HorizontalPodAutoscaler: 'autoscaling',
  PodDisruptionBudget: 'policy',
  NetworkPolicy: 'networking.k8s.io',
  PriorityClass: 'scheduling.k8s.io',
  StorageClass: 'storage.k8s.io',
  CSINode: 'storage.k8s.io',
  RuntimeClass: 'node.k8s.io',
  ScaledObject: 'keda.sh',
};

/** `deployments`, `priorityclasses` */
export function pluralOf(kind: Kind): string {
  const word = kind.toLowerCase();
  if (word.endsWith('y')) return `${word.slice(0, -1)}ies`;
  return word.endsWith('s') ? `${word}es` : `${word}s`;
}

/** `apps`, '' for the core group. */
export function groupOf(kind: Kind): string {
  return GROUPS[kind] ?? '';
}

/** `deployments.apps`: how the API server's errors name a kind. */
export function resourceName(kind: Kind): string {
  const group = groupOf(kind);
  return group === '' ? pluralOf(kind) : `${pluralOf(kind)}.${group}`;
}

/** `deployment.apps/web`: how kubectl's answers name an object. */
export function printedName(kind: Kind, name: string): string {
  const group = groupOf(kind);
  return `${kind.toLowerCase()}${group === '' ? '' : `.${group}`}/${name}`;
}

const VERSIONS: { readonly [K in Kind]?: string } = { HorizontalPodAutoscaler: 'v2', ScaledObject: 'v1alpha1' };

/** `apps/v1`, `v1`: the version in which kubectl shows a kind. */
export function apiVersionOf(kind: Kind): string {
  const group = groupOf(kind);
  const version = VERSIONS[kind] ?? 'v1';
  return group === '' ? version : `${group}/${version}`;
}
