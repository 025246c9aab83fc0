import type { Outcome } from '../../simulate/outcome.js';

/** How a reader takes an outcome: fine, in trouble, kept waiting on purpose, or nobody knows. */
export type Standing = 'fine' | 'trouble' | 'held' | 'unknown';

const STANDINGS: Readonly<Record<Outcome, Standing>> = {
  complete: 'fine',
  paused: 'held',
  suspended: 'held',
  stuck: 'trouble',
  failed: 'trouble',
  rejected: 'trouble',
  running: 'trouble',
  unknown: 'unknown',
};

/** All outcomes, in the order in which they are counted. */
// The keys of a record of outcomes are outcomes.
export const OUTCOMES = Object.keys(STANDINGS) as readonly Outcome[];

/** How the outcome is to be taken. */
export function standingOf(outcome: Outcome): Standing {
  return STANDINGS[outcome];
}
