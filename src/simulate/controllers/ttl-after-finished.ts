/**
 * Deletes Jobs `ttlSecondsAfterFinished` after they have ended.
 *
 * Docs: https://kubernetes.io/docs/concepts/workloads/controllers/ttlafterfinished/
 * Follows kubernetes@v1.35.4 pkg/controller/ttlafterfinished/ttlafterfinished_controller.go.
 *
 * Not modelled: clocks that differ.
 */

import type { Sync } from '../action.js';
import { controllerFor } from '../controller.js';
import { finishedCondition, type Job } from '../objects/job.js';
import { type Change, keyOf, type World } from '../world.js';

const NAME = 'ttl-after-finished';

/** The TTL-after-finished controller. */
export const ttlAfterFinished = controllerFor({ name: NAME, kind: 'Job', watch: { Job: watchJob }, sync });

function watchJob({ after }: Change<Job>, _world: World, wake: (key: string) => void): void {
  if (after !== undefined && expiresAt(after) !== undefined) wake(keyOf(after));
}

/** When the Job is to be deleted: counted from the whole second of its end. */
function expiresAt(job: Job): number | undefined {
  const { ttlSecondsAfterFinished } = job.spec;
  const end = finishedCondition(job);
  if (ttlSecondsAfterFinished === undefined || end === undefined) return undefined;
  return job.metadata.deletionTimestamp === undefined
    ? end.lastTransitionTime + ttlSecondsAfterFinished * 1000
    : undefined;
}

function* sync(job: Job, world: World): Sync {
  const at = expiresAt(job);
  if (at === undefined) return undefined;
  if (at > world.now) {
    // Housekeeping: nobody waits for it.
    yield { do: 'wake', controller: NAME, key: keyOf(job), at, patience: 'idle' };
    return undefined;
  }
  const because = `spec.ttlSecondsAfterFinished: ${job.spec.ttlSecondsAfterFinished ?? 0}`;
  yield { do: 'delete', object: job, propagation: 'Foreground', because };
  return undefined;
}
