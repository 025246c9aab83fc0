import { probeTiming } from '../../src/graph/probe.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  for (const { container, path } of graph.workloadOf(resource)?.containers ?? []) {
    const { livenessProbe, readinessProbe, startupProbe } = container;
    if (startupProbe === undefined) continue;
    const budget = probeTiming(startupProbe);
    for (const [name, probe] of Object.entries({ livenessProbe, readinessProbe })) {
      const delay = probe?.initialDelaySeconds ?? 0;
      if (delay <= budget.allows) continue;
      yield {
        path: child(path, 'startupProbe'),
        message: `startupProbe allows ${budget.allows} s (${budget.initialDelay} + ${budget.failures} × ${budget.period}), less than ${name}'s initialDelaySeconds ${delay}`,
        related: [
          {
            resource,
            path: child(path, name, 'initialDelaySeconds'),
            message: `${name} expects ${delay} s of start-up`,
          },
        ],
      };
      break;
    }
  }
}
