import { probesOf, probeTiming } from '../../src/graph/probe.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  for (const { container, path } of graph.workloadOf(resource)?.containers ?? []) {
    for (const { name, probe, path: at } of probesOf(container, path)) {
      const { timeout, period } = probeTiming(probe);
      if (timeout <= period) continue;
      const isDefault = probe.periodSeconds === undefined ? ' (default)' : '';
      yield {
        path: child(at, 'timeoutSeconds'),
        message: `${name}: timeoutSeconds ${timeout} is longer than periodSeconds ${period}${isDefault}: a check that hangs holds up the next ones`,
      };
    }
  }
}
