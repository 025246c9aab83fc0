import type * as kube from '../kube/types.generated.js';
import type { Resource } from '../manifest/resource.js';

/** The kinds that relations and rules read, by `apiVersion/Kind`. */
interface Kinds {
  readonly 'v1/Pod': kube.Pod;
  readonly 'v1/ReplicationController': kube.ReplicationController;
  readonly 'v1/Service': kube.Service;
  readonly 'v1/ConfigMap': kube.ConfigMap;
  readonly 'v1/Secret': kube.Secret;
  readonly 'v1/PersistentVolumeClaim': kube.PersistentVolumeClaim;
  readonly 'v1/ServiceAccount': kube.ServiceAccount;
  readonly 'apps/v1/ReplicaSet': kube.ReplicaSet;
  readonly 'apps/v1/Deployment': kube.Deployment;
  readonly 'apps/v1/StatefulSet': kube.StatefulSet;
  readonly 'apps/v1/DaemonSet': kube.DaemonSet;
  readonly 'batch/v1/Job': kube.Job;
  readonly 'batch/v1/CronJob': kube.CronJob;
  readonly 'autoscaling/v1/HorizontalPodAutoscaler': kube.HorizontalPodAutoscalerV1;
  readonly 'autoscaling/v2/HorizontalPodAutoscaler': kube.HorizontalPodAutoscaler;
  readonly 'policy/v1/PodDisruptionBudget': kube.PodDisruptionBudget;
  readonly 'networking.k8s.io/v1/NetworkPolicy': kube.NetworkPolicy;
  readonly 'networking.k8s.io/v1/Ingress': kube.Ingress;
  readonly 'rbac.authorization.k8s.io/v1/RoleBinding': kube.RoleBinding;
  readonly 'rbac.authorization.k8s.io/v1/ClusterRoleBinding': kube.ClusterRoleBinding;
  readonly 'storage.k8s.io/v1/StorageClass': kube.StorageClass;
}

/** A kind as `apiVersion/Kind`. */
export type KindName = keyof Kinds;

/** The resource's object as the given kind, or `undefined` if it is of another. */
export function asKind<K extends KindName>(resource: Resource, kind: K): Kinds[K] | undefined {
  const { apiVersion, kind: own } = resource;
  // Asked for every resource by every rule: no text is put together for it.
  if (kind.length !== apiVersion.length + 1 + own.length || !kind.endsWith(own) || !kind.startsWith(apiVersion))
    return undefined;
  // A decoded object has only known fields of the right type, and every field of these types may be absent.
  return resource.object as unknown as Kinds[K];
}
