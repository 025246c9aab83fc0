import { rollingUpdate } from '../../src/graph/rolling-update.js';
import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const deployment = asKind(resource, 'apps/v1/Deployment');
  // Without replicas an autoscaler decides how many Pods the percentage is of.
  if (deployment?.spec?.replicas === undefined && graph.autoscalersOf(resource).length > 0) return;
  const update = deployment === undefined ? undefined : rollingUpdate(deployment);
  if (update === undefined || !update.isFenced || update.replicas < 2) return;
  const { replicas, maxSurge, maxUnavailable } = update;
  // Zero on both sides in so many words: the API server refuses it. Only maxUnavailable rounds down.
  if (typeof maxUnavailable === 'number' || maxUnavailable === '0%') return;
  yield {
    path: child(undefined, 'spec', 'strategy', 'rollingUpdate', 'maxUnavailable'),
    message: `maxUnavailable ${maxUnavailable} of ${replicas} rounds down to 0 and maxSurge is ${maxSurge}: the controller takes 1, so ${replicas - 1} of ${replicas} Pods stay available`,
  };
}
