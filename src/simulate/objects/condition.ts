/** A condition in a workload's status. Times are virtual milliseconds in whole seconds, as the API keeps them. */
export interface Condition {
  readonly type: string;
  readonly status: 'True' | 'False' | 'Unknown';
  readonly reason: string;
  readonly message: string;
  readonly lastUpdateTime: number;
  readonly lastTransitionTime: number;
}

/** The condition of that type, if there is one. */
export function conditionOf(conditions: readonly Condition[], type: string): Condition | undefined {
  return conditions.find((condition) => condition.type === type);
}

/** The conditions without the one of that type. */
export function withoutCondition(conditions: readonly Condition[], type: string): readonly Condition[] {
  return conditions.filter((condition) => condition.type !== type);
}

/**
 * The conditions with `next` in place of its type's old one, at the end. Same status and reason: nothing changes; same
 * status: the transition time stays (`SetDeploymentCondition` in pkg/controller/deployment/util).
 */
export function withCondition(conditions: readonly Condition[], next: Condition): readonly Condition[] {
  const current = conditionOf(conditions, next.type);
  if (current !== undefined && current.status === next.status && current.reason === next.reason) return conditions;
  const kept = current !== undefined && current.status === next.status;
  const condition = kept ? { ...next, lastTransitionTime: current.lastTransitionTime } : next;
  return [...withoutCondition(conditions, next.type), condition];
}
