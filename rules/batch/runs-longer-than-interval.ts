import { asKind } from '../../src/graph/typed.js';
import { type CronSchedule, parseCron } from '../../src/kube/cron.js';
import { nextRun } from '../../src/kube/cron-next.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

const SOME_DAY_MS = Date.UTC(2026, 0, 1);
const RUNS_LOOKED_AT = 50;

export default function* (resource: Resource): Iterable<RuleProblem> {
  const spec = asKind(resource, 'batch/v1/CronJob')?.spec;
  const deadline = spec?.jobTemplate?.spec?.activeDeadlineSeconds;
  const schedule = spec?.schedule === undefined ? undefined : parseCron(spec.schedule);
  if (deadline === undefined || schedule === undefined || schedule.kind === 'error') return;
  const interval = shortestInterval(schedule);
  if (interval === undefined || Number(deadline) <= interval) return;
  yield {
    path: child(undefined, 'spec', 'concurrencyPolicy'),
    message: `a run may take ${deadline} s (activeDeadlineSeconds) and the next is due after ${interval} s: ${consequence(spec?.concurrencyPolicy, Number(deadline), interval)}`,
    related: [
      {
        resource,
        path: child(undefined, 'spec', 'jobTemplate', 'spec', 'activeDeadlineSeconds'),
        message: `a run ends after ${deadline} s at the latest`,
      },
    ],
  };
}

function consequence(policy: string | undefined, deadline: number, interval: number): string {
  if (policy === 'Forbid') return 'Forbid puts it off';
  if (policy === 'Replace') return 'Replace kills the one that runs';
  return `up to ${Math.ceil(deadline / interval)} run at once`;
}

function shortestInterval(schedule: CronSchedule): number | undefined {
  let shortest: number | undefined;
  let last: number | undefined;
  for (
    let run = nextRun(schedule, SOME_DAY_MS), count = 0;
    run !== undefined && count < RUNS_LOOKED_AT;
    run = nextRun(schedule, run), count++
  ) {
    const seconds = last === undefined ? undefined : (run - last) / 1000;
    if (seconds !== undefined && (shortest === undefined || seconds < shortest)) shortest = seconds;
    last = run;
  }
  return shortest;
}
