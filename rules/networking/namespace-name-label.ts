import type { Graph } from '../../src/graph/graph.js';
import { asKind } from '../../src/graph/typed.js';
import { child, type FieldPath, index, key } from '../../src/kube/field-path.js';
import { objectOf } from '../../src/kube/json.js';
import type { NetworkPolicyPeer } from '../../src/kube/types.generated.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  for (const { namespaceSelector, path } of peers(resource)) {
    const labels = namespaceSelector?.matchLabels ?? {};
    const wanted = Object.hasOwn(labels, 'name') ? labels.name : undefined;
    if (wanted === undefined || isLabelled(wanted, resource, graph)) continue;
    yield {
      path: key(child(path, 'namespaceSelector', 'matchLabels'), 'name'),
      at: 'key',
      message: `namespaces have no label name unless somebody sets it; kubernetes.io/metadata.name: ${wanted} is always there`,
    };
  }
}

function isLabelled(name: string, from: Resource, graph: Graph): boolean {
  const answer = graph.named(from, { kind: 'Namespace', name, namespace: undefined });
  if (answer.kind === 'hidden') return true;
  return (
    answer.kind === 'found' &&
    answer.all.some(({ object }) => Object.hasOwn(objectOf(objectOf(object.metadata)?.labels) ?? {}, 'name'))
  );
}

interface Peer extends NetworkPolicyPeer {
  readonly path: FieldPath;
}

function peers(resource: Resource): readonly Peer[] {
  const spec = asKind(resource, 'networking.k8s.io/v1/NetworkPolicy')?.spec;
  const from = (spec?.ingress ?? []).map(({ from: list }, at) => ({
    list,
    path: child(index(child(undefined, 'spec', 'ingress'), at), 'from'),
  }));
  const to = (spec?.egress ?? []).map(({ to: list }, at) => ({
    list,
    path: child(index(child(undefined, 'spec', 'egress'), at), 'to'),
  }));
  return [...from, ...to].flatMap(({ list, path }) =>
    (list ?? []).map((peer, at) => ({ ...peer, path: index(path, at) })),
  );
}
