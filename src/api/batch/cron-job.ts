// Twin of ValidateCronJobCreate: pkg/apis/batch/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, notSupported, required } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import { isDns1123Subdomain } from '../../kube/names.js';
import type { CronJob, CronJobSpec, JobTemplateSpec } from '../../kube/types.generated.js';
import { preparedTemplate } from '../apps/prepare.js';
import type { ApiContext } from '../context.js';
import { withFirstGeneration } from '../first-generation.js';
import { validateNonnegative } from '../meta/fields.js';
import { validateObjectMeta } from '../meta/object-meta.js';
import { validateJobSpecFields } from './job-spec.js';
import { validateSchedule, validateTimeZone } from './schedule.js';

const SPEC = child(undefined, 'spec');

// The controller appends `-` and the scheduled minute, 11 characters, to name the Job: 63 - 11.
const MAX_NAME_LENGTH = 52;

/** A CronJob on create. */
export function validateCronJob(cronJob: CronJob, context: ApiContext, errors: FieldErrors): void {
  validateObjectMeta(cronJob.metadata, { namespaced: true, name: isDns1123Subdomain }, errors);
  validateCronJobSpec(cronJob.spec ?? {}, undefined, SPEC, context, errors);
  const name = cronJob.metadata?.name ?? '';
  if (name.length > MAX_NAME_LENGTH) {
    const detail = `must be no more than ${MAX_NAME_LENGTH} characters`;
    errors.push(invalid(child(undefined, 'metadata', 'name'), name, detail));
  }
}

/** A CronJob as the server validates it: its template without gated fields. */
export function preparedCronJob(cronJob: CronJob, context: ApiContext): CronJob {
  const { spec = {} } = cronJob;
  const jobSpec = spec.jobTemplate?.spec ?? {};
  const template = preparedTemplate(jobSpec.template, context);
  const jobTemplate = { ...spec.jobTemplate, spec: { ...jobSpec, template } };
  return withFirstGeneration({ ...cronJob, spec: { ...spec, jobTemplate } });
}

/** The spec of a CronJob; `old` on an update. */
export function validateCronJobSpec(
  spec: CronJobSpec,
  old: CronJobSpec | undefined,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  validateSchedule(spec, old?.schedule, child(path, 'schedule'), errors);
  validateNonnegative(spec.startingDeadlineSeconds, child(path, 'startingDeadlineSeconds'), errors);
  if (spec.timeZone !== undefined && spec.timeZone !== old?.timeZone) {
    validateTimeZone(spec.timeZone, child(path, 'timeZone'), errors);
  }
  validateConcurrencyPolicy(spec.concurrencyPolicy ?? '', child(path, 'concurrencyPolicy'), errors);
  validateJobTemplate(spec.jobTemplate ?? {}, child(path, 'jobTemplate'), context, errors);
  validateNonnegative(spec.successfulJobsHistoryLimit, child(path, 'successfulJobsHistoryLimit'), errors);
  validateNonnegative(spec.failedJobsHistoryLimit, child(path, 'failedJobsHistoryLimit'), errors);
}

function validateConcurrencyPolicy(policy: string, path: FieldPath, errors: FieldErrors): void {
  if (policy === '') errors.push(required(path));
  else if (!['Allow', 'Forbid', 'Replace'].includes(policy)) {
    errors.push(notSupported(path, policy, ['Allow', 'Forbid', 'Replace']));
  }
}

function validateJobTemplate(
  template: JobTemplateSpec,
  path: FieldPath,
  context: ApiContext,
  errors: FieldErrors,
): void {
  const spec = template.spec ?? {};
  const specPath = child(path, 'spec');
  validateJobSpecFields(spec, specPath, context, errors);
  if (spec.selector !== undefined) {
    errors.push(
      invalid(
        child(specPath, 'selector'),
        spec.selector,
        'the server generates the `selector` of each Job: leave it out',
      ),
    );
  }
  if (spec.manualSelector === true) {
    errors.push(notSupported(child(specPath, 'manualSelector'), true, ['nil', 'false']));
  }
}
