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
    const restartAfter = liveness.failures * liveness.period;
    const unreadyAfter = readiness.failures * readiness.period;
    if (restartAfter >= unreadyAfter) continue;
    yield {
      path: child(path, 'livenessProbe'),
      message: `livenessProbe restarts the container after ${restartAfter} s of failures, before readinessProbe takes it out of Services (${unreadyAfter} s)`,
      related: [
        { resource, path: child(path, 'readinessProbe'), message: 'readinessProbe asks the same, more patiently' },
      ],
    };
  }
}
