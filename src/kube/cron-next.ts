// When a schedule fires next: github.com/robfig/cron/v3 v3.0.1 spec.go and constantdelay.go.
import type { CronSchedule } from './cron.js';
import { instantOf, type TimeZone, timeZone, UTC, wallClock } from './time-zone.js';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Years after which a schedule that has not fired counts as one that never does. */
const YEARS = 5;

type Fields = Extract<CronSchedule, { kind: 'fields' }>;

/**
 * The first instant after `afterMs` (milliseconds since 1970) at which the schedule fires on the clock of `zone`, or
 * `undefined` if it does not within five years (`0 0 31 2 *`).
 */
export function nextRun(schedule: CronSchedule, afterMs: number, zone: TimeZone = UTC): number | undefined {
  const second = Math.floor(afterMs / SECOND) * SECOND;
  if (schedule.kind === 'every') return second + schedule.seconds * SECOND;
  const own = schedule.zone === undefined ? zone : (timeZone(schedule.zone) ?? zone);
  return nextMatch(schedule, second + SECOND, own);
}

/** Does the schedule fire within five years of an instant? */
export function fires(schedule: CronSchedule, afterMs: number): boolean {
  return nextRun(schedule, afterMs) !== undefined;
}

// Upstream goes on from field to field, resetting the smaller ones at the first step, and starts over when one wraps.
function nextMatch(schedule: Fields, startMs: number, zone: TimeZone): number | undefined {
  const search: Search = { at: startMs, isReset: false, schedule, zone };
  const lastYear = wallClock(zone, startMs).getUTCFullYear() + YEARS;
  while (wallClock(zone, search.at).getUTCFullYear() <= lastYear) {
    if (findMonth(search) && findDay(search) && findHour(search) && findMinute(search) && findSecond(search)) {
      return search.at;
    }
  }
  return undefined;
}

interface Search {
  at: number;
  isReset: boolean;
  readonly schedule: Fields;
  readonly zone: TimeZone;
}

function wall(search: Search): Date {
  return wallClock(search.zone, search.at);
}

// Each returns false if it wrapped around, so that the bigger fields are looked at again.
function findMonth(search: Search): boolean {
  for (let now = wall(search); !search.schedule.month.values.has(now.getUTCMonth() + 1); now = wall(search)) {
    if (!search.isReset) now = setWall(search, Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), 1));
    search.isReset = true;
    const next = setWall(
      search,
      Date.UTC(now.getUTCFullYear(), now.getUTCMonth() + 1, now.getUTCDate(), now.getUTCHours()),
    );
    if (next.getUTCMonth() === 0) return false;
  }
  return true;
}

function findDay(search: Search): boolean {
  for (let now = wall(search); !matchesDay(search.schedule, now); now = wall(search)) {
    if (!search.isReset) now = setWall(search, midnight(now));
    search.isReset = true;
    const next = setWall(search, midnight(now) + (now.getTime() - midnight(now)) + 24 * HOUR);
    // Midnight is skipped where DST begins at it.
    const hour = next.getUTCHours();
    if (hour !== 0) search.at += (hour > 12 ? 24 - hour : -hour) * HOUR;
    if (wall(search).getUTCDate() === 1) return false;
  }
  return true;
}

function findHour(search: Search): boolean {
  for (let now = wall(search); !search.schedule.hour.values.has(now.getUTCHours()); now = wall(search)) {
    if (!search.isReset) setWall(search, midnight(now) + now.getUTCHours() * HOUR);
    search.isReset = true;
    search.at += HOUR;
    if (wall(search).getUTCHours() === 0) return false;
  }
  return true;
}

function findMinute(search: Search): boolean {
  for (let now = wall(search); !search.schedule.minute.values.has(now.getUTCMinutes()); now = wall(search)) {
    if (!search.isReset) search.at = Math.floor(search.at / MINUTE) * MINUTE;
    search.isReset = true;
    search.at += MINUTE;
    if (wall(search).getUTCMinutes() === 0) return false;
  }
  return true;
}

// A schedule of five fields fires at second 0.
function findSecond(search: Search): boolean {
  if (wall(search).getUTCSeconds() === 0) return true;
  search.isReset = true;
  const rest = MINUTE - wall(search).getUTCSeconds() * SECOND;
  search.at += rest;
  return false;
}

function matchesDay({ dayOfMonth, dayOfWeek }: Fields, now: Date): boolean {
  const inMonth = dayOfMonth.values.has(now.getUTCDate());
  const inWeek = dayOfWeek.values.has(now.getUTCDay());
  return dayOfMonth.any || dayOfWeek.any ? inMonth && inWeek : inMonth || inWeek;
}

function midnight(now: Date): number {
  return Date.UTC(now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate());
}

function setWall(search: Search, wallMs: number): Date {
  search.at = instantOf(search.zone, wallMs);
  return wall(search);
}
