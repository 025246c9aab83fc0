import { child, index } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  for (const { container, path } of graph.workloadOf(resource)?.containers ?? []) {
    const env = child(path, 'env');
    const seen = new Map<string, number>();
    for (const [at, { name }] of (container.env ?? []).entries()) {
      if (name === undefined) continue;
      const first = seen.get(name);
      seen.set(name, at);
      if (first === undefined) continue;
      yield {
        path: child(index(env, at), 'name'),
        message: `variable "${name}" is set twice: this one counts`,
        related: [{ resource, path: child(index(env, first), 'name'), message: 'this one is ignored' }],
      };
    }
  }
}
