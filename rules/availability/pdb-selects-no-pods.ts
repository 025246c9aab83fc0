import { asKind } from '../../src/graph/typed.js';
import { absence } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const selector = asKind(resource, 'policy/v1/PodDisruptionBudget')?.spec?.selector;
  if (selector === undefined) {
    yield { path: child(undefined, 'spec', 'selector'), message: 'without a selector the budget protects no Pod' };
    return;
  }
  const absent = absence(graph.selected(resource, selector));
  if (absent === undefined) return;
  yield {
    path: child(undefined, 'spec', 'selector'),
    message: 'selector selects no Pods in these files: the budget protects nothing',
    ...absent,
  };
}
