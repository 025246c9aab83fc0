import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource): Iterable<RuleProblem> {
  const object = asKind(resource, 'v1/ReplicationController') ?? asKind(resource, 'apps/v1/ReplicaSet');
  // What a controller made is somebody's dump of a cluster.
  if ((object?.metadata?.ownerReferences ?? []).length > 0) return;
  yield {
    path: child(undefined, 'kind'),
    message: `a change of the template of a ${resource.kind} reaches no running Pod; a Deployment rolls it out`,
  };
}
