import { claimReferences } from '../../src/graph/references.js';
import { rollingUpdate } from '../../src/graph/rolling-update.js';
import { asKind } from '../../src/graph/typed.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const deployment = asKind(resource, 'apps/v1/Deployment');
  const workload = graph.workloadOf(resource);
  if (deployment === undefined || workload === undefined || workload.replicas === 0) return;
  const pods = workload.replicas ?? 1;
  const surge = rollingUpdate(deployment)?.surge ?? 0;
  if (pods + surge < 2) return;
  for (const { name, path } of claimReferences(workload)) {
    const answer = graph.named(resource, { kind: 'PersistentVolumeClaim', name, namespace: resource.namespace });
    const [claim] = answer.kind === 'found' ? answer.all : [];
    const modes = claim === undefined ? [] : (asKind(claim, 'v1/PersistentVolumeClaim')?.spec?.accessModes ?? []);
    if (
      claim === undefined ||
      modes.length === 0 ||
      modes.some((mode) => mode === 'ReadWriteMany' || mode === 'ReadOnlyMany')
    )
      continue;
    const reason = pods > 1 ? `${pods} replicas` : 'an update adds a second Pod (maxSurge)';
    const limit =
      modes.includes('ReadWriteOncePod') && !modes.includes('ReadWriteOnce')
        ? 'one Pod may use it'
        : 'Pods of one node may use it';
    yield {
      path,
      message: `claim "${name}" is ${modes.join(', ')} and ${reason}: ${limit}, the others wait`,
      related: [
        { resource: claim, path: child(undefined, 'spec', 'accessModes'), message: 'the access modes of the claim' },
      ],
    };
  }
}
