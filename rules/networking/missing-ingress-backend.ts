import { ingressTargets } from '../../src/graph/ingress.js';
import { asKind } from '../../src/graph/typed.js';
import { absence } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const { annotations = {} } = asKind(resource, 'networking.k8s.io/v1/Ingress')?.metadata ?? {};
  for (const { name, port, path } of ingressTargets(resource)) {
    // The AWS load balancer controller takes the backend from an annotation.
    if (port?.name === 'use-annotation' || Object.hasOwn(annotations, `alb.ingress.kubernetes.io/actions.${name}`))
      continue;
    const absent = absence(graph.named(resource, { kind: 'Service', name, namespace: resource.namespace }));
    if (absent !== undefined)
      yield { path: child(path, 'name'), message: `Service "${name}" is not in these files`, ...absent };
  }
}
