import { child, index } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  if (graph.replacesVariables(resource)) return;
  for (const { container, path } of graph.workloadOf(resource)?.containers ?? []) {
    const env = container.env ?? [];
    const names = env.map(({ name }) => name ?? '');
    for (const [at, { value }] of env.entries()) {
      if (value === undefined) continue;
      const where = child(index(child(path, 'env'), at), 'value');
      for (const [whole, dollars = '', name = ''] of value.matchAll(/(?<!\$)(\$+)\{([A-Za-z_][A-Za-z0-9_]*)\}/g)) {
        // An even number of dollars is an escape.
        if (dollars.length % 2 === 1 && (names.includes(name) || name === 'HOSTNAME'))
          yield {
            path: where,
            message: `${whole} stays as it is: only $(NAME) of a variable above in env is expanded`,
          };
      }
      for (const [whole, dollars = '', name = ''] of value.matchAll(/(?<!\$)(\$+)\(([A-Za-z_][A-Za-z0-9_]*)\)/g)) {
        const first = names.indexOf(name);
        // A value that is nothing but itself is a placeholder that somebody fills in.
        if (dollars.length % 2 === 1 && first >= at && !(first === at && whole === value))
          yield {
            path: where,
            message: `${whole} stays as it is: ${name} is defined ${first === at ? 'by this very value' : 'further down, and only variables above are expanded'}`,
          };
      }
    }
  }
}
