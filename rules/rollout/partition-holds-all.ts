import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource): Iterable<RuleProblem> {
  const spec = asKind(resource, 'apps/v1/StatefulSet')?.spec;
  const partition = spec?.updateStrategy?.rollingUpdate?.partition;
  if (partition === undefined || partition === 0) return;
  const replicas = spec?.replicas ?? 1;
  const start = spec?.ordinals?.start ?? 0;
  // Ordinals from `partition` on are updated: pkg/controller/statefulset/stateful_set_control.go.
  if (replicas === 0 || partition < start + replicas) return;
  const highest = start + replicas - 1;
  yield {
    path: child(undefined, 'spec', 'updateStrategy', 'rollingUpdate', 'partition'),
    message: `partition ${partition} is above the highest ordinal ${highest}: an update changes no Pod`,
  };
}
