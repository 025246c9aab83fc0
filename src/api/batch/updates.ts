// Twins of ValidateJobUpdate and ValidateCronJobUpdate: pkg/apis/batch/validation/validation.go, Kubernetes v1.35.4.
import type { FieldErrors } from '../../kube/field-error.js';
import { child } from '../../kube/field-path.js';
import type { CronJob, Job } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { type UpdateKinds, updateKindOf } from '../update-kind.js';
import { validateCronJobSpec } from './cron-job.js';
import { preparedJobUpdate, validateJobUpdate, withControllerFields } from './job-update.js';

const SPEC = child(undefined, 'spec');

// The length of the name is not looked at again.
function validateCronJobUpdate(to: CronJob, from: CronJob, context: ApiContext, errors: FieldErrors): void {
  validateCronJobSpec(to.spec ?? {}, from.spec, SPEC, context, errors);
}

/** What may change in the kinds of batch/v1. */
export const batchUpdates: UpdateKinds = new Map([
  ['CronJob', updateKindOf<CronJob>({ validate: validateCronJobUpdate })],
  ['Job', updateKindOf<Job>({ carry: withControllerFields, prepare: preparedJobUpdate, validate: validateJobUpdate })],
]);
