import type { WorkloadVerdict } from '../../simulate/verdict.js';
import { standingOf } from './outcomes.js';

/** The verdicts in the order in which people want them: trouble first, nodes last, otherwise as they are. */
export function troubledFirst(verdicts: readonly WorkloadVerdict[]): WorkloadVerdict[] {
  return [...verdicts].sort(
    (one, other) => rank(one) - rank(other) || Number(one.kind === 'Node') - Number(other.kind === 'Node'),
  );
}

function rank({ outcome }: WorkloadVerdict): number {
  const standing = standingOf(outcome);
  return standing === 'fine' ? 2 : standing === 'held' ? 1 : 0;
}
