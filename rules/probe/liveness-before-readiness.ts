import { probeTiming } from '../../src/graph/probe.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  for (const { container, path } of graph.workloadOf(resource)?.containers ?? []) {
    const { livenessProbe, readinessProbe, startupProbe } = container;
    // A startup probe holds the liveness probe back until it has passed.
    if (livenessProbe === undefined || readinessProbe === undefined || startupProbe !== undefined) continue;
    const { initialDelay, period, failures, givesUpAfter } = probeTiming(livenessProbe);
    const ready = probeTiming(readinessProbe).initialDelay;
    if (givesUpAfter >= ready) continue;
    yield {
      path: child(path, 'livenessProbe'),
      message: `livenessProbe may restart the container at ${givesUpAfter} s (${initialDelay} + ${failures - 1} × ${period}); readinessProbe starts at ${ready} s`,
      related: [
        {
          resource,
          path: child(path, 'readinessProbe', 'initialDelaySeconds'),
          message: `the container is not expected ready before ${ready} s`,
        },
      ],
    };
  }
}
