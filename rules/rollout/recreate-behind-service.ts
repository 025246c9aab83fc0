import { claimReferences } from '../../src/graph/references.js';
import { asKind } from '../../src/graph/typed.js';
import { servicesText } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const spec = asKind(resource, 'apps/v1/Deployment')?.spec;
  const workload = graph.workloadOf(resource);
  if (spec?.strategy?.type !== 'Recreate' || workload === undefined || workload.replicas === 0) return;
  // A volume that one Pod holds, or a port of the node, leaves no other way.
  if (claimReferences(workload).length > 0 || workload.spec.hostNetwork === true) return;
  const services = graph.servicesOf(workload);
  if (services.length === 0) return;
  const replicas = workload.replicas ?? 1;
  yield {
    path: child(undefined, 'spec', 'strategy', 'type'),
    message: `Recreate stops ${replicas === 1 ? 'the only Pod' : `all ${replicas} Pods`} first: no endpoints for ${servicesText(services)} during an update`,
    related: services.map((service) => ({
      resource: service,
      path: child(undefined, 'spec', 'selector'),
      message: 'this Service selects the Pods',
    })),
  };
}
