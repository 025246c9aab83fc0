/**
 * The Job controller's work queue: what pods do, and its own writes of the status, is looked at a second later, all of it
 * at once. Follows `enqueueSyncJobBatched`, kubernetes@v1.35.4 pkg/controller/job/job_controller.go.
 */

import type { Sync } from '../../action.js';
import { controllerFor, wakeManager } from '../../controller.js';
import { isFinished, type Job, type JobStatus } from '../../objects/job.js';
import { isSame } from '../../same.js';
import { type Change, keyOf, type World } from '../../world.js';

/** The Job controller's name in the registry. */
export const JOB = 'job';

const BATCH_MS = 1000;

/** Takes note of what happens to a Job and its pods. */
export const jobQueue = controllerFor({
  name: 'job/queue',
  kind: 'Job',
  watch: { Job: watchJob, Pod: wakeManager('Job') },
  sync,
});

function watchJob({ before, after }: Change<Job>, _world: World, wake: (key: string) => void): void {
  if (before === undefined || after === undefined) return;
  if (before.metadata.generation === after.metadata.generation && !isSameStatus(before.status, after.status)) {
    wake(keyOf(after));
  }
}

/** Is all the same that the API shows? */
export function isSameStatus(one: JobStatus, other: JobStatus): boolean {
  return one === other || isSame({ ...one, memory: undefined }, { ...other, memory: undefined });
}

function* sync(job: Job, world: World): Sync {
  const { memory } = job.status;
  const at = world.now + BATCH_MS;
  const isSooner = memory.dueAt !== undefined && memory.dueAt > world.now && memory.dueAt <= at;
  if (isFinished(job) || isSooner) return undefined;
  const status = { ...job.status, memory: { ...memory, dueAt: at } };
  yield { do: 'status', object: { ...job, status }, because: 'a change of its pods or its status' };
  yield { do: 'wake', controller: JOB, key: keyOf(job), at, patience: 'work' };
  return undefined;
}
