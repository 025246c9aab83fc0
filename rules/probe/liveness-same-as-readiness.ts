import { isSameAction, probeTiming } from '../../src/graph/probe.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  for (const { container, path } of graph.workloadOf(resource)?.containers ?? []) {
    const { livenessProbe, readinessProbe } = container;
    if (livenessProbe === undefined || readinessProbe === undefined || !isSameAction(livenessProbe, readinessProbe))
      continue;
    const liveness = probeTiming(livenessProbe);
    const readiness = probeTiming(readinessProbe);
    if (liveness.failures * liveness.period !== readiness.failures * readiness.period) continue;
    yield {
      path: child(path, 'livenessProbe'),
      message: `livenessProbe asks what readinessProbe asks and gives up as soon (${liveness.failures} × ${liveness.period} s): overload becomes a restart`,
    };
  }
}
