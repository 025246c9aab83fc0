import { rollingUpdate } from '../../src/graph/rolling-update.js';
import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  // An autoscaler decides how many Pods the numbers are about.
  if (graph.autoscalersOf(resource).length > 0) return;
  const deployment = asKind(resource, 'apps/v1/Deployment');
  const update = deployment === undefined ? undefined : rollingUpdate(deployment);
  if (update === undefined || !update.isFenced || update.replicas === 0) return;
  const { replicas, maxSurge, maxUnavailable } = update;
  // The API server refuses 0 and 0% on both sides, so one of the two is a percentage that came to nothing.
  const unavailable = `maxUnavailable ${maxUnavailable}${String(maxUnavailable).endsWith('%') ? ` of ${replicas} rounds down to 0` : ''}`;
  yield {
    path: child(undefined, 'spec', 'strategy', 'rollingUpdate', 'maxUnavailable'),
    message: `${unavailable} and maxSurge is ${maxSurge}: the controller takes 1, so ${replicas - 1} of ${replicas} Pods stay available`,
  };
}
