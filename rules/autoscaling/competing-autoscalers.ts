import { scaleTarget } from '../../src/graph/scale-target.js';
import { nameOf } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const autoscalers = graph.autoscalersOf(resource);
  const names = [...new Set(autoscalers.map(({ name }) => name ?? ''))].sort();
  if (names.length < 2) return;
  yield {
    path: child(undefined, 'metadata', 'name'),
    message: `${names.length} HorizontalPodAutoscalers scale this ${resource.kind} (${names.join(', ')}): each undoes what the other does`,
    related: autoscalers.map((autoscaler) => ({
      resource: autoscaler,
      path: child(undefined, 'spec', 'scaleTargetRef'),
      message: `${nameOf(autoscaler)} scales ${scaleTarget(autoscaler)?.name ?? ''}`,
    })),
  };
}
