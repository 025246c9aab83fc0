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
  const reference = child(undefined, 'spec', 'scaleTargetRef');
  const kind = target.kind.slice(target.kind.indexOf('/') + 1);
  const otherGroup = graph.named(resource, { ...target, kind: `apps/${kind}` });
  if (otherGroup.kind === 'found') {
    // The kind is looked up in exactly that group; without an apiVersion in the core group.
    yield {
      path: child(reference, 'apiVersion'),
      message: `${kind} "${target.name}" is of apps/v1: there is nothing to scale under this apiVersion`,
    };
    return;
  }
  yield {
    path: child(reference, 'name'),
    message: `${kind} "${target.name}" is not in these files: there is nothing to scale`,
    ...absent,
  };
}
