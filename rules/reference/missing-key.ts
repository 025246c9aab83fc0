import { dataReferences } from '../../src/graph/references.js';
import { asKind } from '../../src/graph/typed.js';
import { listText } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import { nearName } from '../../src/kube/near-name.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  if (workload === undefined) return;
  for (const { kind, name, optional, keys } of dataReferences(workload)) {
    if (optional || keys.length === 0) continue;
    const answer = graph.named(resource, { kind, name, namespace: resource.namespace });
    const [target] = answer.kind === 'found' ? answer.all : [];
    const known = answer.kind === 'found' ? answer.all.flatMap(keysOf) : [];
    // An object without data is a place that something else fills.
    if (target === undefined || known.length === 0) continue;
    for (const { key, path } of keys) {
      if (known.includes(key)) continue;
      const near = nearName(key, known);
      yield {
        path,
        message: `key "${key}" is not in ${kind} "${name}"; it has ${listText([...new Set(known)])}`,
        related: [{ resource: target, path: child(undefined, 'data'), message: `the data of ${kind} ${name}` }],
        ...(near !== undefined && { help: `did you mean "${near}"?` }),
      };
    }
  }
}

function keysOf(resource: Resource): string[] {
  const configMap = asKind(resource, 'v1/ConfigMap');
  const secret = asKind(resource, 'v1/Secret');
  return [configMap?.data, configMap?.binaryData, secret?.data, secret?.stringData].flatMap((data) =>
    Object.keys(data ?? {}),
  );
}
