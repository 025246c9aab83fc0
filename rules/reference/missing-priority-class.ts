import { absence } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  const name = workload?.spec.priorityClassName;
  if (workload === undefined || name === undefined || name === '') return;
  const absent = absence(
    graph.named(resource, { kind: 'scheduling.k8s.io/PriorityClass', name, namespace: undefined }),
  );
  if (absent === undefined) return;
  yield {
    path: child(workload.specPath, 'priorityClassName'),
    message: `PriorityClass "${name}" is not in these files: without it no Pod is created`,
    ...absent,
  };
}
