import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

// pkg/controller/job/backoff_utils.go: 10 s after the first failure, doubled each time, 10 minutes at most.
const FIRST_DELAY_SECONDS = 10;
const MAX_DELAY_SECONDS = 600;

export default function* (resource: Resource): Iterable<RuleProblem> {
  const ofCronJob = asKind(resource, 'batch/v1/CronJob')?.spec?.jobTemplate?.spec;
  const spec = asKind(resource, 'batch/v1/Job')?.spec ?? ofCronJob;
  const path = ofCronJob === undefined ? child(undefined, 'spec') : child(undefined, 'spec', 'jobTemplate', 'spec');
  const { activeDeadlineSeconds, backoffLimit } = spec ?? {};
  // With OnFailure the kubelet restarts the container, and its own delays count.
  if (
    activeDeadlineSeconds === undefined ||
    backoffLimit === undefined ||
    spec?.template?.spec?.restartPolicy !== 'Never'
  )
    return;
  const deadline = Number(activeDeadlineSeconds);
  const possible = retriesWithin(deadline, backoffLimit);
  if (possible >= backoffLimit) return;
  yield {
    path: child(path, 'activeDeadlineSeconds'),
    message: `activeDeadlineSeconds ${deadline} leaves time for ${possible} of ${backoffLimit} retries: waiting between them takes ${waitingBefore(backoffLimit)} s`,
    related: [{ resource, path: child(path, 'backoffLimit'), message: `backoffLimit ${backoffLimit}` }],
  };
}

/** How many retries begin within the time even if every run fails at once. */
function retriesWithin(seconds: number, limit: number): number {
  let retries = 0;
  while (retries < limit && waitingBefore(retries + 1) < seconds) retries++;
  return retries;
}

/** Seconds of waiting before the given retry begins: 10 + 20 + 40 … */
function waitingBefore(retry: number): number {
  let sum = 0;
  // Beyond some retries each delay is the longest one.
  const growing = Math.min(retry, 7);
  for (let at = 0; at < growing; at++) sum += Math.min(MAX_DELAY_SECONDS, FIRST_DELAY_SECONDS * 2 ** at);
  return sum + (retry - growing) * MAX_DELAY_SECONDS;
}
