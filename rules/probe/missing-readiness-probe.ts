import { servicesText } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  if (workload === undefined) return;
  const running = workload.containers.filter(({ role }) => role === 'container' || role === 'sidecar');
  // One probe makes the whole Pod wait.
  if (running.some(({ container }) => container.readinessProbe !== undefined)) return;
  const services = graph.servicesOf(workload);
  const [first] = running;
  if (services.length === 0 || first === undefined) return;
  yield {
    path: child(workload.specPath, 'containers'),
    message: `no readinessProbe: ${servicesText(services)} may send traffic as soon as the container starts`,
    related: services.map((service) => ({
      resource: service,
      path: child(undefined, 'spec', 'selector'),
      message: 'this Service selects the Pods',
    })),
  };
}
