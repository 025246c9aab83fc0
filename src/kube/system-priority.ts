/** The values of the PriorityClasses that every cluster has, by name (pkg/apis/scheduling/types.go). */
export const SYSTEM_PRIORITIES: ReadonlyMap<string, number> = new Map([
  ['system-node-critical', 2_000_001_000],
  ['system-cluster-critical', 2_000_000_000],
]);
