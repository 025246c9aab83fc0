import { nameOf } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  if (resource.name === undefined || resource.kind === 'Namespace') return;
  const first = graph.firstNamesakeOf(resource);
  if (first === undefined || first === resource) return;
  yield {
    path: child(undefined, 'metadata', 'name'),
    message: `${nameOf(resource)} is here twice: applied together, the last one wins`,
    related: [{ resource: first, path: child(undefined, 'metadata', 'name'), message: 'here already' }],
  };
}
