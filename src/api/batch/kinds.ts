import type { CronJob, Job } from '../../kube/types.generated.js';
import { type Kinds, kindOf } from '../kind.js';
import { preparedCronJob, validateCronJob } from './cron-job.js';
import { withCronJobDefaults, withJobDefaults } from './defaults.js';
import { preparedJob, validateJob } from './job.js';

/** The kinds of batch/v1. */
export const batchKinds: Kinds = new Map([
  [
    'CronJob',
    kindOf<CronJob>({
      namespaced: true,
      defaults: withCronJobDefaults,
      prepare: preparedCronJob,
      validate: validateCronJob,
    }),
  ],
  ['Job', kindOf<Job>({ namespaced: true, defaults: withJobDefaults, prepare: preparedJob, validate: validateJob })],
]);
