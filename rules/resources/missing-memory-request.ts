import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  const ofPod = workload?.spec.resources;
  if (ofPod?.requests?.memory !== undefined || ofPod?.limits?.memory !== undefined) return;
  // A LimitRange can give every container of its namespace a request.
  if (workload === undefined || graph.hasAny(resource, 'LimitRange')) return;
  for (const { container, role, path } of workload.containers) {
    const { requests, limits } = container.resources ?? {};
    // A limit without a request is the request as well.
    if (role === 'init' || role === 'ephemeral' || requests?.memory !== undefined || limits?.memory !== undefined)
      continue;
    yield {
      path: child(path, 'resources'),
      message: `container "${container.name ?? ''}" has no memory request: it is scheduled onto full nodes and killed first when one runs out`,
    };
  }
}
