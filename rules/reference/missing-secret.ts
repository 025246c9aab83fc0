import { dataReferences } from '../../src/graph/references.js';
import { absence } from '../../src/graph/words.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  if (workload === undefined) return;
  const seen = new Set<string>();
  for (const { kind, name, path, optional } of dataReferences(workload)) {
    if (kind !== 'Secret' || optional || seen.has(name)) continue;
    seen.add(name);
    const absent = absence(graph.named(resource, { kind, name, namespace: resource.namespace }));
    if (absent !== undefined)
      yield {
        path,
        message: `Secret "${name}" is not in these files: without it the container does not start`,
        ...absent,
      };
  }
}
