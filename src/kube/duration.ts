// Durations such as `1h30m`, `500ms`, as Go's time.ParseDuration reads and Duration.String prints them.

const UNITS: ReadonlyMap<string, bigint> = new Map([
  ['ns', 1n],
  ['us', 1_000n],
  ['\u00b5s', 1_000n],
  ['\u03bcs', 1_000n],
  ['ms', 1_000_000n],
  ['s', 1_000_000_000n],
  ['m', 60_000_000_000n],
  ['h', 3_600_000_000_000n],
]);
const SECOND = 1_000_000_000n;
const MAX = 2n ** 63n;

/** The duration in nanoseconds, or `undefined` if Go refuses it. */
export function parseDuration(text: string): bigint | undefined {
  const negative = text.startsWith('-');
  const rest = /^[+-]/.test(text) ? text.slice(1) : text;
  if (rest === '0') return 0n;
  if (rest === '') return undefined;
  const part = /([0-9]*)(?:\.([0-9]*))?([^0-9.]+)/y;
  let total = 0n;
  while (part.lastIndex < rest.length) {
    const nanoseconds = nanosecondsOf(part.exec(rest));
    if (nanoseconds === undefined) return undefined;
    total += nanoseconds;
    if (total > MAX) return undefined;
  }
  if (negative) return -total;
  return total === MAX ? undefined : total;
}

function nanosecondsOf(match: RegExpExecArray | null): bigint | undefined {
  const [, whole = '', fraction = '', unit = ''] = match ?? [];
  const nanoseconds = UNITS.get(unit);
  if (nanoseconds === undefined || (whole === '' && fraction === '')) return undefined;
  // No fraction of a unit is longer than the nanoseconds of an hour, 13 digits; Go drops what does not fit.
  const digits = fraction.slice(0, 18);
  return BigInt(whole) * nanoseconds + (BigInt(digits) * nanoseconds) / 10n ** BigInt(digits.length);
}

/** The duration as Go prints it: `1h30m0s`, `100ms`, `0s`. */
export function formatDuration(nanoseconds: bigint): string {
  if (nanoseconds === 0n) return '0s';
  const sign = nanoseconds < 0n ? '-' : '';
  const total = nanoseconds < 0n ? -nanoseconds : nanoseconds;
  if (total < 1_000n) return `${sign}${total}ns`;
  if (total < 1_000_000n) return `${sign}${decimal(total, 3)}\u00b5s`;
  if (total < SECOND) return `${sign}${decimal(total, 6)}ms`;
  const minutes = total / (60n * SECOND);
  const seconds = `${decimal(total % (60n * SECOND), 9)}s`;
  if (minutes === 0n) return sign + seconds;
  return minutes < 60n ? `${sign}${minutes}m${seconds}` : `${sign}${minutes / 60n}h${minutes % 60n}m${seconds}`;
}

// `value / 10 ** places` without zeros at the end.
function decimal(value: bigint, places: number): string {
  const unit = 10n ** BigInt(places);
  const fraction = (value % unit).toString().padStart(places, '0').replace(/0+$/, '');
  return fraction === '' ? `${value / unit}` : `${value / unit}.${fraction}`;
}
