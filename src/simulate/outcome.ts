/** How a workload can fare in the end, in the order in which they are counted. */
export const OUTCOMES = [
  'complete',
  // On hold because somebody wants it so: `spec.paused` of a Deployment, `spec.suspend` of a Job or CronJob.
  'paused',
  'suspended',
  'stuck',
  'failed',
  'rejected',
  'running',
  // It hangs on something that is not modelled.
  'unknown',
] as const;

/** How a workload fares. */
export type Outcome = (typeof OUTCOMES)[number];

/** Does it wait for somebody to resume it, as its manifest says? That is no failure. */
export function isOnHold(outcome: Outcome): outcome is 'paused' | 'suspended' {
  return outcome === 'paused' || outcome === 'suspended';
}

/** Is it as somebody wants it, or unknown: nothing that a gate has to stop? */
export function isTroubled(outcome: Outcome): boolean {
  return outcome !== 'complete' && outcome !== 'unknown' && !isOnHold(outcome);
}
