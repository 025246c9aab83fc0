import { asKind } from '../../src/graph/typed.js';
import { child, key } from '../../src/kube/field-path.js';
import type { RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

// Labels that charts and release tools change with each version.
const CHANGING = ['app.kubernetes.io/version', 'helm.sh/chart', 'chart'];

export default function* (resource: Resource): Iterable<RuleProblem> {
  const owner =
    asKind(resource, 'apps/v1/Deployment') ??
    asKind(resource, 'apps/v1/StatefulSet') ??
    asKind(resource, 'apps/v1/DaemonSet') ??
    asKind(resource, 'apps/v1/ReplicaSet');
  const labels = owner?.spec?.selector?.matchLabels ?? {};
  for (const name of CHANGING) {
    if (!Object.hasOwn(labels, name)) continue;
    yield {
      path: key(child(undefined, 'spec', 'selector', 'matchLabels'), name),
      at: 'key',
      message: `${name}: ${labels[name]} changes with the next version, and the API server refuses to change a selector`,
    };
  }
}
