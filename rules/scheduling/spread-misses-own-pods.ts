import { labelsText } from '../../src/graph/words.js';
import { selectsPodsOf } from '../../src/graph/workload.js';
import { child, index } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  if (workload === undefined) return;
  for (const [at, { labelSelector, topologyKey }] of (workload.spec.topologySpreadConstraints ?? []).entries()) {
    if (selectsPodsOf(labelSelector, workload)) continue;
    yield {
      path: child(index(child(workload.specPath, 'topologySpreadConstraints'), at), 'labelSelector'),
      message: `${labelSelector === undefined ? 'without labelSelector the constraint counts no Pods' : 'labelSelector does not select these Pods'}: they are not spread over ${topologyKey ?? 'anything'}`,
      related: [
        {
          resource,
          path: child(workload.path, 'metadata', 'labels'),
          message: `the Pods have ${labelsText(workload.labels)}`,
        },
      ],
    };
  }
}
