import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource): Iterable<RuleProblem> {
  const owner =
    asKind(resource, 'apps/v1/Deployment') ??
    asKind(resource, 'apps/v1/StatefulSet') ??
    asKind(resource, 'apps/v1/DaemonSet');
  if (owner?.spec?.revisionHistoryLimit !== 0) return;
  yield {
    path: child(undefined, 'spec', 'revisionHistoryLimit'),
    message: 'revisionHistoryLimit 0 keeps no old revision: kubectl rollout undo has nothing to go back to',
  };
}
