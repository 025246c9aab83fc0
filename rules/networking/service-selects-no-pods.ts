import type { Graph } from '../../src/graph/graph.js';
import { asKind } from '../../src/graph/typed.js';
import { absence, labelsText, nameOf } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RelatedPlace } from '../../src/lint/finding.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const absent = absence(graph.podsOf(resource));
  if (absent === undefined) return;
  const message = `selector ${labelsText(asKind(resource, 'v1/Service')?.spec?.selector)} selects no Pods in these files`;
  yield { path: child(undefined, 'spec', 'selector'), message, related: probablyMeant(resource, graph), ...absent };
}

function probablyMeant(service: Resource, graph: Graph): readonly RelatedPlace[] {
  const { name, namespace } = service;
  if (name === undefined) return [];
  return ['apps/Deployment', 'apps/StatefulSet', 'apps/DaemonSet'].flatMap((kind) => {
    const answer = graph.named(service, { kind, name, namespace });
    if (answer.kind !== 'found') return [];
    return answer.all.flatMap((resource) => {
      const workload = graph.workloadOf(resource);
      if (workload === undefined) return [];
      const message = `the Pods of ${nameOf(resource)} have ${labelsText(workload.labels)}`;
      return [{ resource, path: child(workload.path, 'metadata', 'labels'), message }];
    });
  });
}
