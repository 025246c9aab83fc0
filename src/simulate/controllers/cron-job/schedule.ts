/**
 * When a CronJob is due. Follows kubernetes@v1.35.4 pkg/controller/cronjob/utils.go (`mostRecentScheduleTime`,
 * `nextScheduleTimeDuration`). Times are virtual milliseconds; the schedule is read on the clock of the CronJob's time zone.
 */

import { type CronSchedule, parseCron } from '../../../kube/cron.js';
import { nextRun } from '../../../kube/cron-next.js';
import { type TimeZone, timeZone, UTC } from '../../../kube/time-zone.js';
import type { CronJob } from '../../objects/cron-job.js';
import { wholeSeconds } from '../../objects/metadata.js';
import { epochMs, type World } from '../../world.js';

/** Added to every planned look, against clocks that are not quite the same. */
const SKEW_MS = 100;

/** A schedule that can be followed. */
export interface Timetable {
  readonly schedule: CronSchedule;
  readonly zone: TimeZone;
}

/** The schedule of a CronJob on its clock (the controller's own is UTC); or why there is none, as reason and message. */
export function timetableOf({ spec }: CronJob): Timetable | { readonly reason: string; readonly message: string } {
  const zone = spec.timeZone === undefined ? UTC : timeZone(spec.timeZone);
  if (zone === undefined) {
    const message = `invalid timeZone: "${spec.timeZone ?? ''}": unknown time zone ${spec.timeZone ?? ''}`;
    return { reason: 'UnknownTimeZone', message };
  }
  const schedule = parseCron(spec.schedule);
  if (schedule.kind !== 'error') return { schedule, zone };
  return { reason: 'UnparseableSchedule', message: `unparseable schedule: "${spec.schedule}" : ${schedule.message}` };
}

/** The times that a CronJob has missed. */
export interface Missed {
  /** From here on times count. */
  readonly since: number;
  /** The latest time that is due and has had no Job. */
  readonly latest: number | undefined;
  readonly count: 'none' | 'few' | 'many';
}

/** What is due now; `undefined` for a schedule that never fires. With `withDeadline` what startingDeadlineSeconds gives up is left out. */
export function missed(
  cronJob: CronJob,
  { schedule, zone }: Timetable,
  how: { readonly world: World; readonly withDeadline: boolean },
): Missed | undefined {
  const { world, withDeadline } = how;
  const after = (at: number): number | undefined => {
    const epoch = nextRun(schedule, epochMs(world, at), zone);
    return epoch === undefined ? undefined : epoch - epochMs(world, 0);
  };
  const { startingDeadlineSeconds } = cronJob.spec;
  const earliest = cronJob.status.lastScheduleTime ?? wholeSeconds(cronJob.metadata.creationTimestamp);
  const isLimited = withDeadline && startingDeadlineSeconds !== undefined;
  const since = isLimited ? Math.max(earliest, world.now - startingDeadlineSeconds * 1000) : earliest;
  const first = after(since);
  if (first === undefined) return undefined;
  if (world.now < first) return { since, latest: undefined, count: 'none' };
  const second = after(first);
  if (second === undefined || world.now < second) return { since, latest: first, count: 'none' };
  // Upstream's estimate: as many as fit by the distance of the first two; then the latest by looking from two before it.
  const distance = Math.round((second - first) / 1000) * 1000;
  const count = Math.floor(Math.floor((world.now - first) / 1000) / (distance / 1000)) + 1;
  let latest: number | undefined;
  let next = after(first + (count - 2) * distance);
  while (next !== undefined && next <= world.now) {
    latest = next;
    next = after(next);
  }
  return { since, latest, count: count > 100 ? 'many' : 'few' };
}

/** When to look again; `undefined` if the schedule never fires. */
export function nextLook(cronJob: CronJob, timetable: Timetable, world: World): number | undefined {
  const found = missed(cronJob, timetable, { world, withDeadline: false });
  if (found === undefined) return undefined;
  const from = found.latest ?? (found.count === 'none' ? found.since : world.now);
  const epoch = nextRun(timetable.schedule, epochMs(world, from), timetable.zone);
  return epoch === undefined ? undefined : epoch - epochMs(world, 0) + SKEW_MS;
}

/** A time as `2026-03-29T01:30:00+02:00`, on the clock of the zone. */
export function rfc3339(epoch: number, zone: TimeZone): string {
  const offset = zone.offsetMs(epoch);
  const text = new Date(epoch + offset).toISOString().slice(0, 19);
  return offset === 0 ? `${text}Z` : `${text}${formatOffset(offset, ':')}`;
}

/** A time as `Sun, 29 Mar 2026 01:30:00 +0000`. */
export function rfc1123(epoch: number): string {
  return new Date(epoch).toUTCString().replace('GMT', formatOffset(0, ''));
}

function formatOffset(offsetMs: number, separator: string): string {
  const minutes = Math.abs(offsetMs) / 60_000;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(minutes / 60)}${separator}${two(minutes % 60)}`;
}
