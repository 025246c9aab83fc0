import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const name = asKind(resource, 'apps/v1/StatefulSet')?.spec?.serviceName;
  if (name === undefined || name === '') return;
  const answer = graph.named(resource, { kind: 'Service', name, namespace: resource.namespace });
  if (answer.kind !== 'found') return;
  const services = answer.all;
  if (services.some((service) => asKind(service, 'v1/Service')?.spec?.clusterIP === 'None')) return;
  const [service] = services;
  yield {
    path: child(undefined, 'spec', 'serviceName'),
    message: `Service "${name}" is not headless: ${resource.name ?? 'Pod'}-0.${name} has no DNS name`,
    ...(service !== undefined && {
      related: [{ resource: service, path: child(undefined, 'spec', 'clusterIP'), message: 'clusterIP is not None' }],
    }),
  };
}
