import { asKind } from '../../src/graph/typed.js';
import { parseCron } from '../../src/kube/cron.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource): Iterable<RuleProblem> {
  const text = asKind(resource, 'batch/v1/CronJob')?.spec?.schedule;
  const schedule = text === undefined ? undefined : parseCron(text);
  if (schedule?.kind !== 'fields') return;
  const { dayOfMonth, dayOfWeek } = schedule;
  if (dayOfMonth.any || dayOfWeek.any || dayOfMonth.values.size === 31 || dayOfWeek.values.size >= 7) return;
  yield {
    path: child(undefined, 'spec', 'schedule'),
    message: `schedule "${text}" fires on every such day of the month and on every such weekday, not only where both meet`,
  };
}
