import type { ConfigMap, Secret } from './config.js';
import type { ControllerRevision } from './controller-revision.js';
import type { CronJob } from './cron-job.js';
import type { CsiNode } from './csi-node.js';
import type { DaemonSet } from './daemon-set.js';
import type { Deployment } from './deployment.js';
import type { HorizontalPodAutoscaler } from './horizontal-pod-autoscaler.js';
import type { Job } from './job.js';
import type { LimitRange } from './limit-range.js';
import type { Load } from './load.js';
import type { NetworkPolicy } from './network-policy.js';
import type { Node } from './node.js';
import type { PersistentVolume } from './persistent-volume.js';
import type { PersistentVolumeClaim } from './persistent-volume-claim.js';
import type { Pod } from './pod.js';
import type { PodDisruptionBudget } from './pod-disruption-budget.js';
import type { PriorityClass } from './priority-class.js';
import type { ReplicaSet } from './replica-set.js';
import type { ReplicationController } from './replication-controller.js';
import type { ResourceQuota } from './resource-quota.js';
import type { RuntimeClass } from './runtime-class.js';
import type { ScaledObject } from './scaled-object.js';
import type { Service } from './service.js';
import type { StatefulSet } from './stateful-set.js';
import type { StorageClass } from './storage-class.js';

/** Every kind that the world holds. A new kind: its file in this folder, and a line here and in `KINDS`. */
export interface Kinds {
  Pod: Pod;
  Node: Node;
  ReplicaSet: ReplicaSet;
  ReplicationController: ReplicationController;
  Deployment: Deployment;
  ResourceQuota: ResourceQuota;
  Job: Job;
  CronJob: CronJob;
  PodDisruptionBudget: PodDisruptionBudget;
  DaemonSet: DaemonSet;
  ControllerRevision: ControllerRevision;
  StatefulSet: StatefulSet;
  StorageClass: StorageClass;
  PersistentVolume: PersistentVolume;
  PersistentVolumeClaim: PersistentVolumeClaim;
  HorizontalPodAutoscaler: HorizontalPodAutoscaler;
  LimitRange: LimitRange;
  PriorityClass: PriorityClass;
  Load: Load;
  ConfigMap: ConfigMap;
  Secret: Secret;
  Service: Service;
  NetworkPolicy: NetworkPolicy;
  RuntimeClass: RuntimeClass;
  CSINode: CsiNode;
  ScaledObject: ScaledObject;
}

/** The name of a kind that the world holds. */
export type Kind = keyof Kinds;

/** Any object of the world; `kind` tells which. */
export type WorldObject = Kinds[Kind];

/** All kinds, in the order in which several are listed. */
export const KINDS: readonly Kind[] = [
  'Node',
  'ResourceQuota',
  'LimitRange',
  'PriorityClass',
  'RuntimeClass',
  'CSINode',
  'PodDisruptionBudget',
  'DaemonSet',
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'ControllerRevision',
  'StorageClass',
  'PersistentVolume',
  'PersistentVolumeClaim',
  'HorizontalPodAutoscaler',
  'Load',
  'ScaledObject',
  'ConfigMap',
  'Secret',
  'Service',
  'NetworkPolicy',
  'CronJob',
  'Job',
  'Pod',
];
