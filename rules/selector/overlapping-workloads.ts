import { nameOf } from '../../src/graph/words.js';
import { child } from '../../src/kube/field-path.js';
import type { RuleContext, RuleProblem } from '../../src/lint/rule.js';
import type { Resource } from '../../src/manifest/resource.js';

export default function* (resource: Resource, { graph }: RuleContext): Iterable<RuleProblem> {
  const workload = graph.workloadOf(resource);
  if (workload?.selector === undefined) return;
  const said = new Set<string>();
  for (const other of graph.claimantsOf(workload)) {
    // Report a pair once, on the one that comes later; a namesake is another rule's.
    if (other.resource.name === resource.name && other.resource.kind === resource.kind) continue;
    if (isBefore(resource, other.resource) && graph.claimantsOf(other).includes(workload)) continue;
    if (said.has(nameOf(other.resource))) continue;
    said.add(nameOf(other.resource));
    yield {
      path: child(workload.path, 'metadata', 'labels'),
      message: `the selector of ${nameOf(other.resource)} also selects these Pods`,
      related: [{ resource: other.resource, path: child(undefined, 'spec', 'selector'), message: 'this selector' }],
    };
  }
}

function isBefore(a: Resource, b: Resource): boolean {
  if (a.file.file !== b.file.file) return a.file.file < b.file.file;
  return a.document.index < b.document.index;
}
