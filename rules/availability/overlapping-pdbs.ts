import { nameOf } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  if (workload === undefined) return;
  const budgets = graph.budgetsOf(workload);
  const names = [...new Set(budgets.map(({ name }) => name ?? ''))].sort();
  if (names.length < 2) return;
  yield {
    path: child(workload.path, 'metadata', 'labels'),
    message: `${names.length} PodDisruptionBudgets select these Pods (${names.join(', ')}): every eviction fails`,
    related: budgets.map((budget) => ({
      resource: budget,
      path: child(undefined, 'spec', 'selector'),
      message: `${nameOf(budget)} selects the Pods`,
    })),
  };
}
