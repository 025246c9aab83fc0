import type { Steps } from '../../action.js';
import type { CronJob } from '../../objects/cron-job.js';
import { resourceName } from '../../objects/resource-name.js';
import { controllerReference } from '../../world.js';
import { fail, field, readObject, readText } from '../reader.js';
import type { Reply, StepWord } from '../step.js';
import { findOrSay, readTarget } from '../targets.js';

/** `create-job: { from: cronjob/backup, name: backup-now }` — a Job of a CronJob outside of its schedule. */
export const createJobStep: StepWord = {
  word: 'create-job',
  read: (reader, placed) => {
    const object = readObject(reader, placed, ['from', 'name']);
    if (object === undefined) return undefined;
    const at = field(object, 'from', placed.path);
    const target = readTarget(reader, at);
    const name = readText(reader, field(object, 'name', placed.path));
    if (target === undefined || name === undefined) return undefined;
    if (target.kind !== 'CronJob') return fail(reader, at.path, `expected a CronJob, found ${target.text}`);
    return {
      text: `create job ${name} --from=${target.text}`,
      perform: function* (world) {
        const found = findOrSay(target, world);
        if (typeof found === 'string') return found;
        return found.kind === 'CronJob' ? yield* createJob(found, name) : undefined;
      },
    };
  },
};

/** `kubectl create job NAME --from=cronjob/…`. Follows k8s.io/kubectl@v0.35.4 pkg/cmd/create/create_job.go `createJobFromCronJob`. */
export function* createJob(cronJob: CronJob, name: string): Steps<Reply> {
  const { metadata, spec } = cronJob.spec.jobTemplate;
  const outcome = yield {
    do: 'create',
    object: {
      kind: 'Job',
      metadata: {
        name,
        namespace: cronJob.metadata.namespace,
        labels: metadata.labels,
        annotations: { 'cronjob.kubernetes.io/instantiate': 'manual', ...metadata.annotations },
        ownerReferences: [controllerReference(cronJob)],
      },
      spec,
    },
    because: `kubectl create job --from=cronjob/${cronJob.metadata.name}`,
  };
  if (outcome.kind === 'done') return undefined;
  return outcome.reason === 'AlreadyExists'
    ? `error: failed to create job: ${resourceName('Job')} "${name}" already exists`
    : `error: failed to create job: ${outcome.message}`;
}
