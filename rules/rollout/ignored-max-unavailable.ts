import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import { isGateOn } from '../../src/kube/gates.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { version }: RuleContext): Iterable<RuleProblem> {
  const maxUnavailable = asKind(resource, 'apps/v1/StatefulSet')?.spec?.updateStrategy?.rollingUpdate?.maxUnavailable;
  // 1 is what the controller does anyway.
  if (maxUnavailable === undefined || maxUnavailable === 1 || isGateOn('MaxUnavailableStatefulSet', version)) return;
  yield {
    path: child(undefined, 'spec', 'updateStrategy', 'rollingUpdate', 'maxUnavailable'),
    message: `maxUnavailable ${maxUnavailable} is dropped in ${version.minor >= 35 ? `1.${version.minor}.${version.patch}` : `1.${version.minor}`}: Pods are updated one by one`,
  };
}
