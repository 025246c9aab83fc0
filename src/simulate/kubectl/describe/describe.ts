/** `kubectl describe`: an object in the words and the layout of kubectl, as far as the simulation knows it. */

import type { Kind, WorldObject } from '../../objects/kinds.js';
import type { World } from '../../world.js';
import { tabbed } from '../tabbed.js';
import { eventLines, type View } from './events.js';
import { policyLines } from './network-policy.js';
import { nodeLines } from './node.js';
import { autoscalerLines, budgetLines, claimLines, serviceLines } from './others.js';
import { configLines, csiNodeLines, limitLines, priorityLines, quotaText, secretLines } from './passive.js';
import { podLines } from './pod.js';
import { classLines, volumeLines } from './storage.js';
import { cronJobLines, daemonSetLines, deploymentLines, jobLines, podSetLines, statefulSetLines } from './workloads.js';

/** Kinds that can be described. */
export const DESCRIBED: readonly Kind[] = [
  'Pod',
  'Node',
  'Deployment',
  'ReplicaSet',
  'ReplicationController',
  'StatefulSet',
  'DaemonSet',
  'Job',
  'CronJob',
  'HorizontalPodAutoscaler',
  'PodDisruptionBudget',
  'Service',
  'PersistentVolumeClaim',
  'PersistentVolume',
  'StorageClass',
  'ResourceQuota',
  'LimitRange',
  'PriorityClass',
  'ConfigMap',
  'Secret',
  'NetworkPolicy',
  'CSINode',
];

/** Kinds of which kubectl shows no events. */
const WITHOUT_EVENTS: ReadonlySet<Kind> = new Set(['ResourceQuota', 'LimitRange', 'Secret', 'NetworkPolicy']);

/** What the command prints of one object. */
export function described(object: WorldObject, view: View): string[] {
  const lines = linesOf(object, view.world);
  const events = WITHOUT_EVENTS.has(object.kind) ? [] : eventLines(object, view);
  // kubectl flushes before a table of events: it is aligned by itself.
  const whole = events.length <= 1 ? tabbed([...lines, ...events]) : [...tabbed(lines), ...tabbed(events)];
  return whole.map((line) => line.trimEnd());
}

function linesOf(object: WorldObject, world: World): string[] {
  switch (object.kind) {
    case 'Pod':
      return podLines(object, world);
    case 'Node':
      return nodeLines(object, world);
    case 'Deployment':
      return deploymentLines(object, world);
    case 'ReplicaSet':
    case 'ReplicationController':
      return podSetLines(object, world);
    case 'StatefulSet':
      return statefulSetLines(object, world);
    case 'DaemonSet':
      return daemonSetLines(object, world);
    case 'Job':
      return jobLines(object, world);
    case 'CronJob':
      return cronJobLines(object, world);
    case 'HorizontalPodAutoscaler':
      return autoscalerLines(object, world);
    case 'PodDisruptionBudget':
      return budgetLines(object);
    case 'Service':
      return serviceLines(object, world);
    case 'PersistentVolumeClaim':
      return claimLines(object, world);
    case 'PersistentVolume':
      return volumeLines(object);
    case 'StorageClass':
      return classLines(object);
    case 'ResourceQuota':
      return quotaText(object, world);
    case 'LimitRange':
      return limitLines(object);
    case 'PriorityClass':
      return priorityLines(object);
    case 'ConfigMap':
      return configLines(object);
    case 'Secret':
      return secretLines(object);
    case 'NetworkPolicy':
      return policyLines(object, world);
    case 'CSINode':
      return csiNodeLines(object, world);
    default:
      return [];
  }
}
