import { child, type FieldPath, index } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const seen = new Map<string, { readonly path: FieldPath; readonly container: string }>();
  for (const { container, role, path } of graph.workloadOf(resource)?.containers ?? []) {
    // An init container has ended before the others listen.
    if (role === 'init' || role === 'ephemeral') continue;
    for (const [at, { containerPort, protocol = 'TCP', hostIP = '' }] of (container.ports ?? []).entries()) {
      const port = `${containerPort}/${protocol}`;
      const where = child(index(child(path, 'ports'), at), 'containerPort');
      const name = container.name ?? '';
      const first = seen.get(`${port} ${hostIP}`);
      if (first === undefined) seen.set(`${port} ${hostIP}`, { path: where, container: name });
      else if (first.container === name)
        yield {
          path: where,
          message: `port ${port} is declared twice in container "${name}"`,
          related: [{ resource, path: first.path, message: 'here already' }],
        };
      else
        yield {
          path: where,
          message: `port ${port} is container "${first.container}"'s already: containers of a Pod share one network, so one of the two cannot listen`,
          related: [{ resource, path: first.path, message: 'here already' }],
        };
    }
  }
}
