/**
 * Pods that no unfinished Job counts any more lose its finalizer, or they could never go. Follows `syncOrphanPod`,
 * kubernetes@v1.35.4 pkg/controller/job/job_controller.go.
 */

import type { Sync } from '../../action.js';
import { controllerFor } from '../../controller.js';
import { isFinished, type Job } from '../../objects/job.js';
import { controllerOf } from '../../objects/metadata.js';
import type { Pod } from '../../objects/pod.js';
import { type Change, keyOf, managed, managerOf, type World } from '../../world.js';
import { untrack } from './pods.js';
import { isTracked } from './tracked.js';

/** Takes finalizers off the pods of Jobs that are gone or have ended. */
export const jobOrphans = controllerFor({
  name: 'job/orphans',
  kind: 'Pod',
  watch: { Pod: watchPod, Job: watchJob },
  sync,
});

function watchPod({ after }: Change<Pod>, _world: World, wake: (key: string) => void): void {
  if (after === undefined || !isTracked(after)) return;
  const isLeft = controllerOf(after.metadata) === undefined || after.metadata.deletionTimestamp !== undefined;
  if (isLeft) wake(keyOf(after));
}

function watchJob({ type, object }: Change<Job>, world: World, wake: (key: string) => void): void {
  if (type !== 'deleted' && !isFinished(object)) return;
  for (const pod of managed(world, object.metadata.uid, 'Pod')) if (isTracked(pod)) wake(keyOf(pod));
}

function* sync(pod: Pod, world: World): Sync {
  if (!isTracked(pod)) return undefined;
  const owner = controllerOf(pod.metadata);
  if (owner !== undefined && owner.kind !== 'Job') return undefined;
  const job = managerOf(world, 'Job', pod);
  if (job === undefined || isFinished(job)) yield* untrack(pod, world, 'its Job does not count it any more');
  return undefined;
}
