import { scaleTarget } from '../../src/graph/scale-target.js';
import { asKind } from '../../src/graph/typed.js';
import { nameOf } from '../../src/graph/words.js';
import type { Workload, WorkloadContainer } from '../../src/graph/workload.js';
import { child, type FieldPath, index } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const target = scaleTarget(resource);
  if (target === undefined || graph.hasAny(resource, 'LimitRange')) return;
  const answer = graph.named(resource, target);
  const workloads = answer.kind === 'found' ? answer.all.flatMap((found) => graph.workloadOf(found) ?? []) : [];
  for (const { name, container, path } of utilizationMetrics(resource)) {
    for (const workload of workloads) {
      const without = lacking(workload, name, container);
      if (without === undefined) continue;
      yield {
        path,
        message: `container "${without.container.name ?? ''}" has no ${name} request, so there is no utilization to compute: this metric never scales`,
        related: [
          {
            resource: workload.resource,
            path: child(without.path, 'resources'),
            message: `a container of ${nameOf(workload.resource)}`,
          },
        ],
      };
    }
  }
}

interface UtilizationMetric {
  readonly name: string;
  readonly container: string | undefined;
  readonly path: FieldPath;
}

function utilizationMetrics(resource: Resource): readonly UtilizationMetric[] {
  const v1 = asKind(resource, 'autoscaling/v1/HorizontalPodAutoscaler');
  const field = 'targetCPUUtilizationPercentage';
  if (v1?.spec?.[field] !== undefined)
    return [{ name: 'cpu', container: undefined, path: child(undefined, 'spec', field) }];
  const metrics = asKind(resource, 'autoscaling/v2/HorizontalPodAutoscaler')?.spec?.metrics ?? [];
  return metrics.flatMap((metric, at): readonly UtilizationMetric[] => {
    const source = metric.resource ?? metric.containerResource;
    if (source?.name === undefined || source.target?.type !== 'Utilization') return [];
    const path = child(
      index(child(undefined, 'spec', 'metrics'), at),
      metric.resource === undefined ? 'containerResource' : 'resource',
    );
    return [{ name: source.name, container: metric.containerResource?.container, path: child(path, 'target') }];
  });
}

// One container without a request is enough: calculatePodRequestsFromContainers in
// pkg/controller/podautoscaler/replica_calculator.go. A limit without a request is the request as well.
function lacking(
  { spec, containers }: Workload,
  name: string,
  only: string | undefined,
): WorkloadContainer | undefined {
  if (only === undefined && spec.resources?.requests?.[name] !== undefined) return undefined;
  return containers.find(({ container, role }) => {
    const counts = role === 'container' || role === 'sidecar';
    const { requests, limits } = container.resources ?? {};
    return (
      counts &&
      (only === undefined || container.name === only) &&
      requests?.[name] === undefined &&
      limits?.[name] === undefined
    );
  });
}
