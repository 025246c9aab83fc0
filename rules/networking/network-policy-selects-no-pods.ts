import { asKind } from '../../src/graph/typed.js';
import { absence } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const selector = asKind(resource, 'networking.k8s.io/v1/NetworkPolicy')?.spec?.podSelector;
  // An empty selector means all Pods of the namespace, whoever makes them.
  if (
    selector === undefined ||
    (Object.keys(selector.matchLabels ?? {}).length === 0 && (selector.matchExpressions ?? []).length === 0)
  )
    return;
  const absent = absence(graph.selected(resource, selector));
  if (absent === undefined) return;
  yield {
    path: child(undefined, 'spec', 'podSelector'),
    message: 'podSelector selects no Pods in these files: the policy protects nothing',
    ...absent,
  };
}
