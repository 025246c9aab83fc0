import type { Controller } from './controller.js';
import { deployments } from './controllers/deployment/sync.js';
import { garbageCollectors } from './controllers/garbage-collection.js';
import { persistentVolumeClaims } from './controllers/persistent-volume-claims.js';
import { replicaSets } from './controllers/replica-set.js';
import { statefulSets } from './controllers/stateful-set/sync.js';
import { kubelet } from './kubelet/lifecycle.js';
import { scheduler } from './scheduler/schedule.js';

/**
 * All control loops. The order is that of things at the same instant: what happens to pods first, then those who count
 * them, then those who count the counters, then new places for new pods.
 */
export const CONTROLLERS: readonly Controller[] = [
  kubelet,
  ...garbageCollectors,
  persistentVolumeClaims,
  replicaSets,
  statefulSets,
  deployments,
  scheduler,
];
