import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource): Iterable<RuleProblem> {
  const spec = (
    asKind(resource, 'autoscaling/v2/HorizontalPodAutoscaler') ??
    asKind(resource, 'autoscaling/v1/HorizontalPodAutoscaler')
  )?.spec;
  const { minReplicas = 1, maxReplicas } = spec ?? {};
  if (maxReplicas === undefined || minReplicas !== maxReplicas) return;
  yield {
    path: child(undefined, 'spec', 'maxReplicas'),
    message: `minReplicas and maxReplicas are both ${maxReplicas}: there is nothing to scale`,
  };
}
