import { rollingUpdate } from '../../src/graph/rolling-update.js';
import { asKind } from '../../src/graph/typed.js';
import { selectsPodsOf } from '../../src/graph/workload.js';
import { child, index } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const deployment = asKind(resource, 'apps/v1/Deployment');
  const workload = graph.workloadOf(resource);
  const update = deployment === undefined ? undefined : rollingUpdate(deployment);
  if (workload === undefined || update === undefined || update.replicas === 0 || update.unavailable > 0) return;
  const path = child(
    workload.specPath,
    'affinity',
    'podAntiAffinity',
    'requiredDuringSchedulingIgnoredDuringExecution',
  );
  const terms = workload.spec.affinity?.podAntiAffinity?.requiredDuringSchedulingIgnoredDuringExecution ?? [];
  for (const [at, { labelSelector, topologyKey, matchLabelKeys = [], mismatchLabelKeys = [] }] of terms.entries()) {
    // matchLabelKeys: [pod-template-hash] keeps old and new Pods apart only from their own revision.
    if (topologyKey !== 'kubernetes.io/hostname' || matchLabelKeys.length + mismatchLabelKeys.length > 0) continue;
    if (!selectsPodsOf(labelSelector, workload)) continue;
    yield {
      path: index(path, at),
      message: `an update keeps ${update.replicas} Pods and adds one, each on a node of its own: with ${update.replicas} nodes it never ends`,
      related: [
        {
          resource,
          path: child(undefined, 'spec', 'strategy'),
          message: `maxUnavailable ${update.maxUnavailable} of ${update.replicas} is 0, maxSurge ${update.maxSurge} is ${update.surge}`,
        },
      ],
    };
  }
}
