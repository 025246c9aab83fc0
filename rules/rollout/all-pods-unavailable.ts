import { rollingUpdate } from '../../src/graph/rolling-update.js';
import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import { percentageOf } from '../../src/kube/int-or-percent.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const deployment = asKind(resource, 'apps/v1/Deployment');
  if (deployment !== undefined) {
    // Without replicas an autoscaler decides how many Pods the numbers are about.
    if (deployment.spec?.replicas === undefined && graph.autoscalersOf(resource).length > 0) return;
    const update = rollingUpdate(deployment);
    if (update === undefined || update.replicas === 0 || update.unavailable < update.replicas) return;
    const { maxUnavailable, replicas } = update;
    // With one replica and nothing written the default rounds down to 0; only a written value or 0 surge comes here.
    yield {
      path: child(undefined, 'spec', 'strategy', 'rollingUpdate', update.isFenced ? 'maxSurge' : 'maxUnavailable'),
      message: `${update.isFenced ? `maxSurge ${update.maxSurge}` : `maxUnavailable ${maxUnavailable}`} lets an update take down ${replicas === 1 ? 'the only Pod' : `all ${replicas} Pods`} before a new one is ready`,
    };
    return;
  }
  const maxUnavailable = asKind(resource, 'apps/v1/DaemonSet')?.spec?.updateStrategy?.rollingUpdate?.maxUnavailable;
  if (typeof maxUnavailable !== 'string' || (percentageOf(maxUnavailable) ?? 0) < 100) return;
  yield {
    path: child(undefined, 'spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'),
    message: `maxUnavailable ${maxUnavailable} lets an update take down the Pods of all nodes at once`,
  };
}
