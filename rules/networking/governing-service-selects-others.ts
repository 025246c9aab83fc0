import type { Answer } from '../../src/graph/answer.js';
import { asKind } from '../../src/graph/typed.js';
import { labelsText } from '../../src/graph/words.js';
import type { Workload } from '../../src/graph/workload.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const name = asKind(resource, 'apps/v1/StatefulSet')?.spec?.serviceName;
  const workload = graph.workloadOf(resource);
  if (name === undefined || name === '' || workload === undefined) return;
  const answer = graph.named(resource, { kind: 'Service', name, namespace: resource.namespace });
  if (answer.kind !== 'found') return;
  const [service] = answer.all;
  if (service === undefined || answer.all.some((found) => mayGovern(graph.podsOf(found), workload))) return;
  yield {
    path: child(undefined, 'spec', 'serviceName'),
    message: `Service "${name}" does not select these Pods, which have ${labelsText(workload.labels)}`,
    related: [
      {
        resource: service,
        path: child(undefined, 'spec', 'selector'),
        message: `it selects ${labelsText(asKind(service, 'v1/Service')?.spec?.selector)}`,
      },
    ],
  };
}

function mayGovern(pods: Answer<Workload>, workload: Workload): boolean {
  return pods.kind === 'found' ? pods.all.includes(workload) : pods.kind !== 'absent';
}
