import { asKind } from '../../src/graph/typed.js';
import { absence } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const name = asKind(resource, 'apps/v1/StatefulSet')?.spec?.serviceName;
  if (name === undefined || name === '') return;
  const absent = absence(graph.named(resource, { kind: 'Service', name, namespace: resource.namespace }));
  if (absent === undefined) return;
  yield {
    path: child(undefined, 'spec', 'serviceName'),
    message: `Service "${name}" is not in these files: without it ${resource.name ?? 'Pod'}-0.${name} has no DNS name`,
    ...absent,
  };
}
