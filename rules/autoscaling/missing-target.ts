import { scaleTarget } from '../../src/graph/scale-target.js';
import { absence } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const target = scaleTarget(resource);
  if (target === undefined) return;
  const absent = absence(graph.named(resource, target));
  if (absent === undefined) return;
  yield {
    path: child(undefined, 'spec', 'scaleTargetRef', 'name'),
    message: `${target.kind.slice(target.kind.indexOf('/') + 1)} "${target.name}" is not in these files: there is nothing to scale`,
    ...absent,
  };
}
