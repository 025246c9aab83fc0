// Durations and timestamps as text. Follows cel-go v0.26 common/types and Go's time.RFC3339.

const SECOND = 1_000_000_000n;

/** `5400s`, `1.5s`: how CEL turns a duration into a string. */
export function formatDurationSeconds(nanos: bigint): string {
  const sign = nanos < 0n ? '-' : '';
  const size = nanos < 0n ? -nanos : nanos;
  return `${sign}${size / SECOND}${fraction(size % SECOND)}s`;
}

const RFC3339 = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:[.,](\d+))?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Nanoseconds since the epoch of an RFC 3339 time; `undefined` when it is none. */
export function parseTimestamp(text: string): bigint | undefined {
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
  const offset = (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000 * (sign === '-' ? -1 : 1);
  return BigInt(date.getTime() - offset) * 1_000_000n + BigInt(fractionText.slice(0, 9).padEnd(9, '0'));
}

function daysIn(year: number, month: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month, 0);
  return date.getUTCDate();
}

/** `2026-01-01T01:00:00Z`, with as many digits of the second as it needs. */
export function formatTimestamp(nanos: bigint): string {
  const seconds = nanos >= 0n ? nanos / SECOND : -((-nanos + SECOND - 1n) / SECOND);
  const date = new Date(Number(seconds) * 1000);
  const iso = date.toISOString();
  const [head = ''] = (date.getUTCFullYear() < 0 ? iso : iso.slice(-24)).split('.');
  return `${head}${fraction(nanos - seconds * SECOND)}Z`;
}

function fraction(nanos: bigint): string {
  return nanos === 0n ? '' : `.${String(nanos).padStart(9, '0').replace(/0+$/, '')}`;
}
