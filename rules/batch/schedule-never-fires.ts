import { asKind } from '../../src/graph/typed.js';
import { parseCron } from '../../src/kube/cron.js';
import { fires } from '../../src/kube/cron-next.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

// Any day would do: five years from it hold every date there is, also a 29 February.
const SOME_DAY_MS = Date.UTC(2026, 0, 1);

export default function* (resource: Resource): Iterable<RuleProblem> {
  const text = asKind(resource, 'batch/v1/CronJob')?.spec?.schedule;
  const schedule = text === undefined ? undefined : parseCron(text);
  if (schedule === undefined || schedule.kind === 'error' || fires(schedule, SOME_DAY_MS)) return;
  yield {
    path: child(undefined, 'spec', 'schedule'),
    message: `schedule "${text}" never fires: no month has such a day`,
  };
}
