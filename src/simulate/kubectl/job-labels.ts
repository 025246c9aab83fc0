import type { Job } from '../objects/job.js';

/** The label by which a Job selects its pods. */
export const JOB_UID = 'batch.kubernetes.io/controller-uid';

/** What the API server adds to the labels of a Job's template. */
export function jobLabels({ metadata: { name, uid } }: Job): Record<string, string> {
  return { [JOB_UID]: uid, 'batch.kubernetes.io/job-name': name, 'controller-uid': uid, 'job-name': name };
}
