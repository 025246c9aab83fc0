import { ingressTargets } from '../../src/graph/ingress.js';
import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { ServiceBackendPort, ServicePort } from '../../src/kube/types.generated.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  for (const { name, port, path } of ingressTargets(resource)) {
    // The AWS load balancer controller takes the backend from an annotation.
    if (port === undefined || port.name === 'use-annotation') continue;
    const answer = graph.named(resource, { kind: 'Service', name, namespace: resource.namespace });
    if (answer.kind !== 'found') continue;
    const services = answer.all.map((service) => asKind(service, 'v1/Service')?.spec);
    // An ExternalName Service passes every port on.
    if (services.some((spec) => spec?.type === 'ExternalName' || (spec?.ports ?? []).some((own) => isSame(own, port))))
      continue;
    const [related] = answer.all;
    yield {
      path: child(path, 'port'),
      message: `Service "${name}" has no port ${shown(port)}; it has ${
        services
          .flatMap((spec) => spec?.ports ?? [])
          .map(text)
          .join(', ') || 'none'
      }`,
      ...(related !== undefined && {
        related: [
          { resource: related, path: child(undefined, 'spec', 'ports'), message: `the ports of Service ${name}` },
        ],
      }),
    };
  }
}

function isSame(own: ServicePort, { name, number }: ServiceBackendPort): boolean {
  return name !== undefined ? own.name === name : own.port === number;
}

function shown({ name, number }: ServiceBackendPort): string {
  return name !== undefined ? `"${name}"` : String(number);
}

function text({ name, port }: ServicePort): string {
  return name === undefined ? String(port) : `${port} "${name}"`;
}
