import { asKind } from '../../src/graph/typed.js';
import { nameOf } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const spec = (
    asKind(resource, 'apps/v1/Deployment') ??
    asKind(resource, 'apps/v1/StatefulSet') ??
    asKind(resource, 'apps/v1/ReplicaSet')
  )?.spec;
  const replicas = spec?.replicas;
  // 0 switches the autoscaler off, and somebody meant that.
  if (replicas === undefined || replicas === 0) return;
  const [autoscaler] = graph.autoscalersOf(resource);
  if (autoscaler === undefined) return;
  yield {
    path: child(undefined, 'spec', 'replicas'),
    message: `every apply sets replicas back to ${replicas}, against ${nameOf(autoscaler)}`,
    related: [
      {
        resource: autoscaler,
        path: child(undefined, 'spec', 'scaleTargetRef'),
        message: `${nameOf(autoscaler)} scales this ${resource.kind}`,
      },
    ],
  };
}
