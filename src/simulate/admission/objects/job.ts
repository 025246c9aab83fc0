import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { JobSpec } from '../../objects/job.js';
import type { ManifestKind } from '../manifest.js';

/** Jobs (batch/v1). */
export const jobManifest: ManifestKind<'Job'> = {
  kind: 'Job',
  apiVersions: ['batch/v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec } = object as api.Job;
    return { kind: 'Job', metadata, spec: jobSpec(spec) };
  },
  // The spec has the shape of the API; absent fields are left out.
  spec: (object) => withoutAbsent(object.spec) as JsonObject,
};

/** The spec of a Job, or of the Jobs of a CronJob. Both of parallelism and completions default to 1 when both are absent. */
export function jobSpec(spec: api.JobSpec = {}): JobSpec {
  const isBare = spec.parallelism === undefined && spec.completions === undefined;
  return {
    parallelism: spec.parallelism ?? 1,
    completions: isBare ? 1 : spec.completions,
    completionMode: spec.completionMode === 'Indexed' ? 'Indexed' : 'NonIndexed',
    backoffLimit: spec.backoffLimit ?? (spec.backoffLimitPerIndex === undefined ? 6 : 2 ** 31 - 1),
    backoffLimitPerIndex: spec.backoffLimitPerIndex,
    maxFailedIndexes: spec.maxFailedIndexes,
    activeDeadlineSeconds: spec.activeDeadlineSeconds === undefined ? undefined : Number(spec.activeDeadlineSeconds),
    ttlSecondsAfterFinished: spec.ttlSecondsAfterFinished,
    podFailurePolicy: spec.podFailurePolicy,
    successPolicy: spec.successPolicy,
    podReplacementPolicy: spec.podReplacementPolicy,
    suspend: spec.suspend ?? false,
    managedBy: spec.managedBy,
    manualSelector: spec.manualSelector ?? false,
    selector: spec.selector,
    template: spec.template ?? {},
  };
}

/** The fields that are there. */
function withoutAbsent(spec: JobSpec): object {
  return Object.fromEntries(Object.entries(spec).filter(([, value]) => value !== undefined));
}
