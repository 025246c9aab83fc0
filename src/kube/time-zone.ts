// Wall clocks: what time it is where, through the IANA database that Node brings (Intl).

/** A place's clock. */
export interface TimeZone {
  /** Minutes east of Greenwich at an instant (milliseconds since 1970), times 60,000. */
  readonly offsetMs: (instantMs: number) => number;
}

/** Greenwich: the kube-controller-manager's own zone unless it was started otherwise. */
export const UTC: TimeZone = { offsetMs: () => 0 };

/** The zone of that name, or `undefined` if there is none; `UTC` and the empty name are Greenwich. */
export function timeZone(name: string): TimeZone | undefined {
  if (name === '' || name === 'UTC') return UTC;
  const formatter = formatterOf(name);
  return formatter === undefined ? undefined : { offsetMs: (instantMs) => offsetOf(formatter, instantMs) };
}

function formatterOf(name: string): Intl.DateTimeFormat | undefined {
  try {
    return new Intl.DateTimeFormat('en-US', {
      timeZone: name,
      hourCycle: 'h23',
      era: 'short',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  } catch (error) {
    // Intl has no other way to say that it does not know the zone.
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function offsetOf(formatter: Intl.DateTimeFormat, instantMs: number): number {
  const second = Math.floor(instantMs / 1000) * 1000;
  const parts = new Map(formatter.formatToParts(second).map(({ type, value }) => [type, Number(value)]));
  const at = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  return Date.UTC(at('year'), at('month') - 1, at('day'), at('hour'), at('minute'), at('second')) - second;
}

/** The wall clock of the zone at an instant, in the UTC fields of a Date. */
export function wallClock(zone: TimeZone, instantMs: number): Date {
  return new Date(instantMs + zone.offsetMs(instantMs));
}

/**
 * The instant at which the zone's clock shows `wallMs` (the fields as if they were UTC). A time that DST skips or repeats
 * is resolved as Go's time.Date does.
 */
export function instantOf(zone: TimeZone, wallMs: number): number {
  const guess = zone.offsetMs(wallMs);
  return guess === 0 ? wallMs : wallMs - zone.offsetMs(wallMs - guess);
}
