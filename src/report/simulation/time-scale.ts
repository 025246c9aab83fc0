import { clock } from './clock.js';
import { lastUpTo } from './last-up-to.js';

/** Virtual time on a horizontal axis. Long stretches in which nothing happens are drawn shorter, and marked. */
export interface TimeScale {
  /** The place of a moment. */
  readonly x: (ms: number) => number;
  readonly ticks: readonly { readonly x: number; readonly label: string }[];
  /** Stretches that are drawn shorter than they are. */
  readonly breaks: readonly { readonly x: number; readonly ms: number }[];
  readonly left: number;
  readonly right: number;
  /** The moment at its right end. */
  readonly end: number;
}

/** Where the axis is drawn. */
export interface Extent {
  readonly left: number;
  readonly right: number;
}

/** Ticks keep this distance, in units of the drawing. */
const TICK_DISTANCE = 58;

/** An axis for these moments; the last of them is its right end, and has no tick. */
export function timeScale(moments: Iterable<number>, { left, right }: Extent): TimeScale {
  const instants = [...new Set([0, ...moments])].sort((one, other) => one - other);
  const gaps = instants.slice(1).map((at, place) => at - (instants[place] ?? 0));
  const typical = 3 * (median(gaps) ?? 1);
  const places = [0];
  for (const gap of gaps) places.push((places.at(-1) ?? 0) + drawn(gap, typical));
  const unit = (right - left) / ((places.at(-1) ?? 0) || 1);
  const placeOf = (index: number) => left + (places[index] ?? 0) * unit;
  const x = (ms: number) => {
    const index = Math.max(
      0,
      lastUpTo(instants.length, (place) => instants[place] ?? 0, ms),
    );
    const from = instants[index] ?? 0;
    const to = instants[index + 1];
    if (to === undefined) return placeOf(index);
    return placeOf(index) + ((ms - from) / (to - from)) * (placeOf(index + 1) - placeOf(index));
  };
  const breaks = gaps.flatMap((ms, place) =>
    ms > 3 * typical ? [{ x: (placeOf(place) + placeOf(place + 1)) / 2, ms }] : [],
  );
  return { x, ticks: ticks(instants.slice(0, -1), x), breaks, left, right, end: instants.at(-1) ?? 0 };
}

/** As long as it is up to `typical`; longer ones never get twice that. */
function drawn(gap: number, typical: number): number {
  return gap <= typical ? gap : typical * (2 - typical / gap);
}

function median(numbers: readonly number[]): number | undefined {
  const sorted = [...numbers].sort((one, other) => one - other);
  return sorted[Math.floor(sorted.length / 2)];
}

function ticks(instants: readonly number[], x: (ms: number) => number): TimeScale['ticks'] {
  const found: { readonly x: number; readonly label: string }[] = [];
  for (const at of instants) {
    const place = x(at);
    const before = found.at(-1);
    if (before === undefined || place - before.x >= TICK_DISTANCE) found.push({ x: place, label: clock(at) });
  }
  return found;
}

/** A number for an attribute: at most one decimal. */
export function round(number: number): number {
  return Math.round(number * 10) / 10;
}
