// Twin of validateJobSpec: pkg/apis/batch/validation/validation.go, Kubernetes v1.35.4.
import { type FieldErrors, invalid, notSupported, required, tooLong } from '../../kube/field-error.js';
import { child, type FieldPath } from '../../kube/field-path.js';
import type { JobSpec } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { validatePodTemplateSpec } from '../core/pod-template.js';
import { validateDomainPrefixedPath, validateNonnegative } from '../meta/fields.js';
import { validatePodFailurePolicy } from './pod-failure-policy.js';
import { validateSuccessPolicy } from './success-policy.js';

const MAX_MANAGED_BY_LENGTH = 63;
const MAX_INDEXED_PARALLELISM = 100_000;
const MAX_FAILED_INDEXES = 100_000;
const HIGH_COMPLETIONS = 100_000;
const LIMIT_FOR_HIGH_COMPLETIONS = 10_000;
const NONNEGATIVE_FIELDS = [
  'parallelism',
  'completions',
  'activeDeadlineSeconds',
  'backoffLimit',
  'ttlSecondsAfterFinished',
  'backoffLimitPerIndex',
  'maxFailedIndexes',
] as const;

/** Everything in a Job's spec but the selector, which a CronJob's template may not have. */
export function validateJobSpecFields(spec: JobSpec, path: FieldPath, context: ApiContext, errors: FieldErrors): void {
  for (const name of NONNEGATIVE_FIELDS) validateNonnegative(spec[name], child(path, name), errors);
  if (spec.maxFailedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    errors.push(required(child(path, 'backoffLimitPerIndex'), 'when maxFailedIndexes is specified'));
  }
  validateManagedBy(spec.managedBy, child(path, 'managedBy'), errors);
  validateCompletionMode(spec, path, errors);
  validatePolicies(spec, path, errors);
  validatePodTemplateSpec(spec.template ?? {}, child(path, 'template'), context, errors);
  validateRestartPolicy(spec, child(path, 'template', 'spec', 'restartPolicy'), errors);
}

function validateManagedBy(managedBy: string | undefined, path: FieldPath, errors: FieldErrors): void {
  if (managedBy === undefined) return;
  validateDomainPrefixedPath(managedBy, path, errors);
  if (managedBy.length > MAX_MANAGED_BY_LENGTH) errors.push(tooLong(path, managedBy, MAX_MANAGED_BY_LENGTH));
}

function validateCompletionMode(spec: JobSpec, path: FieldPath, errors: FieldErrors): void {
  const mode = spec.completionMode ?? 'NonIndexed';
  if (mode === 'Indexed') validateIndexed(spec, path, errors);
  else if (mode !== 'NonIndexed') {
    errors.push(notSupported(child(path, 'completionMode'), mode, ['NonIndexed', 'Indexed']));
  } else {
    for (const name of ['backoffLimitPerIndex', 'maxFailedIndexes'] as const) {
      const value = spec[name];
      if (value !== undefined) errors.push(invalid(child(path, name), value, 'requires indexed completion mode'));
    }
  }
}

function validateIndexed(spec: JobSpec, path: FieldPath, errors: FieldErrors): void {
  const { completions, parallelism = 0, maxFailedIndexes = 0 } = spec;
  const parallelismPath = child(path, 'parallelism');
  const failedPath = child(path, 'maxFailedIndexes');
  if (completions === undefined) {
    errors.push(required(child(path, 'completions'), 'when completion mode is Indexed'));
  }
  if (parallelism > MAX_INDEXED_PARALLELISM) {
    const detail = `must be less than or equal to ${MAX_INDEXED_PARALLELISM} when completion mode is Indexed`;
    errors.push(invalid(parallelismPath, parallelism, detail));
  }
  if (completions !== undefined && maxFailedIndexes > completions) {
    errors.push(invalid(failedPath, maxFailedIndexes, `must be less than or equal to completions (${completions})`));
  }
  if (maxFailedIndexes > MAX_FAILED_INDEXES) {
    errors.push(invalid(failedPath, maxFailedIndexes, `must be less than or equal to ${MAX_FAILED_INDEXES}`));
  }
  if (completions !== undefined && completions > HIGH_COMPLETIONS && spec.backoffLimitPerIndex !== undefined) {
    validateHighCompletions(spec, path, errors);
  }
}

function validateHighCompletions(spec: JobSpec, path: FieldPath, errors: FieldErrors): void {
  const failedPath = child(path, 'maxFailedIndexes');
  if (spec.maxFailedIndexes === undefined) {
    errors.push(required(failedPath, `must be specified when completions is above ${HIGH_COMPLETIONS}`));
  }
  const detail =
    `must be less than or equal to ${LIMIT_FOR_HIGH_COMPLETIONS} when completions are above ${HIGH_COMPLETIONS}` +
    ' and used with backoff limit per index';
  const limited = { parallelism: spec.parallelism ?? 0, maxFailedIndexes: spec.maxFailedIndexes ?? 0 };
  for (const [name, value] of Object.entries(limited)) {
    if (value > LIMIT_FOR_HIGH_COMPLETIONS) errors.push(invalid(child(path, name), value, detail));
  }
}

function validatePolicies(spec: JobSpec, path: FieldPath, errors: FieldErrors): void {
  if (spec.podFailurePolicy !== undefined) {
    validatePodFailurePolicy(spec.podFailurePolicy, spec, child(path, 'podFailurePolicy'), errors);
  }
  if (spec.successPolicy !== undefined) {
    const successPolicyPath = child(path, 'successPolicy');
    if (spec.completionMode !== 'Indexed') {
      errors.push(invalid(successPolicyPath, spec.successPolicy, 'requires indexed completion mode'));
    } else validateSuccessPolicy(spec.successPolicy, spec.completions, successPolicyPath, errors);
  }
  validatePodReplacementPolicy(spec, child(path, 'podReplacementPolicy'), errors);
}

function validatePodReplacementPolicy(spec: JobSpec, path: FieldPath, errors: FieldErrors): void {
  const policy = spec.podReplacementPolicy;
  if (policy === undefined || policy === 'Failed') return;
  if (spec.podFailurePolicy !== undefined) errors.push(notSupported(path, policy, ['Failed']));
  else if (policy !== 'TerminatingOrFailed') {
    errors.push(notSupported(path, policy, ['Failed', 'TerminatingOrFailed']));
  }
}

function validateRestartPolicy(spec: JobSpec, path: FieldPath, errors: FieldErrors): void {
  const policy = spec.template?.spec?.restartPolicy ?? '';
  if (policy === '' || policy === 'Always') errors.push(required(path, 'valid values: "OnFailure", "Never"'));
  else if (policy !== 'OnFailure' && policy !== 'Never') {
    errors.push(notSupported(path, policy, ['OnFailure', 'Never']));
  } else if (spec.podFailurePolicy !== undefined && policy !== 'Never') {
    errors.push(invalid(path, policy, 'only "Never" is supported when podFailurePolicy is specified'));
  }
}
