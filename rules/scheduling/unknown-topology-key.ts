import type { Workload } from '../../src/graph/workload.js';
import { child, type FieldPath, index } from '../../src/kube/field-path.js';
import { nearName } from '../../src/kube/near-name.js';
import type { PodAffinityTerm } from '../../src/kube/types.generated.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

// Labels that Kubernetes sets on nodes: docs/reference/labels-annotations-taints.
const NODE_LABELS = [
  'kubernetes.io/arch',
  'kubernetes.io/hostname',
  'kubernetes.io/os',
  'topology.kubernetes.io/region',
  'topology.kubernetes.io/zone',
];

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  if (workload === undefined) return;
  for (const { topologyKey, path } of topologyKeys(workload)) {
    // Below these two prefixes nobody else may define labels; below others any cluster can have its own.
    if (!/^(topology\.)?kubernetes\.io\//.test(topologyKey) || NODE_LABELS.includes(topologyKey)) continue;
    const near = nearName(topologyKey, NODE_LABELS);
    yield {
      path,
      message: `Kubernetes sets no label ${topologyKey} on nodes: no node is in such a domain`,
      ...(near !== undefined && { help: `did you mean ${near}?` }),
    };
  }
}

interface TopologyKey {
  readonly topologyKey: string;
  readonly path: FieldPath;
}

function topologyKeys({ spec, specPath }: Workload): readonly TopologyKey[] {
  const constraints = child(specPath, 'topologySpreadConstraints');
  const spread = (spec.topologySpreadConstraints ?? []).map(({ topologyKey }, at) => ({
    topologyKey,
    at: index(constraints, at),
  }));
  const terms = (['podAffinity', 'podAntiAffinity'] as const).flatMap((name) => {
    const path = child(specPath, 'affinity', name);
    const required = 'requiredDuringSchedulingIgnoredDuringExecution';
    const preferred = 'preferredDuringSchedulingIgnoredDuringExecution';
    return [
      ...(spec.affinity?.[name]?.[required] ?? []).map((term: PodAffinityTerm, at) => ({
        topologyKey: term.topologyKey,
        at: index(child(path, required), at),
      })),
      ...(spec.affinity?.[name]?.[preferred] ?? []).map((term, at) => ({
        topologyKey: term.podAffinityTerm?.topologyKey,
        at: child(index(child(path, preferred), at), 'podAffinityTerm'),
      })),
    ];
  });
  return [...spread, ...terms].flatMap(({ topologyKey, at }) =>
    topologyKey === undefined ? [] : [{ topologyKey, path: child(at, 'topologyKey') }],
  );
}
