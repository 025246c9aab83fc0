import type { Sample } from './timeline.js';

/** When nothing at all is available of a workload that was up before. Times in virtual milliseconds. */
export interface Outage {
  readonly totalMs: number;
  readonly firstAt: number;
  /** It lasts to the end of the forecast. */
  readonly isOpen: boolean;
}

/** The outage of a workload with these samples; `undefined` if there is none. */
export function outageOf(samples: readonly Sample[], endedAt: number): Outage | undefined {
  const start = samples.findIndex(({ available }) => available > 0);
  if (start === -1) return undefined;
  let totalMs = 0;
  let firstAt: number | undefined;
  for (const [place, { at, available, desired }] of samples.entries()) {
    if (place < start || available > 0 || desired === 0) continue;
    firstAt ??= at;
    totalMs += (samples[place + 1]?.at ?? endedAt) - at;
  }
  return firstAt === undefined || totalMs === 0 ? undefined : { totalMs, firstAt, isOpen: isEmpty(samples.at(-1)) };
}

/** Is nothing available of what is wanted? */
function isEmpty(sample: Sample | undefined): boolean {
  return sample !== undefined && sample.available === 0 && sample.desired > 0;
}
