import type { JsonObject } from '../../../kube/json.js';
import type * as api from '../../../kube/types.generated.js';
import type { ManifestKind } from '../manifest.js';
import { jobSpec } from './job.js';

/** CronJobs (batch/v1). */
export const cronJobManifest: ManifestKind<'CronJob'> = {
  kind: 'CronJob',
  apiVersions: ['batch/v1'],
  namespaced: true,
  read: (object, metadata) => {
    // Decoded before: fields that are there have the type of the API.
    const { spec = {} } = object as api.CronJob;
    const { metadata: template = {} } = spec.jobTemplate ?? {};
    return {
      kind: 'CronJob',
      metadata,
      spec: {
        schedule: spec.schedule ?? '',
        timeZone: spec.timeZone,
        startingDeadlineSeconds:
          spec.startingDeadlineSeconds === undefined ? undefined : Number(spec.startingDeadlineSeconds),
        concurrencyPolicy:
          spec.concurrencyPolicy === 'Forbid' || spec.concurrencyPolicy === 'Replace'
            ? spec.concurrencyPolicy
            : 'Allow',
        suspend: spec.suspend ?? false,
        successfulJobsHistoryLimit: spec.successfulJobsHistoryLimit,
        failedJobsHistoryLimit: spec.failedJobsHistoryLimit,
        jobTemplate: {
          metadata: { labels: template.labels ?? {}, annotations: template.annotations ?? {} },
          spec: jobSpec(spec.jobTemplate?.spec),
        },
      },
    };
  },
  // The spec has the shape of the API.
  spec: (object) => object.spec as unknown as JsonObject,
};
