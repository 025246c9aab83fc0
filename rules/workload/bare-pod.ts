import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource): Iterable<RuleProblem> {
  const pod = asKind(resource, 'v1/Pod');
  // A Pod that ends by itself is a task, and one with an owner is a dump of a cluster.
  if ((pod?.spec?.restartPolicy ?? 'Always') !== 'Always' || (pod?.metadata?.ownerReferences ?? []).length > 0) return;
  // The kubelet of one node owns a static Pod.
  if (pod?.spec?.nodeName !== undefined) return;
  yield {
    path: child(undefined, 'kind'),
    message: 'no controller owns this Pod: when its node is drained or lost, nothing replaces it',
  };
}
