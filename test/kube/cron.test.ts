import { describe, expect, test } from 'vitest';
import { cronProblem, parseCron } from '../../src/kube/cron.js';
import { fires, nextRun } from '../../src/kube/cron-next.js';
import { timeZone, UTC } from '../../src/kube/time-zone.js';
import { readCases } from './cases.js';

interface Case {
  readonly input: string;
  readonly ok: boolean;
  readonly next?: readonly string[];
}

const START = Date.UTC(2026, 0, 1, 0, 0, 30);

/** The next `count` runs after `after`, as Go prints them. */
function runs(text: string, after: number, count: number, zone = UTC): string[] {
  const schedule = parseCron(text);
  if (schedule.kind === 'error') return [schedule.message];
  const found: string[] = [];
  for (let at: number | undefined = after; found.length < count; ) {
    at = nextRun(schedule, at, zone);
    if (at === undefined) return ['never'];
    found.push(`${new Date(at).toISOString().slice(0, 19)}Z`);
  }
  return found;
}

describe('schedules as robfig/cron reads them', () => {
  test.each(readCases<Case>('cron'))('"$input"', ({ input, ok, next }) => {
    expect(cronProblem(input) === undefined).toBe(ok);
    if (ok) expect(runs(input, START, 5)).toEqual(next);
  });
});

describe('what is wrong', () => {
  test.each([
    ['0 0 * * 7', 'day of week "7": 7 is above the maximum 6 (Sunday is 0)'],
    ['0 0 * *', 'expected 5 fields (minute, hour, day of month, month, day of week), found 4'],
    ['0 22-2 * * *', 'hour "22-2": 22 is after 2: ranges do not wrap around'],
    ['0 0 L * *', 'day of month "L": "L" is not a number'],
    ['*/0 * * * *', 'minute "*/0": a step is greater than 0'],
    ['@every 5', '"5" after @every is not a duration (such as 1h30m)'],
  ])('%s', (text, problem) => {
    expect(cronProblem(text)).toBe(problem);
  });
});

// Europe/Berlin: clocks go from 02:00 to 03:00 on 2026-03-29, and from 03:00 to 02:00 on 2026-10-25.
describe('time zones', () => {
  const berlin = timeZone('Europe/Berlin') ?? UTC;

  test('a wall time that DST skips is left out that day', () => {
    expect(runs('30 2 * * *', Date.UTC(2026, 2, 28, 2), 2, berlin)).toEqual([
      '2026-03-30T00:30:00Z',
      '2026-03-31T00:30:00Z',
    ]);
  });

  test('a wall time that DST repeats runs twice', () => {
    expect(runs('30 2 * * *', Date.UTC(2026, 9, 24, 12), 3, berlin)).toEqual([
      '2026-10-25T00:30:00Z',
      '2026-10-25T01:30:00Z',
      '2026-10-26T01:30:00Z',
    ]);
  });

  test('an unknown zone is none', () => {
    expect([timeZone('Mars/Olympus'), timeZone('')]).toEqual([undefined, UTC]);
  });

  test('a schedule for a day that no month has never fires', () => {
    const schedule = parseCron('0 0 31 2 *');
    expect(schedule.kind !== 'error' && fires(schedule, START)).toBe(false);
  });
});

// 150 random schedules around the days on which clocks change, as robfig/cron v3.0.1 answered.
interface ZoneCase {
  readonly schedule: string;
  readonly zone: string;
  readonly after: number;
  readonly next: readonly (number | 'never')[];
}

test('random schedules in time zones run when Go says', () => {
  const differences = readCases<ZoneCase>('cron-zones')
    .map((item) => {
      const isNever = item.next.includes('never');
      const zone = timeZone(item.zone) ?? UTC;
      return { ...item, ours: runs(item.schedule, item.after * 1000, isNever ? 1 : item.next.length, zone) };
    })
    .filter(({ next, ours }) => {
      const expected = next.map((at) => (at === 'never' ? at : `${new Date(at * 1000).toISOString().slice(0, 19)}Z`));
      return JSON.stringify(expected) !== JSON.stringify(ours);
    });
  expect(differences).toEqual([]);
});
