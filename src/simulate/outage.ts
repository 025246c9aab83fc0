import type { Sample } from './timeline.js';

/** When nothing at all is available of a workload that was up before. Times in virtual milliseconds. */
export interface Outage {
  readonly totalMs: number;
  readonly firstAt: number;
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
  return firstAt === undefined || totalMs === 0 ? undefined : { totalMs, firstAt };
}
