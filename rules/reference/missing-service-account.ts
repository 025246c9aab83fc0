import { absence } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  const { serviceAccountName, serviceAccount } = workload?.spec ?? {};
  const name = serviceAccountName || serviceAccount;
  if (workload === undefined || name === undefined || name === '') return;
  const absent = absence(graph.named(resource, { kind: 'ServiceAccount', name, namespace: resource.namespace }));
  if (absent === undefined) return;
  const path = child(workload.specPath, serviceAccountName ? 'serviceAccountName' : 'serviceAccount');
  yield { path, message: `ServiceAccount "${name}" is not in these files: without it no Pod is created`, ...absent };
}
