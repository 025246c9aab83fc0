import { claimReferences } from '../../src/graph/references.js';
import { absence } from '../../src/graph/words.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  if (workload === undefined) return;
  for (const { name, path } of claimReferences(workload)) {
    if (graph.isClaimOfTemplate(resource, name)) continue;
    const absent = absence(
      graph.named(resource, { kind: 'PersistentVolumeClaim', name, namespace: resource.namespace }),
    );
    if (absent !== undefined)
      yield {
        path,
        message: `PersistentVolumeClaim "${name}" is not in these files: without it the Pods are not scheduled`,
        ...absent,
      };
  }
}
