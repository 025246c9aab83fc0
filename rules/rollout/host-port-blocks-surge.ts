import { rollingUpdate } from '../../src/graph/rolling-update.js';
import { asKind } from '../../src/graph/typed.js';
import type { Workload } from '../../src/graph/workload.js';
import { child, type FieldPath, index } from '../../src/kube/field-path.js';
import { percentageOf } from '../../src/kube/int-or-percent.js';
import type { IntOrString } from '../../src/kube/types.generated.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  const port = workload === undefined ? undefined : hostPort(workload);
  if (port === undefined) return;
  const surge = asKind(resource, 'apps/v1/DaemonSet')?.spec?.updateStrategy?.rollingUpdate?.maxSurge;
  if (surge !== undefined && isPositive(surge)) {
    yield {
      path: child(undefined, 'spec', 'updateStrategy', 'rollingUpdate', 'maxSurge'),
      message: `maxSurge ${surge}: the new Pod waits on its node for host port ${port.number}, which the old one holds until the new one is ready`,
      related: [{ resource, path: port.path, message: 'the host port' }],
    };
    return;
  }
  const deployment = asKind(resource, 'apps/v1/Deployment');
  const update = deployment === undefined ? undefined : rollingUpdate(deployment);
  if (update === undefined || update.replicas === 0 || update.unavailable > 0) return;
  yield {
    path: port.path,
    message: `host port ${port.number}: an update adds a Pod before one goes, and needs ${update.replicas + 1} nodes with the port free`,
  };
}

function isPositive(value: IntOrString): boolean {
  return typeof value === 'number' ? value > 0 : (percentageOf(value) ?? 0) > 0;
}

function hostPort({ containers, spec }: Workload): { readonly number: number; readonly path: FieldPath } | undefined {
  for (const { container, path } of containers) {
    for (const [at, { hostPort, containerPort }] of (container.ports ?? []).entries()) {
      // On the host's network every container port is a host port.
      const number = spec.hostNetwork === true ? containerPort : hostPort;
      if (number !== undefined && number > 0) return { number, path: index(child(path, 'ports'), at) };
    }
  }
  return undefined;
}
