import { kedaCron } from './autoscalers/keda-cron.js';
import type { Controller } from './controller.js';
import { attachDetach } from './controllers/attach-detach.js';
import { cronJobs } from './controllers/cron-job/sync.js';
import { daemonSets } from './controllers/daemon-set/sync.js';
import { deployments } from './controllers/deployment/sync.js';
import { disruption } from './controllers/disruption/sync.js';
import { drains } from './controllers/drain.js';
import { ephemeralVolumes } from './controllers/ephemeral-volumes.js';
import { garbageCollectors } from './controllers/garbage-collection.js';
import { horizontalPodAutoscalers } from './controllers/hpa/sync.js';
import { jobOrphans } from './controllers/job/orphans.js';
import { jobQueue } from './controllers/job/queue.js';
import { jobs } from './controllers/job/sync.js';
import { nodeLifecycle } from './controllers/node-lifecycle.js';
import { persistentVolumeClaims } from './controllers/persistent-volume-claims.js';
import { persistentVolumes } from './controllers/persistent-volumes.js';
import { podGarbageCollector } from './controllers/pod-gc.js';
import { readinessGates } from './controllers/readiness-gates.js';
import { podSetRecounts, replicaSets, replicationControllers } from './controllers/replica-set/sync.js';
import { statefulSets } from './controllers/stateful-set/sync.js';
import { taintEviction } from './controllers/taint-eviction.js';
import { ttlAfterFinished } from './controllers/ttl-after-finished.js';
import { kubelet } from './kubelet/lifecycle.js';
import { evictionManager } from './kubelet/pressure.js';
import { scheduler } from './scheduler/schedule.js';

/**
 * All control loops. The order is that of things at the same instant: what happens to pods first, then those who count
 * them, then those who count the counters, then new places for new pods.
 */
export const CONTROLLERS: readonly Controller[] = [
  attachDetach,
  kubelet,
  readinessGates,
  evictionManager,
  nodeLifecycle,
  podGarbageCollector,
  ephemeralVolumes,
  persistentVolumeClaims,
  persistentVolumes,
  replicaSets,
  replicationControllers,
  statefulSets,
  daemonSets,
  taintEviction,
  deployments,
  ...podSetRecounts,
  jobs,
  jobQueue,
  jobOrphans,
  ttlAfterFinished,
  cronJobs,
  ...garbageCollectors,
  disruption,
  drains,
  scheduler,
  kedaCron,
  horizontalPodAutoscalers,
];
