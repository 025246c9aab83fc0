// Twin of SetDefaults_Job and SetDefaults_CronJob: pkg/apis/batch/v1/defaults.go, Kubernetes v1.35.4.
import { isGateOn } from '../../kube/gates.js';
import type { CronJob, Job, JobSpec, PodFailurePolicy } from '../../kube/types.generated.js';
import type { ApiContext } from '../context.js';
import { withPodTemplateDefaults } from '../core/defaults.js';

const MAX_INT32 = 2_147_483_647;

/** A Job with the server's defaults. */
export function withJobDefaults(job: Job, context: ApiContext): Job {
  const written = job.spec ?? {};
  const { completions, parallelism } = written;
  const spec: JobSpec = {
    ...withNestedDefaults(written, context),
    // Neither is written: one Pod. A work queue has parallelism only.
    completions: completions ?? (parallelism === undefined ? 1 : undefined),
    parallelism: parallelism ?? 1,
    backoffLimit: written.backoffLimit ?? (written.backoffLimitPerIndex === undefined ? 6 : MAX_INT32),
    completionMode: written.completionMode ?? 'NonIndexed',
    suspend: written.suspend ?? false,
    podReplacementPolicy: podReplacementPolicy(written, context),
    manualSelector: written.manualSelector ?? false,
  };
  const labels = written.template?.metadata?.labels;
  const unlabelled = Object.keys(job.metadata?.labels ?? {}).length === 0;
  if (labels === undefined || !unlabelled) return { ...job, spec };
  return { ...job, metadata: { ...job.metadata, labels }, spec };
}

function podReplacementPolicy(spec: JobSpec, context: ApiContext): string | undefined {
  if (!isGateOn('JobPodReplacementPolicy', context.version)) return spec.podReplacementPolicy;
  return spec.podReplacementPolicy ?? (spec.podFailurePolicy === undefined ? 'TerminatingOrFailed' : 'Failed');
}

/** A CronJob with the server's defaults; its Jobs get theirs when they are created. */
export function withCronJobDefaults(cronJob: CronJob, context: ApiContext): CronJob {
  const spec = cronJob.spec ?? {};
  return {
    ...cronJob,
    spec: {
      ...spec,
      concurrencyPolicy: spec.concurrencyPolicy || 'Allow',
      suspend: spec.suspend ?? false,
      successfulJobsHistoryLimit: spec.successfulJobsHistoryLimit ?? 3,
      failedJobsHistoryLimit: spec.failedJobsHistoryLimit ?? 1,
      jobTemplate: { ...spec.jobTemplate, spec: withNestedDefaults(spec.jobTemplate?.spec ?? {}, context) },
    },
  };
}

/** What a Job's spec gets wherever it stands: the defaults of its Pod template and of its failure policy. */
function withNestedDefaults(spec: JobSpec, context: ApiContext): JobSpec {
  const template = withPodTemplateDefaults(spec.template ?? {}, context);
  if (spec.podFailurePolicy === undefined) return { ...spec, template };
  return { ...spec, template, podFailurePolicy: withConditionStatus(spec.podFailurePolicy) };
}

function withConditionStatus(policy: PodFailurePolicy): PodFailurePolicy {
  const rules = (policy.rules ?? []).map((rule) => {
    if (rule.onPodConditions === undefined) return rule;
    return {
      ...rule,
      onPodConditions: rule.onPodConditions.map((pattern) => ({ ...pattern, status: pattern.status || 'True' })),
    };
  });
  return { ...policy, rules };
}
