// The parts of timestamps and durations. Follows cel-go v0.26 common/stdlib/standard.go and common/types/timestamp.go.
import { timeZone } from '../../kube/time-zone.js';
import { type FunctionDeclaration, fn, member } from '../declaration.js';
import { DURATION, INT, STRING, TIMESTAMP } from '../type.js';
import { failure, isDuration, isTimestamp, NO_SUCH_OVERLOAD, unsupported, type Value } from '../value.js';

const PARTS: readonly (readonly [string, string, (date: Date) => number])[] = [
  ['getFullYear', 'year', (date) => date.getUTCFullYear()],
  ['getMonth', 'month', (date) => date.getUTCMonth()],
  ['getDayOfYear', 'day_of_year', dayOfYear],
  ['getDayOfMonth', 'day_of_month', (date) => date.getUTCDate() - 1],
  ['getDate', 'day_of_month_1_based', (date) => date.getUTCDate()],
  ['getDayOfWeek', 'day_of_week', (date) => date.getUTCDay()],
  ['getHours', 'hours', (date) => date.getUTCHours()],
  ['getMinutes', 'minutes', (date) => date.getUTCMinutes()],
  ['getSeconds', 'seconds', (date) => date.getUTCSeconds()],
  ['getMilliseconds', 'milliseconds', (date) => date.getUTCMilliseconds()],
];

const DURATION_PARTS = new Map<string, bigint>([
  ['getHours', 3_600_000_000_000n],
  ['getMinutes', 60_000_000_000n],
  ['getSeconds', 1_000_000_000n],
  ['getMilliseconds', 1_000_000n],
]);

/** `getFullYear` and its like, in UTC or in a time zone by offset or name. */
export const TIME: readonly FunctionDeclaration[] = PARTS.map(([name, id, part]) => {
  const whole = DURATION_PARTS.get(name);
  const ofDuration =
    whole === undefined
      ? []
      : [
          member(`duration_to_${id}`, [DURATION], INT, (value = null) =>
            isDuration(value) ? value.nanos / whole : NO_SUCH_OVERLOAD,
          ),
        ];
  return fn(
    name,
    member(`timestamp_to_${id}`, [TIMESTAMP], INT, (value = null) => partOf(value, '', part)),
    member(`timestamp_to_${id}_with_tz`, [TIMESTAMP, STRING], INT, (value = null, zone = null) =>
      partOf(value, String(zone), part),
    ),
    ...ofDuration,
  );
});

function partOf(value: Value, zone: string, part: (date: Date) => number): Value {
  if (!isTimestamp(value)) return NO_SUCH_OVERLOAD;
  const millis = Number(value.nanos / 1_000_000n) - (value.nanos < 0n && value.nanos % 1_000_000n !== 0n ? 1 : 0);
  const offset = offsetMillis(zone, millis);
  return typeof offset === 'number' ? BigInt(part(new Date(millis + offset))) : offset;
}

function offsetMillis(zone: string, millis: number): number | Value {
  if (zone === '' || zone === 'UTC') return 0;
  const numeric = /^([+-]?)(\d\d):(\d\d)$/.exec(zone);
  if (numeric !== null) {
    const size = (Number(numeric[2]) * 60 + Number(numeric[3])) * 60_000;
    return numeric[1] === '-' ? -size : size;
  }
  if (zone === 'Local') return unsupported("the time zone Local is the API server's own");
  return timeZone(zone)?.offsetMs(millis) ?? failure(`unknown time zone ${zone}`);
}

function dayOfYear(date: Date): number {
  return Math.floor((date.getTime() - Date.UTC(date.getUTCFullYear(), 0, 1)) / 86_400_000);
}
