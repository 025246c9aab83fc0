import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

// docs: concepts/workloads/controllers/cron-jobs: the controller looks every 10 seconds.
const SYNC_SECONDS = 10;

export default function* (resource: Resource): Iterable<RuleProblem> {
  const deadline = asKind(resource, 'batch/v1/CronJob')?.spec?.startingDeadlineSeconds;
  if (deadline === undefined || Number(deadline) >= SYNC_SECONDS) return;
  yield {
    path: child(undefined, 'spec', 'startingDeadlineSeconds'),
    message: `startingDeadlineSeconds ${deadline} is less than the ${SYNC_SECONDS} s between two looks of the controller: runs may never start`,
  };
}
