import { asKind } from '../../src/graph/typed.js';
import { absence } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const binding =
    asKind(resource, 'rbac.authorization.k8s.io/v1/RoleBinding') ??
    asKind(resource, 'rbac.authorization.k8s.io/v1/ClusterRoleBinding');
  const { kind, name } = binding?.roleRef ?? {};
  if (kind === undefined || name === undefined) return;
  const namespace = kind === 'Role' ? resource.namespace : undefined;
  const absent = absence(graph.named(resource, { kind: `rbac.authorization.k8s.io/${kind}`, name, namespace }));
  if (absent === undefined) return;
  yield {
    path: child(undefined, 'roleRef', 'name'),
    message: `${kind} "${name}" is not in these files: without it the binding grants nothing`,
    ...absent,
  };
}
