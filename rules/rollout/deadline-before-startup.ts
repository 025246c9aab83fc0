import { probeTiming } from '../../src/graph/probe.js';
import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

// pkg/apis/apps/v1/defaults.go SetDefaults_Deployment.
const DEFAULT_DEADLINE_SECONDS = 600;

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const spec = asKind(resource, 'apps/v1/Deployment')?.spec;
  if (spec === undefined) return;
  const deadline = spec.progressDeadlineSeconds ?? DEFAULT_DEADLINE_SECONDS;
  for (const { container, role, path } of graph.workloadOf(resource)?.containers ?? []) {
    const { startupProbe, readinessProbe } = container;
    if (role === 'init' || role === 'ephemeral') continue;
    // A Pod that gets ready is progress, so the deadline runs until then: DeploymentProgressing in deployment_util.go.
    const startup = startupProbe === undefined ? 0 : probeTiming(startupProbe).allows;
    const readiness = readinessProbe === undefined ? 0 : probeTiming(readinessProbe).initialDelay;
    if (Math.max(startup, readiness) <= deadline) continue;
    const [name, allowed] = startup >= readiness ? ['startupProbe', startup] : ['readinessProbe', readiness];
    const what =
      name === 'startupProbe' ? `startupProbe allows ${allowed} s to start` : `readinessProbe starts at ${allowed} s`;
    yield {
      path: child(undefined, 'spec', 'progressDeadlineSeconds'),
      message: `progressDeadlineSeconds ${deadline}${spec.progressDeadlineSeconds === undefined ? ' (default)' : ''} passes first: ${what}`,
      related: [{ resource, path: child(path, name), message: `${what}, in container "${container.name ?? ''}"` }],
    };
  }
}
