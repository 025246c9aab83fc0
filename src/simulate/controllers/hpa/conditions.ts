import type { Condition } from '../../objects/condition.js';
import { wholeSeconds } from '../../objects/metadata.js';

/** A condition of an autoscaler as a look finds it. */
export type Finding = Pick<Condition, 'type' | 'status' | 'reason' | 'message'>;

/** A condition that holds. */
export function holds(type: Finding['type'], reason: string, message: string): Finding {
  return { type, status: 'True', reason, message };
}

/** A condition that does not hold. */
export function fails(type: Finding['type'], reason: string, message: string): Finding {
  return { type, status: 'False', reason, message };
}

/** The conditions with the findings of a look in their places; a new status is a transition (`setConditionInList`). */
export function withFindings(
  conditions: readonly Condition[],
  findings: readonly Finding[],
  now: number,
): readonly Condition[] {
  const next = new Map(conditions.map((condition) => [condition.type, condition]));
  for (const finding of findings) {
    const before = next.get(finding.type);
    const at = wholeSeconds(now);
    const lastTransitionTime = before?.status === finding.status ? before.lastTransitionTime : at;
    next.set(finding.type, { ...finding, lastUpdateTime: lastTransitionTime, lastTransitionTime });
  }
  return [...next.values()];
}
