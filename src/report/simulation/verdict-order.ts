import type { WorkloadVerdict } from '../../simulate/verdict.js';

/** The verdicts in the order in which people want them: trouble first, nodes last, otherwise as they are. */
export function troubledFirst(verdicts: readonly WorkloadVerdict[]): WorkloadVerdict[] {
  return [...verdicts].sort(
    (one, other) =>
      Number(one.outcome === 'complete') - Number(other.outcome === 'complete') ||
      Number(one.kind === 'Node') - Number(other.kind === 'Node'),
  );
}
