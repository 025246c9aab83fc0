// Durations and timestamps as text. Follows cel-go v0.26 common/types and Go's time.RFC3339.

import type { Timestamp } from '../value.js';

const SECOND = 1_000_000_000n;

/** `5400s`, `1.5s`: how CEL turns a duration into a string. */
export function formatDurationSeconds(nanos: bigint): string {
  const sign = nanos < 0n ? '-' : '';
  const size = nanos < 0n ? -nanos : nanos;
  return `${sign}${size / SECOND}${fraction(size % SECOND)}s`;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** An RFC 3339 time as nanoseconds since the epoch and the offset it was written with; `undefined` when it is none. */
export function parseTimestamp(text: string): { readonly nanos: bigint; readonly offsetMinutes: number } | undefined {
  const match = RFC3339.exec(text);
  if (match === null) return undefined;
  const [, year, month, day, hour, minute, second, fractionText = '', sign, offsetHour = '0', offsetMinute = '0'] =
    match;
  const [y, mo, d, h, mi, s] = [year, month, day, hour, minute, second].map(Number);
  if (y === undefined || mo === undefined || d === undefined || h === undefined || mi === undefined || s === undefined)
    return undefined;
  if (mo < 1 || mo > 12 || d < 1 || d > daysIn(y, mo) || h > 23 || mi > 59 || s > 59) return undefined;
  if (Number(offsetHour) > 24 || Number(offsetMinute) > 60) return undefined;
  const date = new Date(0);
  date.setUTCFullYear(y, mo - 1, d);
  date.setUTCHours(h, mi, s, 0);
  const offsetMinutes = (Number(offsetHour) * 60 + Number(offsetMinute)) * (sign === '-' ? -1 : 1);
  const millis = BigInt(date.getTime() - offsetMinutes * 60_000);
  return { nanos: millis * 1_000_000n + BigInt(fractionText.slice(0, 9).padEnd(9, '0')), offsetMinutes };
}

function daysIn(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

/** `2026-01-01T01:00:00Z`, with as many digits of the second as it needs and the offset it was written with. */
export function formatTimestamp({ nanos, offsetMinutes = 0 }: Timestamp): string {
  const local = nanos + BigInt(offsetMinutes) * 60n * SECOND;
  const seconds = local >= 0n ? local / SECOND : -((-local + SECOND - 1n) / SECOND);
  const [head = ''] = new Date(Number(seconds) * 1000).toISOString().split('.');
  return `${head}${fraction(local - seconds * SECOND)}${formatOffset(offsetMinutes)}`;
}

function formatOffset(minutes: number): string {
  if (minutes === 0) return 'Z';
  const size = Math.abs(minutes);
  const two = (part: number) => String(part).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}

function fraction(nanos: bigint): string {
  return nanos === 0n ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
}
