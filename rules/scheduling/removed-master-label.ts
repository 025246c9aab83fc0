import { child, index, key } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

// Gone since 1.24 (label) and 1.25 (taint): KEP-2067.
const MASTER = 'node-role.kubernetes.io/master';
const CONTROL_PLANE = 'node-role.kubernetes.io/control-plane';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  if (workload === undefined) return;
  const { nodeSelector = {}, tolerations = [] } = workload.spec;
  if (Object.hasOwn(nodeSelector, MASTER)) {
    yield {
      path: key(child(workload.specPath, 'nodeSelector'), MASTER),
      message: `no node has the label ${MASTER} since 1.24: the Pods are never scheduled`,
    };
  }
  // Manifests for old and new clusters tolerate both.
  if (tolerations.some((toleration) => toleration.key === CONTROL_PLANE || (toleration.key ?? '') === '')) return;
  for (const [at, toleration] of tolerations.entries()) {
    if (toleration.key !== MASTER) continue;
    yield {
      path: child(index(child(workload.specPath, 'tolerations'), at), 'key'),
      message: `the taint ${MASTER} is ${CONTROL_PLANE} since 1.25: control plane nodes are not tolerated`,
    };
  }
}
