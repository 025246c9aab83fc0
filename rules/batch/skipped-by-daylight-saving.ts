import { asKind } from '../../src/graph/typed.js';
import { type CronSchedule, parseCron } from '../../src/kube/cron.js';
import { child } from '../../src/kube/field-path.js';
import { type TimeZone, timeZone, wallClock } from '../../src/kube/time-zone.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;
// Clocks go forward on another date each year; within five years a Sunday schedule and most dates have met one.
const FROM_MS = Date.UTC(2026, 0, 1);
const DAYS = 5 * 366;

type Fields = Extract<CronSchedule, { kind: 'fields' }>;

export default function* (resource: Resource): Iterable<RuleProblem> {
  const { timeZone: name, schedule: text } = asKind(resource, 'batch/v1/CronJob')?.spec ?? {};
  const zone = name === undefined ? undefined : timeZone(name);
  const schedule = text === undefined ? undefined : parseCron(text);
  // A schedule of every hour loses one run among many.
  if (zone === undefined || schedule?.kind !== 'fields' || schedule.hour.values.size > 12) return;
  const skipped = firstSkipped(schedule, zone);
  if (skipped === undefined) return;
  yield {
    path: child(undefined, 'spec', 'schedule'),
    message: `"${text}" fires at ${skipped.slice(11)}, which ${name} skips when its clocks go forward: no run on ${skipped.slice(0, 10)}`,
  };
}

/** The first time that the schedule names and the zone's clocks jump over, as `2026-03-29 02:30`. */
function firstSkipped(schedule: Fields, zone: TimeZone): string | undefined {
  for (let day = FROM_MS; day < FROM_MS + DAYS * DAY_MS; day += DAY_MS) {
    if (zone.offsetMs(day + DAY_MS) <= zone.offsetMs(day)) continue;
    for (let hour = day; hour < day + DAY_MS; hour += HOUR_MS) {
      const jump = zone.offsetMs(hour + HOUR_MS) - zone.offsetMs(hour);
      const gapEnd = wallClock(zone, hour + HOUR_MS).getTime();
      for (let wall = gapEnd - jump; wall < gapEnd; wall += MINUTE_MS) {
        const clock = new Date(wall);
        if (namesTime(schedule, clock)) return clock.toISOString().slice(0, 16).replace('T', ' ');
      }
    }
  }
  return undefined;
}

function namesTime({ minute, hour, dayOfMonth, dayOfWeek, month }: Fields, clock: Date): boolean {
  const onDay = dayOfMonth.values.has(clock.getUTCDate());
  const onWeekday = dayOfWeek.values.has(clock.getUTCDay());
  // Both restricted: either is enough. robfig/cron spec.go dayMatches.
  const isDay = dayOfMonth.any || dayOfWeek.any ? onDay && onWeekday : onDay || onWeekday;
  return (
    isDay &&
    month.values.has(clock.getUTCMonth() + 1) &&
    hour.values.has(clock.getUTCHours()) &&
    minute.values.has(clock.getUTCMinutes())
  );
}
